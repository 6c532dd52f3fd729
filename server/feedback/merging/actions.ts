import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid, type Text } from '../../platform/errors.ts';
import { close } from '../clocks/close.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { holding } from '../clocks/limits.ts';
import { changeItem, checkItem, type ItemVerb } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { canKnowOf, canScreen } from '../item/policy.ts';
import { canMoveOn, handedOver } from '../item/rules/holdings.ts';
import { ACCEPT, acceptFeedback } from '../screening/actions.ts';
import { type Concern, changeConcern } from '../screening/concern.ts';
import type { PublicWords } from '../screening/schemas.ts';
import { type MergeCase, mergeFault } from './rules/merge.ts';

const problem = (fault: string): Text => ({ text: `feedback.merging.errors.${fault}` });

export const MERGE: ItemVerb = {
  entry: 'feedback.merged',
  may: canScreen,
  refusal({ status, reopening, holdings }) {
    if (status === 'merged') return problem('already');
    if (reopening) return problem('own-reopened');
    return canMoveOn(holdings) ? undefined : { text: 'feedback.errors.too-many-moves' };
  },
};

/** Longer chains are flattened as they arise. */
const MOST_STEPS = 5;

/**
 * The item that is answered in the end: what was merged leads to where it went. One that the actor may not know of is as
 * unknown as none.
 * @throws Invalid when it cannot take another
 */
async function parentFor({ actor }: Context, item: MergeCase, code: string): Promise<FeedbackFields> {
  const known = (row: FeedbackFields | null) => (row && canKnowOf(actor, row) ? row : null);
  let parent = known(await itemRow(code));
  for (let step = 0; parent?.status === 'merged' && step < MOST_STEPS; step++)
    parent = known(await itemRow(parent.merged!.into));
  const fault = parent ? mergeFault(item, parent) : 'unknown';
  if (!parent || fault) throw new Invalid({ into: problem(fault!) });
  return parent;
}

/**
 * A coordinator merges an item into another that says the same: one answer goes to both senders. The own clock of the
 * item ends; whether its sender heard in time is counted by its own date, when the answer comes.
 */
export function mergeFeedback(context: Context, code: string, into: string): Promise<void> {
  return changeItem(context, code, MERGE, async (item) => {
    const parent = await parentFor(context, item, into);
    join(item, parent.code, context);
    return { details: { into: parent.code, unit: item.unit } };
  });
}

export function join(item: FeedbackDocument, into: string, { actor, now }: Context): void {
  item.merged = { into, at: now, by: isStaff(actor) ? actor.id : 'system' };
  close(item, now);
}

/** The words as the coordinator has looked at them, and the item that they are merged into. */
export interface AcceptedInto extends PublicWords {
  version: number;
  seen?: boolean;
  concern: Concern;
  into: string;
}

/** In one step, for what comes new. What could be wrong with the merge is asked before anything is public. */
export async function acceptAndMerge(context: Context, code: string, given: AcceptedInto): Promise<void> {
  const { concern, into, ...words } = given;
  const item = await checkItem(context, code, ACCEPT);
  // With the date that the right procedure brings: it may be too near for the other's answer.
  changeConcern(item, concern, context.now);
  await parentFor(context, item, into);
  await acceptFeedback(context, code, { ...words, concern });
  await mergeFeedback(context, code, into);
}

export const UNMERGE: ItemVerb = { entry: 'feedback.unmerged', may: canScreen };

/** Until the answer is there, a coordinator can take a merge back: the item goes on where it was, with its own date. */
export function unmergeFeedback(context: Context, code: string): Promise<void> {
  return changeItem(context, code, UNMERGE, (item) => ({ details: parted(item, context.now) }));
}

/** @returns the details of the entry */
export function parted(item: FeedbackDocument, now: Date): Record<string, unknown> {
  const { into } = item.merged!;
  const dueBefore = item.dueAt;
  item.merged = null;
  item.closedAt = null;
  item.closedCalendar = null;
  // The calendar may have changed meanwhile.
  Object.assign(item, dueOf(item));
  const step = item.unit ? 'acceptance' : 'screening';
  item.holdings = handedOver(item.holdings, now, holding(item, step, item.unit, now));
  const moved = dueBefore.getTime() === item.dueAt.getTime() ? {} : { dueBefore, dueAt: item.dueAt };
  return { into, unit: item.unit, ...moved };
}
