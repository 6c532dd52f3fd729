import { namePapers } from '../../server/feedback/index.ts';
import { hashSecret } from '../../server/platform/secrets.ts';
import { editedLater, type Item, type ItemWishes, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import type { World } from '../support/world.ts';
import { procedureQuestion } from './samples-questions.ts';
import { ATTACHMENT_STEPS } from './scenario-attachments.ts';
import { CONTRIBUTION_STEPS } from './scenario-contributions.ts';
import { DEADLINE_STEPS } from './scenario-deadlines.ts';
import { EVIDENCE_STEPS } from './scenario-evidence.ts';
import { MAIL_STEPS } from './scenario-mail.ts';
import { NOTE_STEPS } from './scenario-notes.ts';
import { REFUSAL_STEPS } from './scenario-refusals.ts';
import type { Secrets } from './secrets.ts';

export interface Known extends Item {
  name: string;
  status: string;
  /** Units that have it or had it. */
  unit?: string;
  units: string[];
}

const IN_UNIT_STEPS = {
  ...DEADLINE_STEPS,
  ...CONTRIBUTION_STEPS,
  ...EVIDENCE_STEPS,
  ...ATTACHMENT_STEPS,
  ...MAIL_STEPS,
  ...NOTE_STEPS,
};
const STEPS = { ...IN_UNIT_STEPS, ...REFUSAL_STEPS };

/** One item in every state, and in every way in which its texts differ in who may see them. */
const ITEMS: Record<
  string,
  ItemWishes & { edited?: true; removed?: true; after?: 'rated' | 'reopened' | 'appealed' }
> = {
  submitted: {},
  waiting: { status: 'waiting' },
  replied: { replied: true },
  accepted: { status: 'accepted', edited: true, removed: true },
  declined: { status: 'accepted', input: { publishText: false } },
  routed: { status: 'routed', edited: true, replied: true },
  transferred: { status: 'routed', from: OTHER_UNIT, edited: true },
  elsewhere: { status: 'routed', from: UNIT, unit: OTHER_UNIT, edited: true },
  assigned: { status: 'assigned', draft: true, edited: true },
  'in-review': { status: 'in-review', edited: true },
  returned: { status: 'assigned', returned: true, edited: true },
  answered: { status: 'answered', edited: true, replied: true },
  'answered, declined': { status: 'answered', input: { publishText: false } },
  rated: { status: 'answered', after: 'rated' },
  reopened: { status: 'answered', input: { publishText: false }, after: 'reopened' },
  appealed: { status: 'answered', after: 'appealed' },
  // About the conduct of the unit: another one answers.
  shielded: { unit: OTHER_UNIT, status: 'routed', input: { conductOf: UNIT } },
  'shielded, answered': { unit: OTHER_UNIT, status: 'answered', input: { conductOf: UNIT } },
  refused: { status: 'refused', replied: true },
  withdrawn: { status: 'withdrawn' },
  ...Object.fromEntries(Object.keys(REFUSAL_STEPS).map((name) => [name, { status: 'refused' as const }])),
  ...Object.fromEntries(Object.keys(IN_UNIT_STEPS).map((name) => [name, { status: 'assigned' as const }])),
  'evidence sent, declined': { status: 'assigned', input: { publishText: false } },
};

/** Whose senders name what was demanded of them; nobody else may read it there. */
const DEMANDED = { submitted: true, 'answered, declined': true };

/** Whose senders reply to what the office asks about the procedure: never public. */
const REPLIED = { submitted: true, answered: true, 'answered, declined': true };

/** Statuses in which the text is open to everybody. */
const OPEN = ['accepted', 'routed', 'assigned', 'in-review', 'answered'];

export async function makeItems(
  world: World,
  secrets: Secrets,
  onSubmitted: (code: string) => Promise<unknown>,
): Promise<Known[]> {
  const known: Known[] = [];
  const question = await procedureQuestion();
  for (const name of Object.keys(ITEMS))
    known.push(await make(world, secrets, { name, question, onSubmitted }));
  return known;
}

async function make(
  world: World,
  secrets: Secrets,
  {
    name,
    question,
    onSubmitted,
  }: { name: string; question: string; onSubmitted: (code: string) => Promise<unknown> },
): Promise<Known> {
  const { edited, removed, after, ...wishes } = ITEMS[name]!;
  const { status = 'submitted', unit = UNIT } = wishes;
  const { word, tell, phone } = wordsOf(secrets);
  const text = textField(status, wishes, edited);
  const answer = answerField(status, wishes);
  const made = await item(world, {
    ...wishes,
    idempotencyKey: word('idempotency-key'),
    onSubmitted,
    ...(after ? { rated: `Thiếu ngày ${word('rating-note')}.` } : {}),
    ...(after === 'appealed' ? { appealed: `Xin cấp trên xem ${word('appeal-reason')} giúp tôi.` } : {}),
    ...(after === 'reopened' || after === 'appealed'
      ? { reopened: `Xin xem lại ${word('reopening-reason')} giúp tôi.` }
      : {}),
    input: {
      senderKind: 'business',
      name: `Nguyễn ${word('sender-name')}`,
      organisation: `Công ty ${word('sender-organisation')}`,
      email: `${word('sender-email')}@kin.example`,
      phone: phone('sender-phone'),
      address: `Ngõ ${word('sender-address')}`,
      subject: `Cây đổ ${text ? word(`${text}-subject`) : 'lớn'}`,
      text: `Cây xà cừ ${text ? word(`${text}-text`) : 'lớn'} trước cửa nhà tôi đã nghiêng.`,
      ...(name in DEMANDED ? { papers: [`Giấy ${word('demanded-paper')}`] } : {}),
      ...(name in REPLIED ? { questionReplies: [{ question, reply: `Mét ${word('question-reply')}` }] } : {}),
      ...wishes.input,
    },
    written: {
      ...(edited ? { publicText: publicText(removed ? word('removed-public-text') : 'lớn') } : {}),
      question: `Cây ở đâu ${word('question')}?`,
      reply: `Trước nhà ${word('reply')}.`,
      guidance: `Đề nghị gửi nơi khác ${word('guidance')}.`,
      routingReason: `Đúng việc ${word('routing-reason')}.`,
      transferReason: `Đúng tuyến phố ${word('transfer-reason')}.`,
      answer:
        name === 'answered'
          ? 'Sở ghi nhận ý kiến và sẽ xem xét theo quy định trong thời gian tới.'
          : `Sở sẽ cắt tỉa cây ${answer ? word(answer) : 'này'} trước ngày 15/3/2026.`,
      ...(name === 'answered' ? { override: `Đã nói chuyện ${word('override-reason')}.` } : {}),
      answerReason: `Việc đơn giản ${word('answer-reason')}.`,
      returnReason: `Cần nêu rõ ngày ${word('return-reason')}.`,
    },
  });
  if (removed) await editedLater(world, made.code, publicText('lớn'));
  await STEPS[name]?.(world, made.code, word);
  if (name === 'answered' || name === 'rated')
    await namePapers(senderContext(world, made.code), made.code, [`Giấy ${word('unseen-paper')}`]);
  tell(made.code);
  secrets.add(made.key, { field: 'receipt-key', code: made.code });
  secrets.add(hashSecret(made.key.replaceAll('-', '')), { field: 'hash' });
  secrets.add(world.app.site.tokens.derived('receipt', made.code), { field: 'sender-link', code: made.code });
  if (wishes.input?.conductOf) secrets.add(made.code, { field: 'shielded-code', code: made.code });
  const inUnit = OPEN.indexOf(status) > 0;
  return { ...made, name, status, ...(inUnit ? { unit } : {}), units: [unit, wishes.from ?? unit] };
}

const publicText = (word: string) => ({
  subject: 'Cây lớn sắp đổ',
  text: `Cây xà cừ ${word} trước cửa nhà đã nghiêng sau trận mưa.`,
});

/** Which rows of the table the sender's text falls under; none when it is public as it was sent. */
function textField(status: string, wishes: ItemWishes, edited?: true): string | undefined {
  if (status === 'withdrawn') return 'withdrawn';
  if (!OPEN.includes(status)) return 'unaccepted';
  if (wishes.input?.conductOf) return 'shielded';
  if (wishes.input?.publishText === false) return 'declined';
  return edited ? 'original' : undefined;
}

function answerField(status: string, wishes: ItemWishes): string | undefined {
  if (status !== 'answered') return 'draft-answer';
  if (wishes.input?.conductOf) return 'shielded-answer';
  return wishes.input?.publishText === false ? 'declined-answer' : undefined;
}

/** Words whose item is told later, when it has a code. */
function wordsOf(secrets: Secrets) {
  const made: { field: string; code?: string }[] = [];
  const next = (field: string) => {
    const secret = { field };
    made.push(secret);
    return secret;
  };
  return {
    word: (field: string) => secrets.word(next(field)),
    phone: (field: string) => secrets.phone(next(field)),
    tell: (code: string) => {
      for (const secret of made) secret.code = code;
    },
  };
}
