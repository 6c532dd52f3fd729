import { cityDate } from '../../calendar/index.ts';
import { addDays, dayBefore } from '../../city/dates.ts';
import { monthAfter } from '../../city/months.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { recordedSpan } from '../delay-list/told.ts';
import { monthName } from '../month-name.ts';
import { monthOf } from '../office-time.ts';
import { PERIOD_KINDS, type Period, periodOf, periodsUntil, readPeriod } from './rules.ts';

/** Before so many days have passed, a new quarter tells next to nothing: the one before is shown. */
const EARLY_DAYS = 30;

const monthAt = (at: Date) => cityDate(at).slice(0, 7);

/** A period that has begun. @param name absent: the present quarter. @throws NotFound */
export function begunPeriod({ now }: Context, name: string | undefined): Period {
  if (name === undefined) return periodOf('quarter', monthAt(addDays(now, -EARLY_DAYS)));
  const period = readPeriod(name);
  if (!period) throw new NotFound();
  if (period.months[0]! > monthAt(now)) throw new NotFound('accountability.errors.month-ahead');
  return period;
}

export const periodEnd = ({ months }: Period): Date => monthOf(months.at(-1)!).end;

/** The first and the last day. */
export function daysOf({ months }: Period): { from: string; to: string } {
  return { from: `${months[0]}-01`, to: dayBefore(`${monthAfter(months.at(-1)!, 1)}-01`) };
}

/** Months of a period that have begun. */
export const begunMonths = ({ months }: Period, now: Date): string[] =>
  months.filter((month) => month <= monthAt(now));

/** 'March 2026', 'quarter 1 of 2026', '2026'. */
export function periodName({ language }: Pick<Context, 'language'>, { name, kind }: Period): string {
  if (kind === 'month') return monthName(name, { language });
  const [year, quarter] = name.split('-Q');
  return translator(language)(`scores.periods.${kind}`, { year, quarter });
}

export interface PeriodChoice {
  kind: string;
  options: { value: string; name: string; chosen: boolean }[];
}

/** All periods that there are figures of, by kind, for a list to choose from. */
export async function periodChoices(context: Context, chosen: Period): Promise<PeriodChoice[]> {
  const { first, last } = await recordedSpan(context.now);
  const periods = periodsUntil(first, last);
  // Whoever asks for a time from before finds what was asked for in the list.
  if (!periods[chosen.kind].some(({ name }) => name === chosen.name)) periods[chosen.kind].push(chosen);
  return [...PERIOD_KINDS].map((kind) => ({
    kind,
    options: periods[kind].map((period) => ({
      value: period.name,
      name: periodName(context, period),
      chosen: period.name === chosen.name,
    })),
  }));
}
