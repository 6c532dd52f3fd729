import type { Calendar } from './calendar.ts';
import { type Course, runClock } from './clock.ts';
import { stepsOf } from './steps.ts';
import type { Deadline, DeadlineInput } from './types.ts';

export interface DeadlineOptions {
  /** Tell what each date did to the clock; costs time by the day. */
  steps?: boolean;
}

/**
 * The instant by which a limit ends: Civil Code 2015, Articles 145–148, and the office's working time.
 * The fine points are in docs/deadlines.md. Throws DeadlineFault for input that has no answer.
 */
export function computeDeadline(
  calendar: Calendar,
  input: DeadlineInput,
  options: DeadlineOptions = {},
): Deadline {
  const course = runClock(calendar, input);
  const last = course.phases[course.phases.length - 1]!;
  return {
    dueAt: new Date(last.dueAt),
    provisional: crossesUncertainDay(calendar, course, last.dueDay),
    steps: options.steps ? stepsOf(calendar, course) : [],
  };
}

function crossesUncertainDay(calendar: Calendar, course: Course, dueDay: number): boolean {
  const { uncertainDaysBefore } = calendar;
  return uncertainDaysBefore[dueDay + 1]! > uncertainDaysBefore[course.receivedDay]!;
}
