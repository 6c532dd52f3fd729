import { addDays } from '../../city/dates.ts';

/** Another unit writes a part of what the leading unit answers. */
export interface Contribution {
  /** 1, 2, … within the item. */
  n: number;
  /** Slug of the unit that is asked. */
  unit: string;
  question: string;
  /** End of office on the day by which it is wanted. */
  until: Date;
  /** Account. */
  askedBy: string;
  askedAt: Date;
  remindedAt: Date | null;
  /** Null until it is given. Inner: the leading unit takes over what it needs. */
  text: string | null;
  /** Account that wrote it. */
  by: string | null;
  givenAt: Date | null;
  withdrawnAt: Date | null;
}

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
