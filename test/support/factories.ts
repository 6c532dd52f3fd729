import {
  acceptFeedback,
  appealFeedback,
  approveAnswer,
  assignFeedback,
  editPublicText,
  giveInfo,
  rateFeedback,
  refuseFeedback,
  reopenFeedback,
  requestInfo,
  returnAnswer,
  routeFeedback,
  type Submission,
  saveAnswer,
  submitAnswer,
  submitFeedback,
  transferFeedback,
  withdrawFeedback,
} from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { Status } from '../../server/feedback/item/rules/status.ts';
import { type Colleague, colleague, contextOf, senderContext } from './people.ts';
import type { World } from './world.ts';

/** The unit that follows from REGULATION. */
export const UNIT = 'dept-construction';
export const OTHER_UNIT = 'dept-health';
export const REGULATION = 'tree-felling-permit';

/** What the staff write on the way of an item. */
export interface Written {
  publicText?: { subject: string; text: string };
  question: string;
  reply: string;
  guidance: string;
  routingReason: string;
  transferReason: string;
  answer: string;
  answerReason: string;
  returnReason: string;
  /** The head's, for sending what the check calls vague. */
  override: string;
}

export interface ItemWishes {
  status?: Status;
  /** Who has it, from routing on. */
  unit?: string;
  input?: Partial<Submission>;
  written?: Partial<Written>;
  idempotencyKey?: string;
  /** Asked and answered before it is accepted. */
  replied?: boolean;
  /** Routed to this unit first, then transferred. */
  from?: string;
  /** Sent back by the head: only with status 'assigned'. */
  returned?: boolean;
  /** A saved draft: only with status 'assigned'. */
  draft?: boolean;
  /** Rated "did not answer", with this note: only with status 'answered'. */
  rated?: string;
  /** Reopened for this reason, after such a rating: it is 'routed' again. */
  reopened?: string;
  /** Answered and rated so again. */
  answeredAgain?: true;
  /** The same, then appealed for this reason: it is 'answered'. */
  appealed?: string;
  /** Right after it was handed in. */
  onSubmitted?(code: string): Promise<unknown>;
}

export interface Item {
  code: string;
  key: string;
}

const WRITTEN: Written = {
  question: 'Cây nằm ở số nhà bao nhiêu?',
  reply: 'Cây nằm trước số nhà 12, phố Hàng Bông.',
  guidance: 'Đề nghị ông bà gửi đơn khiếu nại đến Ban Tiếp công dân thành phố.',
  routingReason: 'Việc này thuộc lĩnh vực của đơn vị.',
  transferReason: 'Đơn vị kia quản lý tuyến phố này.',
  answer: 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.',
  answerReason: 'Câu trả lời ngắn vì việc đơn giản.',
  returnReason: 'Cần nêu rõ ngày hoàn thành.',
  override: 'Đã trao đổi với người gửi.',
};

export function submission(wishes: Partial<Submission> = {}): Submission {
  return {
    kind: 'feedback',
    regulation: REGULATION,
    subject: 'Cây lớn trước nhà sắp đổ',
    text: 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè.',
    senderKind: 'citizen',
    name: 'Nguyễn Thị Lan',
    email: 'lan@kin.example',
    language: 'vi',
    publishText: true,
    ...wishes,
  };
}

interface Cast {
  coordinator: Colleague;
  inUnit(role: 'official' | 'head', unit: string): Promise<Colleague>;
}

const casts = new WeakMap<World, Promise<Cast>>();

/** The people who bring items along, made once for a world. */
export function castOf(world: World): Promise<Cast> {
  let cast = casts.get(world);
  if (!cast) {
    cast = makeCast(world);
    casts.set(world, cast);
  }
  return cast;
}

async function makeCast(world: World): Promise<Cast> {
  const known = new Map<string, Promise<Colleague>>();
  return {
    coordinator: await colleague(world, 'coordinator'),
    inUnit(role, unit) {
      const name = `${role} ${unit}`;
      if (!known.has(name)) known.set(name, colleague(world, role, { units: [unit] }));
      return known.get(name)!;
    },
  };
}

type Step = (code: string) => Promise<unknown>;
const ORDER: Status[] = ['submitted', 'accepted', 'routed', 'assigned', 'in-review', 'answered'];

/** Brings a new item to a state through the real actions. */
export async function item(world: World, wishes: ItemWishes = {}): Promise<Item> {
  const { status = 'submitted', idempotencyKey } = wishes;
  const door = { channel: 'web' as const, ...(idempotencyKey ? { idempotencyKey } : {}) };
  const input = submission(wishes.input);
  const { code, key } = await submitFeedback(senderContext(world), input, door);
  await wishes.onSubmitted?.(code);
  for (const step of await stepsTo(world, status, wishes)) await step(code);
  await afterAnswer(world, code, wishes);
  return { code, key };
}

