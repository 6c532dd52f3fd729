import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { WRONG_STATE } from '../../platform/journal/index.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackFields } from '../item/model.ts';
import { canAnswer, canApprove } from '../item/policy.ts';
import { dueOf, startOf } from './deadlines.ts';
import { stepLimit } from './limits.ts';
import { extensionFault, extensionRefusal } from './rules/extension.ts';
import type { ExtensionInput } from './schemas.ts';

/** The most that the table of limits allows for this item. */
export function extensionLimit(item: FeedbackFields) {
  return stepLimit(item, 'extension', startOf(item));
}

function caseOf(item: FeedbackFields) {
  const { dueAt, extensions } = item;
  return { dueAt, extensions, most: extensionLimit(item)?.amount };
}

export const ASK_EXTENSION: ItemVerb = {
  entry: 'feedback.extension-requested',
  may: canAnswer,
  refusal(item, { now }) {
    const refusal = extensionRefusal(caseOf(item), now);
    return refusal && { text: `feedback.errors.extension-${refusal}` };
  },
};

/** The head's own, or one that the head confirms. */
export const EXTEND: ItemVerb = {
  ...ASK_EXTENSION,
  entry: 'feedback.extended',
  may: (actor, item) => canAnswer(actor, item) && canApprove(actor, item),
};

/**
 * Moves the date, once and before it has passed, with a reason that the sender reads. An official's goes to the head;
 * the head's own, or the one that the head confirms, counts at once.
 */
export function extendFeedback(context: Context, code: string, input: ExtensionInput): Promise<void> {
  const { actor, now } = context;
  return changeItem(context, code, ASK_EXTENSION, (item) => {
    const { amount, unit: of } = extensionLimit(item)!;
    const fault = extensionFault(caseOf(item), input.amount, now);
    if (fault)
      throw new Invalid({
        amount: { text: `feedback.errors.extension-${fault}`, values: { limit: amount } },
      });
    const extension = { ...input, unit: of, at: now };
    const { unit, dueAt: dueBefore } = item;
    const details = { unit, amount: extension.amount, in: of };
    const personal = { reason: extension.reason };
    if (!EXTEND.may(actor, item)) {
      item.extensionRequest = { ...extension, by: isStaff(actor) ? actor.id : '' };
      return { details, personal };
    }
    item.extensions.push(extension);
    item.extensionRequest = null;
    Object.assign(item, dueOf(item));
    return { name: EXTEND.entry, details: { ...details, dueBefore, dueAt: item.dueAt }, personal };
  });
}

export const DECLINE_EXTENSION: ItemVerb = {
  entry: 'feedback.extension-declined',
  may: canApprove,
  refusal: ({ extensionRequest }) => (extensionRequest ? undefined : WRONG_STATE),
};

/** The head says no to an extension: the date stays. */
export function declineExtension(context: Context, code: string, reason: string): Promise<void> {
  return changeItem(context, code, DECLINE_EXTENSION, (item) => {
    item.extensionRequest = null;
    return { details: { unit: item.unit }, personal: { reason } };
  });
}
