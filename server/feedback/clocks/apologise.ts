import { cityCalendar, cityDate, computeDeadline, isWorkingDay } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { allow, Conflict, Invalid, type Text } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { findItem, move } from '../item/find.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer } from '../item/policy.ts';
import { startOf } from './deadlines.ts';
import { stepLimit } from './limits.ts';
import type { ApologyInput, LateApology } from './schemas.ts';

/** Apologises for a late answer and promises another date; the date that was missed stays what it was. */
export function apologiseFeedback(context: Context, code: string, input: ApologyInput): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canAnswer(context.actor, item));
    move(item, 'feedback.apologised');
    if (item.dueAt >= context.now) throw new Conflict('feedback.errors.not-late');
    checkPromise(item, input.promisedAt, context.now);
    // One promise at a time: who breaks it apologises again.
    if (item.apology?.promisedAt && item.apology.promisedAt > context.now)
      throw new Conflict('feedback.errors.apology-stands');
    const { cause, reason, promisedAt } = input;
    item.apology = { cause, reason, promisedAt, unit: item.unit!, at: context.now };
    await commit(context, item, {
      name: 'feedback.apologised',
      code,
      details: { unit: item.unit, cause, promisedAt, dueAt: item.dueAt },
      personal: { reason },
    });
  });
}

/** A new date is no way round the extension that it is too late for: a working day, at most as far away as that. */
function checkPromise(item: FeedbackDocument, promisedAt: Date, now: Date): void {
  const fault = (text: string, limit?: number) =>
    new Invalid({ promisedAt: { text: `feedback.errors.promised-${text}`, values: { limit } } });
  if (promisedAt <= now) throw fault('past');
  const { amount, unit } = stepLimit(item, 'extension', startOf(item)) ?? item.limit;
  const last = computeDeadline(cityCalendar(), { receivedAt: now, amount, unit }).dueAt;
  if (promisedAt > last) throw fault(`far-${unit}`, amount);
  if (!isWorkingDay(cityCalendar(), cityDate(promisedAt))) throw fault('day-off');
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
  if (item.dueAt >= now) return;
  if (item.apology && !(input?.cause || input?.reason)) return;
  const fields: Record<string, Text> = {};
  if (!input?.cause) fields['cause'] = { text: 'feedback.errors.apology-cause' };
  if (!input?.reason) fields['apology'] = { text: 'feedback.errors.apology-needed' };
  if (Object.keys(fields).length > 0) throw new Invalid(fields);
  const { cause, reason } = input as LateApology;
  // A date promised before and missed stays with it.
  const promisedAt = item.apology?.promisedAt ?? null;
  item.apology = { cause, reason, promisedAt, unit: item.unit!, at: now };
}
