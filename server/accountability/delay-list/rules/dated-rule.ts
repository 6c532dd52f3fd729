import type { DatedRow } from '../../../city/dated-rows.ts';
import { monthAfter } from '../../../city/months.ts';

/** How the lists of a month are dealt with, from a date to a date. */
export interface DelayRule extends DatedRow {
  /** Which act of the city says so. */
  basis: string;
  /** Working days in which a coordinator looks a draft through before it opens by itself. */
  draftDays: number;
  /** Working days in which units and officials can reply. */
  replyDays: number;
  /** Day of the following month on which a list is published, at the earliest. */
  publishDay: number;
  /** Officials by name; else by position. */
  names: boolean;
  /** Late in so many of so many months: a repeat offender. */
  repeatTimes: number;
  repeatMonths: number;
  /** Sites that may show a list in a frame or read its data: 'https://sxd.hanoi.example'. */
  origins: string[];
}

export const RULE_BOUNDS = {
  draftDays: { min: 0, max: 10 },
  replyDays: { min: 1, max: 20 },
  publishDay: { min: 1, max: 28 },
  repeatTimes: { min: 1, max: 24 },
  repeatMonths: { min: 1, max: 24 },
} as const;

export const MOST_ORIGINS = 50;

/** The date (yyyy-mm-dd) of publication: that of the rule, or the day after the window when that is later. */
export function publicationDate(month: string, publishDay: number, dayAfterWindow: string): string {
  const wished = `${monthAfter(month, 1)}-${String(publishDay).padStart(2, '0')}`;
  return wished > dayAfterWindow ? wished : dayAfterWindow;
}

/** 'https://sxd.hanoi.example' and nothing after it; http only where no name leads outside. */
export function readOrigin(typed: string): string | undefined {
  try {
    const url = new URL(typed);
    const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined;
    if (url.pathname !== '/' || url.search || url.hash || url.username || url.hostname.includes('*'))
      return undefined;
    return url.origin;
  } catch {
    return undefined;
  }
}

/** How often somebody was late in the months that the rule looks at, this one with them; undefined: fewer than it says. */
export function repeatedIn(
  monthsLate: readonly string[],
  month: string,
  { repeatTimes, repeatMonths }: Pick<DelayRule, 'repeatTimes' | 'repeatMonths'>,
): string[] | undefined {
  const first = monthAfter(month, 1 - repeatMonths);
  const within = [...new Set(monthsLate)].filter((each) => each >= first && each <= month).sort();
  return within.includes(month) && within.length >= repeatTimes ? within : undefined;
}
