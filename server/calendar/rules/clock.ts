import type { Calendar } from './calendar.ts';
import { HOUR_MS } from './civil-days.ts';
import { DeadlineFault, shown } from './faults.ts';
import { type Amount, type DeadlineInput, LIMIT_UNITS, type LimitUnit, type Pause } from './types.ts';
import {
  advance,
  closeOf,
  localDay,
  openBetween,
  spanFrom,
  workingDayAfter,
  workingDayFrom,
  workingDaysIn,
} from './working-time.ts';

/** A pause in milliseconds; `after` and `last` are the days it takes from a clock that counts days. */
export interface Stop {
  from: number;
  to: number;
  after: number;
  last: number;
}

/** One limit on its way: the first amount, or an extension of it. */
export interface Phase {
  unit: LimitUnit;
  amount: number;
  /** Where the clock starts; this day is never counted in days. */
  startAt: number;
  startDay: number;
  /** Calendar days: the last day counted, before it rolls over. */
  lastDay: number;
  dueAt: number;
  dueDay: number;
  stops: Stop[];
}

export interface Course {
  receivedAt: number;
  receivedDay: number;
  phases: Phase[];
}

/** Runs the clock: arrival, the pauses in order, then the extensions in order. */
export function runClock(calendar: Calendar, input: DeadlineInput): Course {
  const receivedAt = instant(input.receivedAt, 'receivedAt');
  const receivedDay = localDay(calendar, receivedAt);
  const span = spanFrom(calendar, receivedAt);
  const startAt = Math.max(receivedAt, calendar.opensAt[span]!);
  const first = startPhase(calendar, { at: startAt, day: calendar.dayOfSpan[span]! }, input);
  let late = stopPhase(calendar, first, mergePauses(input.pauses));
  const phases = [first];
  for (const extension of input.extensions ?? []) {
    const { dueAt, dueDay } = phases[phases.length - 1]!;
    const phase = startPhase(calendar, { at: dueAt, day: dueDay }, extension);
    if (input.pausesAfterExtensions) late = stopPhase(calendar, phase, late);
    phases.push(phase);
  }
  return { receivedAt, receivedDay, phases };
}

function startPhase(calendar: Calendar, start: { at: number; day: number }, limit: Amount): Phase {
  checkAmount(limit);
  // Written out, not spread: spreading here cost ten times all the arithmetic.
  const phase: Phase = {
    unit: limit.unit,
    amount: limit.amount,
    startAt: start.at,
    startDay: start.day,
    lastDay: start.day,
    dueAt: start.at,
    dueDay: start.day,
    stops: [],
  };
  if (limit.unit === 'working_hours') moveByHours(calendar, phase, Math.round(limit.amount * HOUR_MS));
  else if (limit.unit === 'working_days')
    endOn(calendar, phase, workingDayAfter(calendar, start.day, limit.amount));
  else endOn(calendar, phase, start.day + limit.amount);
  return phase;
}

function moveByHours(calendar: Calendar, phase: Phase, open: number): void {
  const { at, day } = advance(calendar, phase.dueAt, open);
  phase.dueAt = at;
  phase.dueDay = day;
  phase.lastDay = day;
}

/** A phase in days ends at the close of office of its last day, or of the next working day. */
function endOn(calendar: Calendar, phase: Phase, lastDay: number): void {
  phase.lastDay = lastDay;
  phase.dueDay = workingDayFrom(calendar, lastDay);
  phase.dueAt = closeOf(calendar, phase.dueDay);
}

/** Hours may have fractions (down to the millisecond); a day is whole. */
function checkAmount({ unit, amount }: Amount): void {
  if (!LIMIT_UNITS.includes(unit)) throw new DeadlineFault('unit-unknown', { unit: shown(unit) });
  if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    throw new DeadlineFault('amount-malformed', { amount: shown(amount) });
  }
  if (Math.round(amount * HOUR_MS) <= 0) throw new DeadlineFault('amount-not-positive', { amount });
  if (unit !== 'working_hours' && !Number.isInteger(amount)) {
    throw new DeadlineFault('amount-fractional', { amount });
  }
}

/** Moves the due instant for each stop that does not start after it; returns those that do. */
function stopPhase(calendar: Calendar, phase: Phase, pauses: Pause[]): Pause[] {
  const late: Pause[] = [];
  for (const pause of pauses) {
    if (pause.from.getTime() > phase.dueAt) late.push(pause);
    else if (pause.to.getTime() > phase.startAt) applyStop(calendar, phase, stopOf(calendar, phase, pause));
  }
  return late;
}

/** A pause that begins before the clock starts takes nothing from the time before. */
function stopOf(calendar: Calendar, phase: Phase, pause: Pause): Stop {
  const from = Math.max(pause.from.getTime(), phase.startAt);
  const to = pause.to.getTime();
  return { from, to, after: localDay(calendar, from), last: localDay(calendar, to - 1) };
}

function applyStop(calendar: Calendar, phase: Phase, stop: Stop): void {
  phase.stops.push(stop);
  if (phase.unit === 'working_hours') {
    const open = openBetween(calendar, stop.from, stop.to);
    if (open > 0) moveByHours(calendar, phase, open);
  } else if (phase.unit === 'working_days') {
    const days = workingDaysIn(calendar, stop.after, stop.last);
    if (days > 0) endOn(calendar, phase, workingDayAfter(calendar, phase.lastDay, days));
  } else if (stop.last > stop.after) {
    // A pause may begin after the last day but before the day it rolled over to: the clock stands there.
    const reached = Math.max(stop.after, phase.lastDay);
    endOn(calendar, phase, reached + stop.last - stop.after);
  }
}

/** Pauses in order, those that touch or overlap made one. Throws for one without end or ending too early. */
function mergePauses(pauses: Pause[] | undefined): Pause[] {
  if (!pauses || pauses.length === 0) return [];
  const sorted = pauses.map(checkPause).sort((a, b) => a.from.getTime() - b.from.getTime());
  const merged: Pause[] = [];
  for (const pause of sorted) {
    const last = merged[merged.length - 1];
    if (pause.from.getTime() === pause.to.getTime()) continue;
    if (!last || pause.from > last.to) merged.push({ from: pause.from, to: pause.to });
    else if (pause.to > last.to) last.to = pause.to;
  }
  return merged;
}

function checkPause(pause: Pause, index: number): Pause {
  if (!pause?.from) throw new DeadlineFault('pause-without-beginning', { number: index + 1 });
  if (!pause.to) throw new DeadlineFault('pause-without-end', { number: index + 1 });
  const from = instant(pause.from, `pauses.${index}.from`);
  const to = instant(pause.to, `pauses.${index}.to`);
  if (to < from) throw new DeadlineFault('pause-ends-before-it-begins', { number: index + 1 });
  return pause;
}

function instant(at: Date, where: string): number {
  const time = at instanceof Date ? at.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new DeadlineFault('instant-malformed', { where });
  return time;
}
