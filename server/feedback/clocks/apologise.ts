import { cityCalendar, cityDate, computeDeadline, isWorkingDay } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid, type Text } from '../../platform/errors.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { canAnswer } from '../item/policy.ts';
import { extensionLimit } from './extend.ts';
import type { ApologyInput, LateApology } from './schemas.ts';

export const APOLOGISE: ItemVerb = {
  entry: 'feedback.apologised',
  may: canAnswer,
  refusal({ dueAt, apology }, { now }) {
    if (dueAt >= now) return { text: 'feedback.errors.not-late' };
    // One promise at a time: who breaks it apologises again.
    const stands = apology?.promisedAt && apology.promisedAt > now;
    return stands ? { text: 'feedback.errors.apology-stands' } : undefined;
  },
};

/** Apologises for a late answer and promises another date; the date that was missed stays what it was. */
export function apologiseFeedback(context: Context, code: string, input: ApologyInput): Promise<void> {
  return changeItem(context, code, APOLOGISE, (item) => {
    const { cause, reason, promisedAt } = input;
    checkPromise(item, promisedAt, context.now);
    item.apology = { cause, reason, promisedAt, unit: item.unit!, at: context.now };
    return { details: { unit: item.unit, cause, promisedAt, dueAt: item.dueAt }, personal: { reason } };
  });
}

/** A new date is no way round the extension that it is too late for: a working day, at most as far away as that. */
function checkPromise(item: FeedbackDocument, promisedAt: Date, now: Date): void {
  const fault = (text: string, limit?: number) =>
    new Invalid({ promisedAt: { text: `feedback.errors.promised-${text}`, values: { limit } } });
  if (promisedAt <= now) throw fault('past');
  const { amount, unit } = extensionLimit(item) ?? item.limit;
  const last = computeDeadline(cityCalendar(), { receivedAt: now, amount, unit }).dueAt;
  if (promisedAt > last) throw fault(`far-${unit}`, amount);
  if (!isWorkingDay(cityCalendar(), cityDate(promisedAt))) throw fault('day-off');
}

/** A late answer cannot go out without one. */
export function owesApology(
  { dueAt, apology }: Pick<FeedbackFields, 'dueAt' | 'apology'>,
  now: Date,
): boolean {
  return dueAt < now && !apology;
}

/**
 * A late answer goes out only with an apology (form 04 of Circular 01/2018): the one given before, or this.
 * @throws Invalid when neither is there
 */
export function apologiseWith(
  item: FeedbackDocument,
  input: Partial<LateApology> | undefined,
  now: Date,
): void {
  if (item.dueAt >= now || (!owesApology(item, now) && !(input?.cause || input?.reason))) return;
  const fields: Record<string, Text> = {};
  if (!input?.cause) fields['cause'] = { text: 'feedback.errors.apology-cause' };
  if (!input?.reason) fields['apology'] = { text: 'feedback.errors.apology-needed' };
  if (Object.keys(fields).length > 0) throw new Invalid(fields);
  const { cause, reason } = input as LateApology;
  // A date promised before and missed stays with it.
  const promisedAt = item.apology?.promisedAt ?? null;
  item.apology = { cause, reason, promisedAt, unit: item.unit!, at: now };
}
