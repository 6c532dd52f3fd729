import type { Context } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { dueOf, limitOf } from '../clocks/deadlines.ts';
import { stepDue } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canCorrectReceipt } from '../item/policy.ts';
import { plain } from '../item/rules/holdings.ts';
import { receiptFault } from './rules/receipt-date.ts';
import type { ReceiptCorrection } from './schemas.ts';

export const CORRECT_RECEIPT: ItemVerb = {
  entry: 'feedback.receipt-corrected',
  may: canCorrectReceipt,
  // The clock of its first answer is history.
  refusal: ({ reopening }) => (reopening ? { text: 'feedback.errors.receipt-reopened' } : undefined),
};

/**
 * Puts right when an item was received that somebody entered with a wrong date: its clock is counted anew from there. What
 * was wrong stays in the journal, for everybody to read.
 * @throws Invalid; Conflict once the item was reopened
 */
export function correctReceipt(
  context: Context,
  code: string,
  { receivedAt, reason }: ReceiptCorrection,
): Promise<void> {
  return changeItem(context, code, CORRECT_RECEIPT, (item) => {
    const fault = receiptFault(receivedAt, item.createdAt);
    if (fault === 'future')
      throw new Invalid({ receivedAt: { text: 'feedback.errors.received-after-entry' } });
    if (fault === 'too-old') throw new Invalid({ receivedAt: { text: 'feedback.errors.too-old' } });
    if (receivedAt.getTime() === item.receivedAt.getTime())
      throw new Invalid({ receivedAt: { text: 'feedback.errors.received-so' } });
    const { receivedAt: receivedBefore, dueAt: dueBefore } = item;
    countFrom(item, receivedAt);
    const { dueAt, unit } = item;
    const moved = dueAt.getTime() === dueBefore.getTime() ? {} : { dueBefore, dueAt };
    return { details: { unit, receivedBefore, receivedAt, ...moved }, personal: { reason } };
  });
}

/** Its limit is that of the new day; a mark of a date that has not passed goes. */
function countFrom(item: FeedbackDocument, receivedAt: Date): void {
  item.receivedAt = receivedAt;
  item.limit = limitOf(item);
  Object.assign(item, dueOf(item));
  item.holdings = item.holdings.map((each, at) => {
    if (at > 0) return plain(each);
    const from = receivedAt;
    return { ...plain(each), from, dueAt: stepDue(item, { unit: each.unit, step: each.step, from }) };
  });
  if (item.overdueAt && item.dueAt >= (item.closedAt ?? item.overdueAt)) item.overdueAt = null;
}
