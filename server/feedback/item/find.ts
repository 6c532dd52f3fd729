import type { Actor, Context } from '../../platform/context.ts';
import { ALONE_MS, Remembered } from '../../platform/data/remembered.ts';
import { NotFound } from '../../platform/errors.ts';
import { onCommitted } from '../../platform/journal/index.ts';
import { Feedback, type FeedbackDocument, type FeedbackFields } from './model.ts';
import { canKnowOf } from './policy.ts';
import { isCode } from './rules/codes.ts';

/** @throws NotFound also for those who may not know of it */
export async function findKnown({ actor }: Context, code: string): Promise<FeedbackDocument> {
  const item = isCode(code) ? await Feedback.findOne({ code }) : null;
  if (!item || !canKnowOf(actor, item)) throw new NotFound();
  return item;
}

/** All of it, plain, to be read only; null: there is none. */
export function itemRow(code: string): Promise<FeedbackFields | null> {
  return isCode(code) ? Feedback.findOne({ code }).lean<FeedbackFields>().exec() : Promise.resolve(null);
}

/** What the check of an answer and its policy look at. */
const READ = {
  code: 1,
  status: 1,
  unit: 1,
  assignee: 1,
  reopening: 1,
  language: 1,
  regulation: 1,
  originalText: 1,
  publicText: 1,
  points: 1,
  kind: 1,
  receivedAt: 1,
  closedAt: 1,
  shield: 1,
} as const;

export type ItemRead = Pick<FeedbackFields, keyof typeof READ>;

async function readItem(code: string): Promise<ItemRead> {
  const item = isCode(code) ? await Feedback.findOne({ code }, READ).lean<FeedbackFields>() : null;
  if (!item) throw new NotFound();
  return item;
}

function known(actor: Actor, item: ItemRead): ItemRead {
  if (!canKnowOf(actor, item)) throw new NotFound();
  return item;
}

/** Plain, and no more than the check of an answer needs. @throws NotFound also for those who may not know of it */
export async function readKnown({ actor }: Context, code: string): Promise<ItemRead> {
  return known(actor, await readItem(code));
}

/** Whoever types asks once a second: the item, as it stood a moment ago, is good enough for advice. */
const remembered = new Remembered<ItemRead>({ most: 1_000, shared: 5_000, alone: ALONE_MS });
onCommitted(({ subject: { model, code } }) => {
  if (model !== Feedback.modelName) return;
  if (code) remembered.forget(code);
  else remembered.forgetAll();
});

/**
 * The same; what another process has changed is known after five seconds at the latest, what this one has, at once. For
 * what changes nothing and keeps nothing. @throws NotFound
 */
export async function rememberedItem({ actor, now }: Context, code: string): Promise<ItemRead> {
  return known(actor, await remembered.get(code, now, () => readItem(code)));
}
