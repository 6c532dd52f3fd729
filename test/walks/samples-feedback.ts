import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, OTHER_UNIT, submission, UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';
import type { Fields } from './send.ts';

let count = 0;

/** What a citizen types, as the form sends it. */
export function formFields(step?: string): Fields {
  const { publishText: _publishText, questionReplies: _replies, ...typed } = submission();
  const fields = { ...typed, publishText: 'yes', idempotencyKey: `sample-${++count}` };
  return step ? { ...fields, step } : fields;
}

const words = { subject: 'Cây lớn sắp đổ', text: 'Cây xà cừ trước cửa nhà đã nghiêng sau trận mưa.' };
const answer = {
  outcome: 'accepted',
  text: 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026, theo Quyết định 12/QĐ.',
  reason: 'Việc đơn giản.',
};

const difficulty = { ...words, raisedBy: UNIT, unit: OTHER_UNIT, kind: 'feedback', language: 'vi' };

const versionOf = async ({ item }: Stage): Promise<string> => {
  const row = await Feedback.findOne({ code: item!.code }, { version: 1 }).lean();
  return String(row!.version);
};
const wording = async (stage: Stage): Promise<Fields> => ({ ...words, version: await versionOf(stage) });

const withVersion = async (stage: Stage): Promise<Fields> => ({
  ...answer,
  version: await versionOf(stage),
  step: 'submit',
});

const correction = async (stage: Stage): Promise<Fields> => {
  const text = 'Sở sẽ cắt tỉa cây này trước ngày 22/3/2026, theo Quyết định 12/QĐ. Liên hệ bà Trần Thu Hà.';
  const note = 'Ngày trước ghi nhầm.';
  return { outcome: 'accepted', text, note, override: 'Việc đơn giản.', version: await versionOf(stage) };
};

const routing = { unit: UNIT, reason: 'Đơn vị quản lý cây xanh.' };
const transfer = { unit: OTHER_UNIT, reason: 'Việc thuộc đơn vị kia.' };

const refusal = { ground: 'complaint', guidance: 'Đề nghị gửi đến Ban Tiếp công dân.' };
const interim = {
  text: 'Đã khảo sát cây, đang chờ kết quả.',
  promisedAt: '2026-03-18',
  contactPerson: 'Trần Minh',
  contactReach: '024 3825 0000',
};

async function assignee({ world }: Stage): Promise<{ assignee: string }> {
  const official = await (await castOf(world)).inUnit('official', UNIT);
  return { assignee: official.actor.id };
}

/** Handing in, following, screening, routing, answering. */
export const feedbackSamples: Record<string, Sample> = {
  'GET /feedback/new': { query: 'regulation=tree-felling-permit' },
  'GET /feedback/complaints': {},
  'POST /feedback/new': { fields: () => formFields('send') },
  'GET /feedback': { query: 'q=cay' },
  'GET /feedback/:code': { item: { status: 'submitted' } },
  'GET /feedback/:code/due.ics': { item: {} },
  // Only the browser that has just handed it in holds the cookie of the receipt.
  'GET /feedback/:code/receipt': { item: {} },
  'GET /feedback/:code/open/:token': {
    item: {},
    params: ({ world, item }) => ({ token: world.app.site.tokens.derived('receipt', item!.code) }),
  },
  'POST /feedback/:code/reply': {
    item: { status: 'waiting' },
    fields: () => ({ reply: 'Số nhà 12, phố Hàng Bông.' }),
    changes: true,
  },
  'POST /feedback/:code/withdrawal': { item: {}, changes: true, bare: { status: 'refused' } },
  'POST /feedback/:code/closing': { item: {} },
  'GET /track': {},
  'POST /track': { item: {}, fields: ({ item }) => ({ code: item!.code, key: item!.key }) },
  'GET /inbox': {},
  'GET /counter': {},
  'POST /counter': {
    fields: () => ({ ...formFields(), channel: 'counter', receivedAt: '2026-03-04T09:00' }),
  },
  'POST /feedback/:code/acceptance': { item: {}, fields: wording, changes: true },
  'POST /feedback/:code/public-text': { item: { status: 'accepted' }, fields: wording, changes: true },
  'POST /feedback/:code/info-request': {
    item: {},
    fields: () => ({ question: 'Cây ở số nhà bao nhiêu?' }),
    changes: true,
  },
  'POST /feedback/:code/refusal': {
    item: {},
    fields: () => refusal,
    changes: true,
  },
  'POST /feedback/:code/routing': { item: { status: 'accepted' }, fields: () => routing, changes: true },
  'POST /feedback/:code/transfer': { item: { status: 'routed' }, fields: () => transfer, changes: true },
  'POST /feedback/:code/assignment': {
    item: { status: 'routed' },
    fields: assignee,
    changes: true,
  },
  'POST /feedback/:code/answer': { item: { status: 'assigned' }, fields: withVersion, changes: true },
  'POST /feedback/:code/answer-return': {
    item: { status: 'in-review' },
    fields: () => ({ reason: 'Cần nêu rõ ngày.' }),
    changes: true,
  },
  'POST /feedback/:code/answer-approval': {
    item: { status: 'in-review' },
    fields: () => ({ override: 'Đã trao đổi với người gửi.' }),
    changes: true,
    bare: { status: 'assigned' },
  },
  'POST /feedback/:code/answer-correction': {
    item: { status: 'answered' },
    fields: correction,
    changes: true,
  },
  'POST /feedback/:code/interim-answer': {
    item: { status: 'assigned' },
    fields: () => interim,
    changes: true,
  },
  listFeedback: {},
  getFeedback: { item: { status: 'submitted' } },
  'GET /difficulties': {},
  'GET /difficulties/new': {},
  'POST /difficulties/new': {
    fields: () => ({ ...difficulty, publishText: 'yes', idempotencyKey: `difficulty-${++count}` }),
  },
  listDifficulties: {},
  raiseDifficulty: { body: () => difficulty },
  submitFeedback: { body: () => submission() },
  routeFeedback: { item: { status: 'accepted' }, body: () => routing, changes: true },
  transferFeedback: { item: { status: 'routed' }, body: () => transfer, changes: true },
  answerFeedback: {
    item: { status: 'assigned' },
    body: () => ({ ...answer, override: 'Đã trao đổi với người gửi.' }),
    changes: true,
  },
  acceptFeedback: { item: {}, body: () => words, changes: true },
  refuseFeedback: { item: {}, body: () => refusal, changes: true },
  assignFeedback: { item: { status: 'routed' }, body: assignee, changes: true },
  interimAnswer: { item: { status: 'assigned' }, body: () => interim, changes: true },
  approveAnswer: {
    item: { status: 'in-review' },
    body: () => ({ override: 'Đã trao đổi với người gửi.' }),
    changes: true,
    bare: { status: 'assigned' },
  },
  returnAnswer: {
    item: { status: 'in-review' },
    body: () => ({ reason: 'Cần nêu rõ ngày.' }),
    changes: true,
  },
  checkAnswer: { item: { status: 'assigned' }, body: () => ({ text: answer.text }) },
};
