import { hostname } from 'node:os';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { commit } from '../platform/journal/index.ts';
import { log } from '../platform/log.ts';
import { keepNewest } from '../platform/newest.ts';
import { CITY, cityCalendar, cityTimeZone, numbersInForce, takeCalendars, takeLimits } from './current.ts';
import { CalendarVersion, LimitTable, storable, versionId } from './model.ts';
import { type Calendar, type CalendarData, prepareCalendar, withOwnHours } from './rules.ts';
import { seedCalendarData } from './seed-calendar.ts';
import { missingSteps, seedLimits, withOwnGrounds } from './seed-limits.ts';

const EVERY_SECONDS = 10;
const TIME_ZONE_ADVICE =
  'TIME_ZONE is for a new site; this one has the time zone of its calendar, where an administrator changes it (/calendar/edit)';

/** Each process has read an applied calendar by then: earlier, another one may still count by the last. */
export const EVERYWHERE_AFTER_SECONDS = 3 * EVERY_SECONDS;

/** Numbers of the versions in force by calendar. A crash may leave two applied ones: the later counts. */
async function inForce(): Promise<Map<string, number>> {
  const rows = await CalendarVersion.find({ status: 'applied' }, { of: 1, number: 1 })
    .sort({ number: 1, _id: 1 })
    .lean();
  return new Map(rows.map((row) => [row.of, row.number]));
}

/** Reads what is in force, unless this process has it already. */
export async function loadCalendars(): Promise<void> {
  const wanted = await inForce();
  const known = numbersInForce();
  if (wanted.size === known.size && [...wanted].every(([of, number]) => known.get(of) === number)) return;
  const ids = [...wanted].map(([of, number]) => versionId(of, number));
  const rows = await CalendarVersion.find({ _id: { $in: ids } }, { of: 1, number: 1, data: 1 }).lean();
  takeCalendars(rows.map(({ of, number, data }) => ({ of, number, data })));
}

export async function loadLimits(): Promise<void> {
  const table = await LimitTable.findById(CITY, { number: 1, rows: 1 }).lean();
  if (table) takeLimits({ number: table.number, rows: withOwnGrounds(table.rows) });
}

/**
 * Fills an empty store with what ships, and loads what is in force.
 * @param timeZone of a new site, where it is another one than the calendar that ships has
 */
export async function startCalendar(context: Context, { timeZone }: { timeZone?: string }): Promise<void> {
  if (!(await CalendarVersion.exists({ of: CITY })))
    await unlessThere(seedCalendarVersion(context, timeZone));
  if (!(await LimitTable.exists({ _id: CITY }))) await unlessThere(seedLimitTable(context));
  await addMissingSteps(context);
  await loadCalendars();
  await loadLimits();
  if (timeZone && timeZone !== cityTimeZone())
    log.warn({ asked: timeZone, holds: cityTimeZone() }, TIME_ZONE_ADVICE);
}

/** Another process that starts at the same moment may be the first. */
async function unlessThere(seeding: Promise<unknown>): Promise<void> {
  await seeding.catch((error) => {
    if (!isDuplicateKey(error)) throw error;
  });
}

function seedCalendarVersion(context: Context, timeZone?: string): Promise<unknown> {
  const { id, version, ...shipped } = seedCalendarData();
  const data = { ...shipped, timeZone: timeZone ?? shipped.timeZone };
  const document = new CalendarVersion({
    _id: versionId(CITY, 1),
    of: CITY,
    number: 1,
    status: 'applied',
    validFrom: context.now,
    data: storable(data),
    createdAt: context.now,
  });
  return commit(context, document, { name: 'calendar.seeded' });
}

/** A release that brings a new clock brings its limit into stores that were there before. */
async function addMissingSteps(context: Context): Promise<void> {
  const table = await LimitTable.findById(CITY);
  const missing = table ? missingSteps(table.rows) : [];
  if (!table || missing.length === 0) return;
  table.rows = storable([...table.rows, ...missing]);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  const steps = [...new Set(missing.map(({ step }) => step))];
  await commit(context, table, { name: 'limits.steps-added', details: { steps, number: table.number } });
}

function seedLimitTable(context: Context): Promise<unknown> {
  const rows = storable(seedLimits());
  const document = new LimitTable({ _id: CITY, number: 1, rows, changedAt: context.now });
  return commit(context, document, { name: 'limits.seeded' });
}

/**
 * Takes over what another process has applied. Every process has its own memory, while the scheduler runs a job
 * of one name in one process only: hence the process in the name.
 */
export const reloadCalendars: Job = {
  name: `calendar.reload ${hostname()} ${process.pid}`,
  everySeconds: EVERY_SECONDS,
  runsWithoutTrustedClock: true,
  async run() {
    await loadCalendars();
    await loadLimits();
  },
};

/** A calendar that is not in force made ready: a draft for its preview. */
export function prepareVersion(version: { of: string; data: CalendarData }): Calendar {
  if (version.of === CITY) return prepareCalendar(version.data);
  return prepareCalendar(withOwnHours(cityCalendar().data, version.data));
}

const earlier = storeMemory(() => new Map<number, Calendar>());
const MOST_KEPT = 8;

/** The city's calendar of a version, for the passport of a date counted by it; undefined when there is none. */
export async function cityCalendarOf(number: number): Promise<Calendar | undefined> {
  const known = earlier().get(number);
  if (known) return known;
  const row = await CalendarVersion.findOne({ _id: versionId(CITY, number) }, { data: 1, status: 1 }).lean();
  if (!row || row.status === 'draft' || row.status === 'discarded') return undefined;
  const calendar = prepareCalendar(row.data);
  keepNewest(earlier(), [number, calendar], MOST_KEPT);
  return calendar;
}
