import { addWorkingDays, cityCalendar } from '../../server/calendar/index.ts';
import {
  askNewDate,
  keepCommitment,
  makeCommitment,
  objectToKept,
} from '../../server/commitments/actions.ts';
import { Commitment } from '../../server/commitments/model.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Contradiction } from '../../server/quality-review/contradictions/model.ts';
import type { ItemWishes } from '../support/factories.ts';
import { castOf, item, OTHER_UNIT, REGULATION, UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import type { Sample, Stage } from './samples.ts';

const rating = {
  answered: 'no',
  clear: 'no',
  solved: 'no',
  reasons: ['no-date'],
  note: 'Chưa nói ngày nào.',
};
const again = { rated: 'Chưa nói ngày nào.', reopened: 'Câu trả lời không nói ngày.' };
const appealable = { status: 'answered', ...again, answeredAgain: true } as const;
const appealed = { status: 'answered', ...again, appealed: 'Vẫn chưa nói ngày nào.' } as const;
const demanded = { status: 'assigned', input: { papers: ['Sổ hộ khẩu photo'] } } satisfies ItemWishes;
const judgement = { outcome: 'upheld', reasons: 'Câu trả lời đúng quy định, đã nêu ngày.' };
const reopening = { reason: 'Câu trả lời không nói khi nào cắt cây.' };

/** Other samples close days of May and later: by the calendar as it is by now. */
const newDate = () => ({
  dueAt: addWorkingDays(cityCalendar(), '2026-05-31', 1),
  reason: 'Mưa kéo dài, chưa làm được.',
});

/** What was promised where the path has no item. */
const PROMISED_IN = 'PA-2026-000001';

let made = 0;

/** One that the caller, if of the staff, has promised. */
async function commitment({ world, viewer, item }: Stage): Promise<Record<string, string>> {
  const now = world.clock.now();
  const id = `${String(++made).padStart(24, '0')}.0`;
  const owner = viewer.actor?.id ?? null;
  const dueAt = new Date('2026-05-01T10:00:00Z');
  const promise = { id, source: item?.code ?? PROMISED_IN, unit: UNIT, owner, madeAt: now, dueAt };
  const system = {
    site: world.app.site,
    actor: { kind: 'system' as const, id: 'test' },
    now,
    language: 'vi' as const,
    requestId: 'test',
  };
  await makeCommitment(system, { ...promise, text: 'Cắt tỉa cây xà cừ', actor: 'Phòng Hạ tầng' });
  return { commitment: (await Commitment.findById(id).lean())!.code };
}

const look = { as: 'still-true', note: 'Quy định mới giữ nguyên nội dung này.' };

/** A law that the answer cites has ended. */
async function agedAnswer({ item }: Stage): Promise<Record<string, string>> {
  const rule = {
    key: 'document/1/2020/ND-CP',
    kind: 'document',
    name: '1/2020/NĐ-CP',
    endedOn: '2026-01-01',
  };
  const at = new Date('2026-01-02T00:00:00Z');
  const aged = { at, rules: [{ ...rule, replacedBy: null }], openSince: at, look: null };
  if (item) await Feedback.updateOne({ code: item.code }, { $set: { aged } });
  return {};
}

/** Two answers that state other fees. */
async function contradiction({ world }: Stage): Promise<Record<string, string>> {
  const codes = [(await item(world)).code, (await item(world)).code].sort();
  const name = codes.join('~');
  await Contradiction.create({
    ...{ _id: name, codes, units: [UNIT, OTHER_UNIT], regulation: REGULATION, status: 'open' },
    differences: [{ about: 'fee', first: ['10.000 đồng'], second: ['25.000 đồng'] }],
    foundAt: world.clock.now(),
  });
  return { name };
}

/** One for which its owner has asked for another date. */
async function movable(stage: Stage): Promise<Record<string, string>> {
  const official = await (await castOf(stage.world)).inUnit('official', UNIT);
  const viewer = { ...stage.viewer, actor: official.actor };
  const params = await commitment({ ...stage, viewer });
  const { dueAt, reason } = newDate();
  const asked = { dueAt: new Date(`${dueAt}T17:00:00+07:00`), reason };
  await askNewDate(official.context(), params['commitment']!, asked);
  return params;
}

/** One that its owner has said to be done. */
async function reported(stage: Stage): Promise<Record<string, string>> {
  const official = await (await castOf(stage.world)).inUnit('official', UNIT);
  const params = await commitment({ ...stage, viewer: { ...stage.viewer, actor: official.actor } });
  await keepCommitment(official.context(), params['commitment']!, 'Đã cắt tỉa ngày 20/3/2026.');
  return params;
}

/** One that the head has called done. */
async function kept(stage: Stage): Promise<Record<string, string>> {
  const head = await (await castOf(stage.world)).inUnit('head', UNIT);
  const params = await commitment(stage);
  await keepCommitment(head.context(), params['commitment']!, 'Đã cắt tỉa ngày 20/3/2026.');
  return params;
}

/** And to which the sender has objected. */
async function objectedTo(stage: Stage): Promise<Record<string, string>> {
  const params = await kept(stage);
  const sender = senderContext(stage.world, stage.item?.code ?? PROMISED_IN);
  await objectToKept(sender, params['commitment']!, 'Cành khô vẫn còn nguyên.');
  return params;
}

/** The notes of answers are written by a reaction. */
async function noted({ world }: Stage): Promise<Record<string, string>> {
  await world.app.dispatcher.settled();
  return { version: '1' };
}

/** What follows an answer: rating, second look, commitments, quality review. */
export const afterSamples: Record<string, Sample> = {
  'POST /feedback/:code/voices': { item: { status: 'accepted' }, fields: () => ({ on: 'yes' }) },
  'POST /feedback/:code/rating': {
    item: { status: 'answered' },
    fields: () => ({ ...rating, reasons: 'no-date' }),
  },
  'POST /feedback/:code/reopening': {
    item: { status: 'answered', rated: 'Chưa nói ngày nào.' },
    fields: () => reopening,
    changes: true,
  },
  'POST /feedback/:code/papers': {
    item: { status: 'assigned' },
    fields: () => ({ papers: 'Sổ hộ khẩu photo' }),
    changes: true,
  },
  'GET /feedback/:code/papers': { item: demanded },
  'POST /feedback/:code/papers/:n': {
    item: demanded,
    params: () => ({ n: '1' }),
    fields: () => ({ how: 'stops' }),
    changes: true,
  },
  'POST /feedback/:code/papers/:n/publication': { item: demanded, params: () => ({ n: '1' }) },
  'POST /feedback/:code/papers/:n/hiding': {
    item: demanded,
    params: () => ({ n: '1' }),
    fields: () => ({ reason: 'Có số điện thoại.' }),
    changes: true,
  },
  nameDemandedPapers: {
    item: { status: 'assigned' },
    body: () => ({ papers: ['Sổ hộ khẩu photo'] }),
    changes: true,
  },
  answerDemandedPaper: {
    item: demanded,
    params: () => ({ n: '1' }),
    body: () => ({ how: 'stops' }),
    changes: true,
  },
  'POST /feedback/:code/answer-look': {
    item: { status: 'answered' },
    params: agedAnswer,
    fields: () => look,
    changes: true,
  },
  lookAtAnswerAgain: { item: { status: 'answered' }, params: agedAnswer, body: () => look, changes: true },
  'POST /feedback/:code/appeal': { item: appealable, fields: () => reopening, changes: true },
  'GET /appeals': {},
  'GET /appeals/:code': { item: appealed },
  'POST /appeals/:code': { item: appealed, fields: () => judgement, changes: true },
  appealFeedback: { item: appealable, body: () => reopening, changes: true },
  decideAppeal: { item: appealed, body: () => judgement, changes: true },
  rateFeedback: { item: { status: 'answered' }, body: () => rating },
  reopenFeedback: {
    item: { status: 'answered', rated: 'Chưa nói ngày nào.' },
    body: () => reopening,
    changes: true,
  },
  'GET /commitments': {},
  listCommitments: {},
  'GET /commitments/:commitment': { params: commitment },
  'POST /commitments/:commitment/fulfilment': {
    params: commitment,
    each: true,
    fields: () => ({ evidence: 'Đã cắt tỉa ngày 20/3/2026.' }),
  },
  'POST /commitments/:commitment/fulfilment-decision': {
    params: reported,
    each: true,
    fields: () => ({ decision: 'confirm' }),
  },
  'POST /commitments/:commitment/objection': {
    item: { status: 'answered' },
    params: kept,
    each: true,
    fields: () => ({ reason: 'Cành khô vẫn còn nguyên trước nhà.' }),
  },
  'POST /commitments/:commitment/objection-decision': {
    item: { status: 'answered' },
    params: objectedTo,
    each: true,
    fields: () => ({ decision: 'stand', reply: 'Đã kiểm tra lại, việc đã làm xong.' }),
  },
  'POST /commitments/:commitment/new-date': { params: commitment, each: true, fields: newDate },
  'POST /commitments/:commitment/new-date-decision': {
    params: movable,
    each: true,
    fields: () => ({ decision: 'grant' }),
  },
  'GET /quality-review': { query: 'list=sent' },
  'GET /quality-review/figures': {},
  'GET /quality-review/:code/:version': {
    item: { status: 'answered', rated: 'Chưa nói ngày nào.' },
    params: noted,
  },
  'GET /contradictions': {},
  'GET /contradictions/:name': { params: contradiction },
  'POST /contradictions/:name': {
    params: contradiction,
    changes: true,
    fields: () => ({ holds: 'first', note: 'Điều 5 Thông tư 75/2022/TT-BTC.' }),
  },
  'POST /quality-review/:code/:version': {
    item: { status: 'answered', rated: 'Chưa nói ngày nào.' },
    params: noted,
    changes: true,
    fields: () => ({ verdict: 'partial', note: 'Thiếu ngày.' }),
  },
};
