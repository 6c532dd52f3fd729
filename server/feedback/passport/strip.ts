import type { Step } from '../../calendar/index.ts';
import { weekdayInitials } from '../../city/dates.ts';

const PAUSED: readonly Step['reason'][] = ['paused', 'partly-paused'];
/** Days on which a clock stands though the office may work: it has not begun yet. */
const BEFORE: readonly Step['reason'][] = ['day-of-receipt', 'outside-office-hours'];

/** How a day of the strip looks; the legend names those that occur. */
const LOOKS = ['received', 'counted', 'off', 'listed', 'paused', 'due'] as const;
type Look = (typeof LOOKS)[number];

export interface Strip {
  weekdays: string[];
  /** Places of the first week, which begins on Monday, before the first day. */
  blanks: string[];
  days: { label: string; looks: Look[] }[];
  legend: readonly Look[];
}

/** A picture of the days of a clock in weeks, beside the table that says the same; undefined where there are none. */
export function stripOf(steps: readonly Step[], language: string): Strip | undefined {
  if (steps.length === 0) return undefined;
  const numbers = new Intl.DateTimeFormat(language, { day: 'numeric', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: language === 'vi' ? 'numeric' : 'short',
    timeZone: 'UTC',
  });
  const days = steps.map((step, at) => {
    const day = new Date(`${step.date}T00:00:00Z`);
    const label = (at === 0 || day.getUTCDate() === 1 ? months : numbers).format(day);
    return { label, looks: looksOf(step, { first: at === 0, last: at === steps.length - 1 }) };
  });
  const weekday = new Date(`${steps[0]!.date}T00:00:00Z`).getUTCDay();
  return {
    weekdays: weekdayInitials(language),
    blanks: Array.from({ length: (weekday + 6) % 7 }, () => ''),
    days,
    legend: LOOKS.filter((look) => days.some(({ looks }) => looks.includes(look))),
  };
}

function looksOf({ counted, reason }: Step, { first, last }: { first: boolean; last: boolean }): Look[] {
  const looks: Look[] = [];
  if (counted) looks.push('counted');
  else if (reason === 'weekend') looks.push('off');
  else if (!PAUSED.includes(reason) && !BEFORE.includes(reason)) looks.push('listed');
  if (PAUSED.includes(reason)) looks.push('paused');
  // What comes after hours counts as received on the next working day: both are its days.
  if (first || BEFORE.includes(reason)) looks.push('received');
  if (last) looks.push('due');
  return looks;
}
