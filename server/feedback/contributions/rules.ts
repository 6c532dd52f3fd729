import { addDays } from '../../city/dates.ts';
import type { Contribution } from '../item/rules/contribution.ts';

export const MOST_CONTRIBUTIONS = 6;

type Standing = Pick<Contribution, 'givenAt' | 'withdrawnAt'>;

/** Asked for, and neither given nor withdrawn: the answer waits. */
export function isOpenContribution({ givenAt, withdrawnAt }: Standing): boolean {
  return givenAt === null && withdrawnAt === null;
}

export function openContributions<T extends Standing>(contributions: readonly T[]): T[] {
  return contributions.filter(isOpenContribution);
}

/** When a unit is reminded: a day before its date; asked later than that, at the date. Once. Time in milliseconds. */
export function remindsAt({
  until,
  askedAt,
  remindedAt,
}: Pick<Contribution, 'until' | 'askedAt' | 'remindedAt'>): Date | null {
  if (remindedAt) return null;
  const dayBefore = addDays(until, -1);
  return dayBefore > askedAt ? dayBefore : until;
}

/** The next reminder of all that are open. */
export function nextReminder(contributions: readonly Contribution[]): Date | null {
  const times = openContributions(contributions).flatMap((each) => remindsAt(each) ?? []);
  return times.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null);
}
