import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict } from '../../platform/errors.ts';
import { timelineOf } from '../../platform/journal/index.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { holding } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canContest, canScreen, canUphold } from '../item/policy.ts';
import { canMoveOn, handedOver } from '../item/rules/holdings.ts';
import { contestRefusal } from './rules.ts';

export const CONTEST: ItemVerb = {
  entry: 'feedback.refusal-contested',
  may: canContest,
  refusal({ closedAt, contest }, { now }) {
    const why = contestRefusal({ closedAt, contested: !!contest }, now);
    return why && { text: `feedback.contest.errors.${why}` };
  },
};

/** The sender does not agree: somebody else than who refused reads the item again, once. */
export function contestRefusalOf(
  context: Context,
  code: string,
  { reason }: { reason: string },
): Promise<void> {
  return changeItem(context, code, CONTEST, (item) => {
    item.contest = { at: context.now, reason, openSince: context.now, upheld: null };
    return { personal: { reason } };
  });
}

const undecided = ({ contest }: Pick<FeedbackDocument, 'contest'>) => !!contest?.openSince;

export const UPHOLD: ItemVerb = {
  entry: 'feedback.refusal-upheld',
  may: canScreen,
  refusal(item, { actor }) {
    if (!undecided(item)) return { text: 'feedback.contest.errors.not-contested' };
    return canUphold(actor, item) ? undefined : { text: 'feedback.contest.errors.own' };
  },
};

/** A second coordinator stays with the refusal. @throws Conflict for whoever refused it */
export function upholdRefusal(context: Context, code: string, { reason }: { reason: string }): Promise<void> {
  return changeItem(context, code, UPHOLD, async (item) => {
    const by = isStaff(context.actor) ? context.actor.id : 'system';
    // Refusals from before their author was kept with them.
    if (!item.refusal!.by && (await refusedBy(item)) === by)
      throw new Conflict('feedback.contest.errors.own');
    const { at, reason: said } = item.contest!;
    item.contest = { at, reason: said, openSince: null, upheld: { at: context.now, by, reason } };
    return { personal: { reason, upheld: reason } };
  });
}

async function refusedBy(item: FeedbackDocument): Promise<string | null> {
  const entry = (await timelineOf(item)).findLast(({ name }) => name === 'feedback.refused');
  return entry?.actor.id ?? null;
}

export const TAKE_BACK_REFUSAL: ItemVerb = {
  entry: 'feedback.refusal-taken-back',
  may: canScreen,
  refusal: ({ holdings }) => (canMoveOn(holdings) ? undefined : { text: 'feedback.errors.too-many-moves' }),
};

/**
 * A coordinator, also the one who refused, takes the refusal back: the item waits at screening again. Its clock runs as
 * if it had never been refused, from receipt: a mistake of the office costs the sender nothing. The time since the
 * refusal is booked on the coordinators.
 */
export function takeBackRefusal(
  context: Context,
  code: string,
  { reason }: { reason: string },
): Promise<void> {
  return changeItem(context, code, TAKE_BACK_REFUSAL, async (item) => {
    const { ground, by } = item.refusal!;
    const at = item.closedAt!;
    item.overturned.push({
      ...{
        ground,
        by: by ?? (await refusedBy(item)),
        at,
        contested: undecided(item) || !!item.contest?.upheld,
      },
      ...{
        takenBackAt: context.now,
        takenBackBy: isStaff(context.actor) ? context.actor.id : 'system',
        reason,
      },
    });
    const { contest } = item;
    if (contest)
      item.contest = { at: contest.at, reason: contest.reason, openSince: null, upheld: contest.upheld };
    item.refusal = null;
    item.closedAt = null;
    item.closedCalendar = null;
    const dueBefore = item.dueAt;
    Object.assign(item, dueOf(item));
    item.holdings = handedOver(item.holdings, at, holding(item, 'screening', null, at));
    const moved = dueBefore.getTime() === item.dueAt.getTime() ? {} : { dueBefore, dueAt: item.dueAt };
    return { details: { ground, ...moved }, personal: { reason } };
  });
}
