import { type Calendar, isDayOff } from './calendar.ts';
import { MINUTE_MS, writeDay } from './civil-days.ts';
import type { Course, Phase, Stop } from './clock.ts';
import type { DayKind, LimitUnit, Step, StepReason } from './types.ts';
import { openBetween, worksOn } from './working-time.ts';

const REASON_OF_KIND: Record<DayKind, StepReason> = {
  holiday: 'holiday',
  compensatory: 'compensatory',
  swap_off: 'swap-off',
  swap_work: 'swap-work',
  ad_hoc_off: 'ad-hoc-off',
  ad_hoc_work: 'ad-hoc-work',
};

const REASON_OF_EXTENSION: Record<LimitUnit, StepReason> = {
  working_hours: 'extension-hours',
  working_days: 'extension-working-day',
  calendar_days: 'extension-calendar-day',
};

/** One row a date, from the date of arrival to the due date. The counted rows add up to the amounts. */
export function stepsOf(calendar: Calendar, course: Course): Step[] {
  const steps: Step[] = [];
  course.phases.forEach((phase, index) => {
    const extension = index > 0;
    if (!extension) addArrival(calendar, course, steps);
    if (phase.unit === 'working_hours') addHours(calendar, { phase, extension }, steps);
    else addDays(calendar, { phase, extension }, steps);
  });
  return steps;
}

interface Part {
  phase: Phase;
  extension: boolean;
}

/** Dates before the clock starts, and for days the day it starts on. */
function addArrival(calendar: Calendar, course: Course, steps: Step[]): void {
  const first = course.phases[0]!;
  const inHours = first.unit === 'working_hours';
  for (let day = course.receivedDay; day < first.startDay; day += 1) {
    const reason = worksOn(calendar, day) ? 'outside-office-hours' : reasonOff(calendar, day);
    steps.push(step(calendar, day, { counted: inHours ? 0 : false, reason }));
  }
  if (!inHours) steps.push(step(calendar, first.startDay, { counted: false, reason: 'day-of-receipt' }));
}

function addHours(calendar: Calendar, { phase, extension }: Part, steps: Step[]): void {
  for (let day = phase.startDay; day <= phase.dueDay; day += 1) {
    const minutes = minutesOn(calendar, phase, day);
    const begun = extension && day === phase.startDay ? steps[steps.length - 1] : undefined;
    if (begun) {
      if (typeof begun.counted === 'number') begun.counted += minutes.counted;
      continue;
    }
    let reason = worksOn(calendar, day) ? reasonWorked(calendar, day) : reasonOff(calendar, day);
    if (extension && minutes.counted > 0) reason = REASON_OF_EXTENSION.working_hours;
    if (minutes.paused > 0) reason = minutes.counted > 0 ? 'partly-paused' : 'paused';
    steps.push(step(calendar, day, { counted: minutes.counted, reason }));
  }
}

function minutesOn(calendar: Calendar, phase: Phase, day: number): { counted: number; paused: number } {
  let open = 0;
  let paused = 0;
  for (let span = calendar.firstSpan[day]!; span < calendar.firstSpan[day + 1]!; span += 1) {
    const from = Math.max(calendar.opensAt[span]!, phase.startAt);
    const to = Math.min(calendar.closesAt[span]!, phase.dueAt);
    open += openBetween(calendar, from, to);
    for (const stop of phase.stops) {
      paused += openBetween(calendar, Math.max(from, stop.from), Math.min(to, stop.to));
    }
  }
  return { counted: (open - paused) / MINUTE_MS, paused };
}

function addDays(calendar: Calendar, { phase, extension }: Part, steps: Step[]): void {
  const calendarDays = phase.unit === 'calendar_days';
  const reasonCounted = extension ? REASON_OF_EXTENSION[phase.unit] : undefined;
  let left = phase.amount;
  for (let day = phase.startDay + 1; day <= phase.dueDay; day += 1) {
    const off = !worksOn(calendar, day);
    const skipped = off && !(calendarDays && left > 0);
    if (!skipped && left > 0 && !isStopped(phase.stops, day)) {
      left -= 1;
      const reason = reasonCounted ?? (calendarDays ? 'calendar-day' : reasonWorked(calendar, day));
      steps.push(step(calendar, day, { counted: true, reason }));
      continue;
    }
    const stopped = !skipped && isStopped(phase.stops, day);
    const reason = skipped ? reasonOff(calendar, day) : stopped ? 'paused' : 'rolled-over';
    steps.push(step(calendar, day, { counted: false, reason }));
  }
}

function isStopped(stops: Stop[], day: number): boolean {
  return stops.some((stop) => stop.after < day && day <= stop.last);
}

function reasonOff(calendar: Calendar, day: number): StepReason {
  const row = calendar.rows.get(day);
  return row && isDayOff(row) ? REASON_OF_KIND[row.kind] : 'weekend';
}

function reasonWorked(calendar: Calendar, day: number): StepReason {
  const row = calendar.rows.get(day);
  return row ? REASON_OF_KIND[row.kind] : 'working-day';
}

function step(calendar: Calendar, day: number, said: Pick<Step, 'counted' | 'reason'>): Step {
  const name = calendar.rows.get(day)?.name;
  const row = { date: writeDay(day), ...said };
  return name ? { ...row, name } : row;
}
