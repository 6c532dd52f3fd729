import { DateTime } from 'luxon';
import type { Amount, CalendarData, DeadlineInput, Pause } from '../../server/calendar/index.ts';

/*
 * A second opinion on deadlines that shares no code with the product: it looks at every single minute of a
 * stretch of time and asks whether the office is open, then walks minute by minute or date by date.
 */

interface Minute {
  date: string;
  open: boolean;
}

interface Day {
  date: string;
  works: boolean;
  /** Index of the minute after the last open one. */
  close: number;
}

export interface World {
  startMs: number;
  minutes: Minute[];
  days: Day[];
  dayIndex: Map<string, number>;
}

interface Due {
  minute: number;
  day: number;
}

interface Halt {
  from: number;
  to: number;
  /** The days the clock stands still, as indexes: after the day it begins, up to the last it touches. */
  begins: number;
  last: number;
}

const WEEKDAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Every minute of `dayCount` local days from the local midnight of `firstDate`. */
export function buildWorld(data: CalendarData, firstDate: string, dayCount: number): World {
  const clocks = clocksOf(data.timeZone, firstDate, dayCount);
  const minutes = clocks.map((clock) => ({ date: clock.date, open: isOpen(data, clock) }));
  const days: Day[] = [];
  minutes.forEach(({ date, open }, index) => {
    if (days.at(-1)?.date !== date) days.push({ date, works: false, close: -1 });
    if (open) Object.assign(days.at(-1)!, { works: true, close: index + 1 });
  });
  const dayIndex = new Map(days.map((day, index) => [day.date, index]));
  return { startMs: clocks[0]!.at, minutes, days, dayIndex };
}

/** What a clock on the wall shows in one minute. */
interface Clock {
  at: number;
  date: string;
  time: string;
  weekday: string;
}

const shown = new Map<string, Clock[]>();

function clocksOf(zone: string, firstDate: string, dayCount: number): Clock[] {
  const key = `${zone} ${firstDate} ${dayCount}`;
  if (!shown.has(key)) shown.set(key, readClocks(zone, firstDate, dayCount));
  return shown.get(key)!;
}

function readClocks(zone: string, firstDate: string, dayCount: number): Clock[] {
  const start = DateTime.fromISO(firstDate, { zone });
  const end = start.plus({ days: dayCount });
  const clocks: Clock[] = [];
  for (let at = start.toMillis(); at < end.toMillis(); at += 60_000) {
    const local = DateTime.fromMillis(at, { zone });
    const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
    clocks.push({ at, date: local.toISODate()!, time, weekday: WEEKDAY[local.weekday - 1]! });
  }
  return clocks;
}

function isOpen(data: CalendarData, { date, time, weekday }: Clock): boolean {
  if (!data.officeHours.some(([from, until]) => from <= time && time < until)) return false;
  const row = data.days.find((day) => day.date === date && day.active !== false);
  return row ? row.kind === 'swap_work' || row.kind === 'ad_hoc_work' : data.workingWeek.includes(weekday);
}

/** The due instant in milliseconds. */
export function oracleDueAt(world: World, input: DeadlineInput): number {
  let start = minuteOf(world, input.receivedAt);
  while (!world.minutes[start]!.open) start += 1;
  const startDay = dayAt(world, start);
  const halts = joinPauses(input.pauses ?? []).map((pause) => haltOf(world, pause, startDay));
  let due = runOut(world, { minute: start, day: startDay }, input, halts);
  for (const extension of input.extensions ?? []) due = runOut(world, due, extension, []);
  return world.startMs + due.minute * 60_000;
}

/** The open minutes in a stretch, counted one by one. */
export function openMinutesIn(world: World, from: Date, to: Date): number {
  let open = 0;
  for (let minute = minuteOf(world, from); minute < minuteOf(world, to); minute += 1) {
    if (world.minutes[minute]!.open) open += 1;
  }
  return open;
}

function runOut(world: World, start: Due, limit: Amount, halts: Halt[]): Due {
  if (limit.unit === 'working_hours') return minuteByMinute(world, start.minute, limit.amount * 60, halts);
  return dayByDay(
    world,
    start,
    limit,
    halts.filter((halt) => halt.to > start.minute),
  );
}

function minuteByMinute(world: World, start: number, amount: number, halts: Halt[]): Due {
  let left = amount;
  let minute = start;
  for (; left > 0; minute += 1) {
    const halted = halts.some((halt) => halt.from <= minute && minute < halt.to);
    if (world.minutes[minute]!.open && !halted) left -= 1;
  }
  // A pause that starts at the very due instant does not start after it, so it counts.
  const halt = halts.find((each) => each.from === minute);
  for (let at = minute; halt && at < halt.to; at += 1) if (world.minutes[at]!.open) minute = at + 1;
  return { minute, day: dayAt(world, minute - 1) };
}

function dayByDay(world: World, start: Due, { amount, unit }: Amount, halts: Halt[]): Due {
  const counts = (day: number) => unit === 'calendar_days' || world.days[day]!.works;
  const halted = (day: number) => halts.some((halt) => halt.begins < day && day <= halt.last);
  let last = start.day;
  for (let left = amount; left > 0; ) {
    last += 1;
    if (counts(last) && !halted(last)) left -= 1;
  }
  let due = rollOver(world, last);
  for (const halt of halts) {
    if (halt.begins < last || halt.from > world.days[due]!.close) continue;
    // All days are used up, yet the due instant is still to come: it waits for the last day of the pause.
    for (let day = halt.begins + 1; day <= halt.last; day += 1) if (counts(day)) last = day;
    due = rollOver(world, last);
  }
  return { minute: world.days[due]!.close, day: due };
}

function rollOver(world: World, day: number): number {
  let at = day;
  while (!world.days[at]!.works) at += 1;
  return at;
}

function haltOf(world: World, pause: Pause, startDay: number): Halt {
  const from = minuteOf(world, pause.from);
  const to = minuteOf(world, pause.to);
  return { from, to, begins: Math.max(dayAt(world, from), startDay), last: dayAt(world, to - 1) };
}

/** Pauses made one minute at a time: two that touch or overlap leave no minute between them. */
function joinPauses(pauses: Pause[]): Pause[] {
  const stretches = pauses.map(({ from, to }) => [from.getTime(), to.getTime()] as [number, number]);
  for (let joined = true; joined; ) {
    joined = false;
    for (const [index, one] of stretches.entries()) {
      const twin = stretches.findIndex((two, at) => at !== index && two[0] <= one[1] && one[0] <= two[1]);
      if (twin < 0) continue;
      one[0] = Math.min(one[0], stretches[twin]![0]);
      one[1] = Math.max(one[1], stretches[twin]![1]);
      stretches.splice(twin, 1);
      joined = true;
      break;
    }
  }
  const sorted = stretches.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
  return sorted.map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));
}

function minuteOf(world: World, at: Date): number {
  return (at.getTime() - world.startMs) / 60_000;
}

function dayAt(world: World, minute: number): number {
  return world.dayIndex.get(world.minutes[minute]!.date)!;
}
