import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { complexityOf, dueOf, judged } from '../clocks/deadlines.ts';
import { limitOfLook } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canClassify, canScreen } from '../item/policy.ts';
import type { Classification } from '../item/shapes/clock.ts';
import type { ClassificationInput } from './schemas.ts';

export const CLASSIFY: ItemVerb = {
  entry: 'feedback.classified',
  may: canClassify,
  refusal({ dueAt, extensions }, { now }) {
    if (dueAt < now) return { text: 'feedback.errors.classified-late' };
    return extensions.length > 0 ? { text: 'feedback.errors.classified-extended' } : undefined;
  },
};

/**
 * Says how demanding an item is, with a reason that the sender reads: the limit of the table for it counts from now on.
 * What is urgent has its hours from this moment, the others theirs from the beginning. No date that has passed comes back,
 * and none that was moved by an extension is moved again.
 * @throws Invalid, Conflict
 */
export function classifyFeedback(context: Context, code: string, input: ClassificationInput): Promise<void> {
  return changeItem(context, code, CLASSIFY, (item) => {
    const { complexity, reason } = input;
    if (complexityOf(item) === complexity)
      throw new Invalid({ complexity: { text: 'feedback.errors.classified-so' } });
    const dueBefore = item.dueAt;
    const unit = canScreen(context.actor) ? null : item.unit;
    count(item, { ...judged(complexity, context.now), reason, unit });
    const { dueAt } = item;
    const moved = dueAt.getTime() === dueBefore.getTime() ? {} : { dueBefore, dueAt };
    const by = unit ? 'unit' : 'coordinator';
    return { details: { unit, complexity, by, ...moved }, personal: { reason } };
  });
}

/** @throws Conflict when the date by the new limit has passed already */
function count(item: FeedbackDocument, given: Classification): void {
  const urgent = given.complexity === 'urgent';
  const { limit, dueAt, classification } = item.toObject();
  item.classification = given;
  item.limit = limitOfLook(item);
  const due = dueOf(item);
  if (due.dueAt < given.at) throw new Conflict('feedback.errors.classified-past');
  if (urgent && due.dueAt >= dueAt) {
    // It was due sooner still, or the table has no hours for what is urgent: so it stays.
    item.classification = { ...given, countedFrom: classification?.countedFrom ?? null };
    item.limit = limit;
  } else Object.assign(item, due);
}
