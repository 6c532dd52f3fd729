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
  withinHorizon,
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
  const { unit, amount } = checkAmount(limit);
  const phase = { unit, amount, startAt: start.at, startDay: start.day, stops: [] };
  if (unit === 'working_hours') {
    const { at, day } = advance(calendar, start.at, Math.round(amount * HOUR_MS));
    return { ...phase, lastDay: day, dueAt: at, dueDay: day };
  }
  const lastDay = unit === 'working_days' ? workingDayAfter(calendar, start.day, amount) : start.day + amount;
  const dueDay = workingDayFrom(calendar, lastDay);
  return { ...phase, lastDay, dueAt: closeOf(calendar, dueDay), dueDay };
}

/** Hours may have fractions (down to the millisecond); a day is whole. */
function checkAmount({ unit, amount }: Amount): Amount {
  if (!LIMIT_UNITS.includes(unit)) throw new DeadlineFault('unit-unknown', { unit: shown(unit) });
  if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    throw new DeadlineFault('amount-malformed', { amount: shown(amount) });
  }
  if (Math.round(amount * HOUR_MS) <= 0) throw new DeadlineFault('amount-not-positive', { amount });
  if (unit !== 'working_hours' && !Number.isInteger(amount)) {
    throw new DeadlineFault('amount-fractional', { amount });
  }
  return { unit, amount };
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
    if (open === 0) return;
    const { at, day } = advance(calendar, phase.dueAt, open);
    phase.dueAt = at;
    phase.dueDay = phase.lastDay = day;
    return;
  }
  if (stop.last <= stop.after) return;
  if (phase.unit === 'working_days') {
    const days = workingDaysIn(calendar, stop.after, stop.last);
    phase.lastDay = days > 0 ? workingDayAfter(calendar, phase.lastDay, days) : phase.lastDay;
  } else {
    // A pause may begin after the last day but before the day it rolled over to: the clock stands there.
    const reached = Math.max(stop.after, phase.lastDay);
    phase.lastDay = withinHorizon(calendar, reached + stop.last - stop.after);
  }
  phase.dueDay = workingDayFrom(calendar, phase.lastDay);
  phase.dueAt = closeOf(calendar, phase.dueDay);
}

/** Pauses in order, those that touch or overlap made one. Throws for one without end or ending too early. */
export function mergePauses(pauses: Pause[] | undefined): Pause[] {
  if (!pauses || pauses.length === 0) return [];
  const sorted = pauses.map(checkPause).sort((a, b) => a.from.getTime() - b.from.getTime());
  const merged: Pause[] = [];
  for (const pause of sorted) {
    const last = merged[merged.length - 1];
    if (pause.from.getTime() === pause.to.getTime()) continue;
    if (!last || pause.from > last.to) merged.push({ ...pause });
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