async function afterAnswer(
  world: World,
  code: string,
  { rated, reopened, answeredAgain, appealed, unit = UNIT }: ItemWishes,
): Promise<void> {
  if (rated === undefined) return;
  const sender = senderContext(world, code);
  const grades = { answered: 'no', clear: 'no', solved: 'no' } as const;
  await rateFeedback(sender, code, { ...grades, reasons: ['no-date'], note: rated });
  if (reopened === undefined) return;
  await reopenFeedback(sender, code, { reason: reopened });
  if (appealed === undefined && !answeredAgain) return;
  await answerAgain(world, code, unit);
  await rateFeedback(sender, code, { ...grades, reasons: ['no-date'], note: rated });
  if (appealed !== undefined) await appealFeedback(senderContext(world, code), code, { reason: appealed });
}

/** A second look: by somebody who had no part, directed by a coordinator. */
export async function answerAgain(world: World, code: string, unit: string): Promise<void> {
  const coordinator = await colleague(world, 'coordinator');
  const other = await colleague(world, 'official', { units: [unit] });
  const { id, name } = other.actor;
  await assignFeedback(coordinator.context(), code, { id, name });
  await submitAnswer(other.context(), code, {
    outcome: 'accepted',
    text: 'Sở sẽ cắt tỉa cây này trước ngày 15/4/2026. Người phụ trách: Phòng Hạ tầng.',
    reason: WRITTEN.answerReason,
  });
  await approveAnswer(coordinator.context(), code, { override: WRITTEN.override });
}

async function stepsTo(world: World, status: Status, wishes: ItemWishes): Promise<Step[]> {
  const written = { ...WRITTEN, ...wishes.written };
  const coordinator = (await castOf(world)).coordinator;
  const ask: Step = (code) => requestInfo(coordinator.context(), code, written.question);
  const reply: Step = (code) => giveInfo(senderContext(world, code), code, written.reply);
  const asked = wishes.replied ? [ask, reply] : [];
  if (status === 'waiting') return [ask];
  if (status === 'refused') {
    const refusal = { ground: 'complaint' as const, guidance: written.guidance };
    return [...asked, (code) => refuseFeedback(coordinator.context(), code, refusal)];
  }
  const accept: Step = (code) => acceptFeedback(coordinator.context(), code, written.publicText);
  if (status === 'withdrawn')
    return [...asked, accept, (code) => withdrawFeedback(senderContext(world, code), code)];
  const far = ORDER.indexOf(status);
  const work = far >= 2 ? await workSteps(world, wishes, written) : [];
  const returning = wishes.returned ? work.slice(2, 3).concat(await returnStep(world, wishes, written)) : [];
  const drafting = wishes.draft ? [await draftStep(world, wishes, written)] : [];
  return [...asked, ...(far >= 1 ? [accept] : []), ...work.slice(0, far - 1), ...returning, ...drafting];
}

/** Routing (with a transfer, if wished), assignment, answer, approval. */
async function workSteps(world: World, wishes: ItemWishes, written: Written): Promise<Step[]> {
  const cast = await castOf(world);
  const { unit = UNIT } = wishes;
  const official = await cast.inUnit('official', unit);
  const head = await cast.inUnit('head', unit);
  const coordinator = () => cast.coordinator.context();
  const { id, name } = official.actor;
  const route: Step = async (code) => {
    const first = wishes.from ?? unit;
    await routeFeedback(coordinator(), code, { unit: first, reason: written.routingReason });
    if (!wishes.from) return;
    const before = await cast.inUnit('head', wishes.from);
    await transferFeedback(before.context(), code, { unit, reason: written.transferReason });
  };
  return [
    route,
    (code) => assignFeedback(head.context(), code, { id, name }),
    (code) => submitAnswer(official.context(), code, answerOf(written)),
    (code) => approveAnswer(head.context(), code, { override: written.override }),
  ];
}

function answerOf({ answer, answerReason }: Written) {
  return { outcome: 'accepted' as const, text: answer, reason: answerReason };
}

async function returnStep(world: World, { unit = UNIT }: ItemWishes, written: Written): Promise<Step> {
  const head = await (await castOf(world)).inUnit('head', unit);
  return (code) => returnAnswer(head.context(), code, written.returnReason);
}

async function draftStep(world: World, { unit = UNIT }: ItemWishes, written: Written): Promise<Step> {
  const official = await (await castOf(world)).inUnit('official', unit);
  return async (code) => {
    const row = await Feedback.findOne({ code }, { version: 1 }).lean();
    await saveAnswer(official.context(), code, { ...answerOf(written), version: row!.version });
  };
}

/** Edits the public text of an accepted item. */
export async function editedLater(
  world: World,
  code: string,
  text: { subject: string; text: string },
): Promise<void> {
  const { coordinator } = await castOf(world);
  await editPublicText(contextOf(world, coordinator.actor), code, text);
}

/** How many items there are, and how often they were changed: a stamp of all that is stored of them. */
export async function feedbackCount(): Promise<string> {
  const rows = await Feedback.find({}, { version: 1 }).lean();
  return `${rows.length} items, ${rows.reduce((sum, row) => sum + row.version, 0)} changes`;
}
