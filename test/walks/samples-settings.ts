import { setSeal } from '../../server/branding/actions.ts';
import { SiteState } from '../../server/maintenance/model.ts';
import { GuardState, RefusalModel } from '../../server/request-limits/model.ts';
import { colleague } from '../support/people.ts';
import { png } from '../support/sample-files.ts';
import type { Sample, Stage } from './samples.ts';

const basis = 'Quyết định 12/2026/QĐ-UBND';
const bases = { 'basis-vi': basis, 'basis-en': 'Decision 12/2026', 'basis-ru': 'Решение 12/2026' };
const bands = { excellent: '90', good: '80', fair: '70', average: '50' };

const phrases = Object.fromEntries(
  [
    ...['time-without-date', 'rule-without-number', 'action-without-actor', 'general', 'conditional'],
    ...['sending-away', 'bare-transfer', 'acknowledgement-only'],
  ].map((name) => [name, 'theo quy định\nsớm nhất có thể']),
);

/** Values of each rule that its page takes. */
const RULES = {
  'after-answer': { remindAfterDays: '5', reopenWithinDays: '20', appealWithinDays: '20', basis },
  'answer-limits': {
    ...{ vagueStrictness: '0.5', clearStrictness: '0', allYetPartial: '0.3', passiveShare: '0.3' },
    ...{ 'longSentenceWords-vi': '60', 'longSentenceWords-en': '35', 'longSentenceWords-ru': '35' },
    ...{ 'needed-accepted': ['decision'], 'needed-partly': ['decision'], 'needed-refused': ['remedy'] },
    ...{ 'needed-explained-question': ['facts'], 'needed-explained-feedback': ['facts'], basis },
  },
  'answer-phrases-vi': { ...phrases, basis },
  'answer-phrases-en': { ...phrases, basis },
  'answer-phrases-ru': { ...phrases, basis },
  'commitment-times': { remindBeforeDays: '5', brokenAfterDays: '20', mostNewDates: '1', basis },
  'dialogue-times': { announceDays: '10', publishDays: '5', ...bases },
  'reading-audit': { keepMonths: '12', basis },
  reminders: {
    ...{ 'points-0-step': 'screening', 'points-0-measure': 'after', 'points-0-amount': '3' },
    ...{ 'points-0-to': ['head'], 'points-0-escalation': 'yes' },
  },
  retention: {
    ...{ items: 'yes', itemMonths: '60', accounts: '', accountMonths: '60' },
    ...{ participants: 'yes', participantMonths: '24', confidential: 'yes', confidentialMonths: '60' },
    ...{ letterMonths: '12', mailMonths: '3', tokenMonths: '12', basis },
  },
  'second-person': { acts: [], hours: '72', basis },
  'confidential-limits': { answerDays: '20', basis },
  'delay-rules': {
    ...{ draftDays: '1', replyDays: '5', publishDay: '15', names: '', repeatTimes: '3', repeatMonths: '6' },
    ...{ origins: 'https://sxd.hanoi.example', basis },
  },
  'review-sample': { samplePercent: '10', basis },
  'sender-requirements': { name: 'yes', oneOf: ['email', 'phone'], basis },
  'score-rules': { onTime: '6', satisfied: '6', ...bands, leastRanked: '5', overriddenCounts: 'yes', basis },
  'volume-classes': { medium: '20', large: '60', basis },
  'directive-targets': {
    kinds: ['ward', 'commune'],
    ...{ 'online-payment': '70', 'digitised-results': '80', 'procedures-published': '100' },
    ...{ 'online-full': '80', 'feedback-on-time': '95' },
    basis,
  },
  'dialogue-duty': { kinds: ['ward', 'commune'], perYear: '2', basis },
};

const words = { vi: 'Nâng cấp máy chủ.', en: 'New server.', ru: 'Новый сервер.' };

const state = (closed: object) => async () => {
  await SiteState.updateOne({ _id: 'site' }, { $set: { closed } }, { upsert: true });
  return {};
};

/** There is a way back, to what holds already. */
const guardChanged = async () => {
  await GuardState.updateOne({ _id: 'site' }, { $set: { mode: 'on', before: 'on' } }, { upsert: true });
  return {};
};

/** Others of the walk write meanwhile: the form leads to its preview, and what is ended was begun in the store only. */
const maintenanceSamples: Record<string, Sample> = {
  'GET /administration/maintenance': {},
  'POST /administration/maintenance': { fields: () => ({ ...words, confirmed: '' }) },
  'POST /administration/maintenance/end': {
    params: state({ reason: words, since: new Date('2026-03-01T00:00:00Z') }),
    changes: true,
  },
  'GET /administration/notice': {},
  'POST /administration/notice': {
    fields: () => ({
      ...{ noticeVi: words.vi, noticeEn: words.en, noticeRu: words.ru },
      ...{ from: '2027-01-04T08:00', until: '2027-01-05T08:00' },
    }),
  },
  'POST /administration/notice/removal': {},
  'GET /administration/limits': {},
  // As it is: others of the walk hand in meanwhile.
  'POST /administration/limits': { fields: () => ({ mode: 'on' }) },
  'POST /administration/limits/undo': { params: guardChanged, changes: true },
  'POST /administration/limits/release': {
    params: async () => {
      const [since, lastAt] = [new Date('2026-03-01T00:00:00Z'), new Date('2099-03-01T00:00:00Z')];
      const row = { kind: 'writes', mark: 'abcdefabcdef', count: 3, since, lastAt };
      await RefusalModel.updateOne({ _id: 'writes:abcdefabcdef' }, { $set: row }, { upsert: true });
      return {};
    },
    fields: () => ({ row: 'writes:abcdefabcdef' }),
  },
};

const brandTexts = Object.fromEntries(
  ['siteName', 'city', 'footer', 'directive', 'contact'].flatMap((name) =>
    Object.entries(words).map(([language, text]) => [`${name}-${language}`, text]),
  ),
);
const picture = { field: 'file', name: 'seal.png', bytes: png('seal') };

/** A seal is there. */
async function sealed({ world }: Stage): Promise<Record<string, string>> {
  const administrator = await colleague(world, 'administrator');
  await setSeal(administrator.context(), { name: picture.name, bytes: picture.bytes });
  return {};
}

const brandSamples: Record<string, Sample> = {
  'GET /administration/branding': {},
  'POST /administration/branding': {
    fields: () => ({
      number: '1',
      ...brandTexts,
      accent: '#003366',
      languages: ['vi', 'en', 'ru'],
      confirmed: '',
    }),
  },
  'POST /administration/branding/seal': { file: picture, changes: true },
  'POST /administration/branding/seal/removal': { params: sealed, changes: true },
  'GET /brand.css': {},
  'GET /seal': { params: sealed },
};

/** Each up to its preview. */
export const settingSamples: Record<string, Sample> = {
  ...maintenanceSamples,
  ...brandSamples,
  'GET /settings': {},
  'GET /delay-rules': {},
  'GET /sender-requirements': {},
  ...Object.fromEntries(
    Object.entries(RULES).flatMap(([rule, values]): [string, Sample][] => [
      [`GET /settings/${rule}`, {}],
      [
        `POST /settings/${rule}`,
        { fields: () => ({ number: '1', validFrom: '2027-01-04', confirmed: '', ...values }) },
      ],
    ]),
  ),
};
