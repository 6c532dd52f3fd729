import { type Calendar, cityCalendar, cityCalendarOf } from '../../calendar/index.ts';
import type { LostDays } from '../../feedback/clocks/rules/attribution.ts';
import { promiseMissed } from '../../feedback/clocks/rules/deadline-state.ts';
import { type LateClock, lateClocks, lateness } from '../../feedback/index.ts';
import type { DelayCause } from '../../feedback/item/rules/delay-causes.ts';
import type { Trilingual } from '../../platform/context.ts';
import { regulationOf } from '../../regulations/index.ts';
import { asOf, type LateAs, lateAs, type Month } from '../rules.ts';

export type Look = 1 | 2 | 3;

/** What everybody may know of an item that was late: no text, no sender, no official. */
export interface LateItem {
  code: string;
  regulation: { slug: string; name: Trilingual } | null;
  state: LateAs;
  /** It is the second look that was late; the first answer has a row of its own. */
  review: boolean;
  /** 2: after the sender asked for it; 3: after an appeal sent it back. Absent in rows from before there were three. */
  look?: Look;
  dueAt: Date;
  closedAt: Date | null;
  /** Working days, each one begun counts. */
  daysLate: number;
  /** Who lost them; null: the coordinators. */
  lost: LostDays[];
  /** The unit that answered it or has it now. */
  unit: string | null;
  cause: DelayCause | null;
  apologised: boolean;
  promisedAt: Date | null;
  /** The promised date has passed too. */
  promiseMissed: boolean;
  /** The date was moved once, before it had passed. */
  extended: boolean;
}

/** The items of a month's list, in the order of their dates. An item that was reopened may stand there twice. */
export async function lateItems(month: Month, now: Date): Promise<LateItem[]> {
  const clocks = await lateClocks({ month: month.name, before: asOf(month, now) });
  const calendars = await calendarsOf(clocks);
  return clocks
    .flatMap((row) => lateItem(row, { month, now, calendar: calendars.get(versionOf(row)) }) ?? [])
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.code < b.code ? -1 : 1));
}

/** Which calendar tells the days: of a closed item the one that was in force then, else the present one. */
function versionOf({ closedAt, closedCalendar, calendarVersion }: LateClock): number | null {
  return closedAt ? (closedCalendar ?? calendarVersion) : null;
}

async function calendarsOf(rows: LateClock[]): Promise<Map<number | null, Calendar>> {
  const calendars = new Map<number | null, Calendar>([[null, cityCalendar()]]);
  for (const version of new Set(rows.map(versionOf)))
    if (version !== null) calendars.set(version, (await cityCalendarOf(version)) ?? cityCalendar());
  return calendars;
}

/** @returns undefined when the item was not late in that month */
function lateItem(
  row: LateClock,
  { month, now, calendar }: { month: Month; now: Date; calendar: Calendar | undefined },
): LateItem | undefined {
  const state = lateAs(row, month, now);
  if (!state) return undefined;
  const end = state === 'open-late' ? asOf(month, now) : row.closedAt!;
  const { days, lost } = lateness(row, end, calendar)!;
  const regulation = row.regulation ? regulationOf(row.regulation) : undefined;
  return {
    code: row.code,
    regulation: regulation ? { slug: regulation.slug, name: regulation.name } : null,
    state,
    review: !!row.reopening,
    look: row.reopening?.second ? 3 : row.reopening ? 2 : 1,
    dueAt: row.dueAt,
    closedAt: state === 'open-late' ? null : row.closedAt,
    daysLate: days,
    lost: lost.map(({ unit, days }) => ({ unit, days })),
    unit: row.unit,
    cause: row.apology?.cause ?? null,
    apologised: row.apology !== null,
    promisedAt: row.apology?.promisedAt ?? null,
    promiseMissed: promiseMissed(row.apology, end),
    extended: row.extensions.length > 0,
  };
}
