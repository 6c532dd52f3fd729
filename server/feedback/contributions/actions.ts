import { cityCalendar, cityDate, isWorkingDay } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import type { Details } from '../../platform/journal/index.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import { checkUnit } from '../item/check-unit.ts';
import { BEFORE_ALL, Feedback, type FeedbackDocument } from '../item/model.ts';
import { canAnswer, canContribute } from '../item/policy.ts';
import type { Contribution } from '../item/rules/contribution.ts';
import {
  isOpenContribution,
  MOST_CONTRIBUTIONS,
  nextReminder,
  openContributions,
  remindsAt,
} from './rules.ts';
import type { ContributionRequest } from './schemas.ts';

const accountOf = ({ actor }: Context): string => (isStaff(actor) ? actor.id : '');

/** What happened to one contribution. `about` is the unit that was asked. */
function told(item: FeedbackDocument, { n, unit: about, until }: Contribution): Details {
  item.contributionRemindAt = nextReminder(item.contributions);
  return { details: { unit: item.unit, about, n, until } };
}

/** What comes after the item's own date comes too late, and nobody writes on a day off. */
function refuseDay({ dueAt }: FeedbackDocument, until: Date, now: Date): void {
  const fault = (text: string) => new Invalid({ until: { text } });
  if (until <= now) throw fault('feedback.contributions.errors.past');
  if (dueAt > now && cityDate(until) > cityDate(dueAt))
    throw fault('feedback.contributions.errors.after-due');
  if (!isWorkingDay(cityCalendar(), cityDate(until))) throw fault('feedback.errors.promised-day-off');
}

export const ASK_CONTRIBUTION: ItemVerb = {
  entry: 'feedback.contribution-asked',
  may: canAnswer,
  refusal: ({ contributions = [] }) =>
    contributions.length < MOST_CONTRIBUTIONS ? undefined : { text: 'feedback.contributions.errors.many' },
};

/** The leading unit asks another one for its part. @throws Invalid, Conflict: asked already, too many */
export function askContribution(context: Context, code: string, input: ContributionRequest): Promise<void> {
  return changeItem(context, code, ASK_CONTRIBUTION, (item) => {
    const { unit, question, until } = input;
    checkUnit(unit, context.now, item);
    if (unit === item.unit) throw new Invalid({ unit: { text: 'feedback.errors.same-unit' } });
    refuseDay(item, until, context.now);
    if (openContributions(item.contributions).some((each) => each.unit === unit))
      throw new Conflict('feedback.contributions.errors.asked');
    const asked = { askedBy: accountOf(context), askedAt: context.now, remindedAt: null };
    const open = { text: null, by: null, givenAt: null, withdrawnAt: null };
    const contribution = { n: item.contributions.length + 1, unit, question, until, ...asked, ...open };
    item.contributions.push(contribution);
    return { ...told(item, contribution), personal: { question } };
  });
}

/** @throws NotFound, Conflict when it is given or withdrawn */
function openOne(item: FeedbackDocument, n: number): Contribution {
  const found = item.contributions.find((each) => each.n === n);
  if (!found) throw new NotFound();
  if (!isOpenContribution(found)) throw new Conflict('feedback.contributions.errors.closed');
  return found;
}

export const CONTRIBUTE: ItemVerb = {
  entry: 'feedback.contribution-given',
  may: (actor, item) => (item.contributions ?? []).some(({ n }) => canContribute(actor, item, n)),
  refusal: (item, { actor }) =>
    openContributions(item.contributions).some(({ n }) => canContribute(actor, item, n))
      ? undefined
      : { text: 'feedback.contributions.errors.closed' },
};

/** The unit that was asked writes its part. */
export function giveContribution(
  context: Context,
  code: string,
  { n, text }: { n: number; text: string },
): Promise<void> {
  return changeItem(context, code, CONTRIBUTE, (item) => {
    allow(canContribute(context.actor, item, n));
    const contribution = openOne(item, n);
    Object.assign(contribution, { text, by: accountOf(context), givenAt: context.now });
    return { ...told(item, contribution), personal: { text } };
  });
}

export const WITHDRAW_CONTRIBUTION: ItemVerb = { entry: 'feedback.contribution-withdrawn', may: canAnswer };

/** The leading unit goes on without it. */
export function withdrawContribution(context: Context, code: string, { n }: { n: number }): Promise<void> {
  return changeItem(context, code, WITHDRAW_CONTRIBUTION, (item) => {
    const contribution = openOne(item, n);
    contribution.withdrawnAt = context.now;
    return told(item, contribution);
  });
}

/** Codes of items of which a unit is to be reminded now. */
export async function itemsAwaitingContribution(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find({ contributionRemindAt: { $gt: BEFORE_ALL, $lte: now } }, { code: 1 })
    .sort({ contributionRemindAt: 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

/** Reminds one unit after the other, each once. Checks again that it is time: running twice is harmless. */
export function remindContributor(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    const due = openContributions(item.contributions).find((each) => {
      const at = remindsAt(each);
      return at !== null && at <= context.now;
    });
    if (!due) return undefined;
    due.remindedAt = context.now;
    return { name: 'feedback.contribution-reminded', ...told(item, due) };
  });
}
