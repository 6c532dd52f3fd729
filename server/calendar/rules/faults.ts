import type { Problem } from './types.ts';

/** A deadline that cannot be computed. `code` is a text key under `faults` in calendar.json. */
export class DeadlineFault extends Error {
  readonly code: string;
  readonly values: Record<string, string | number>;

  constructor(code: string, values: Record<string, string | number> = {}) {
    super(code);
    this.name = 'DeadlineFault';
    this.code = code;
    this.values = values;
  }
}

/** A calendar that cannot be used, with every problem of severity `error`. */
export class CalendarFault extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => `${problem.where}: ${problem.key}`).join('; '));
    this.name = 'CalendarFault';
    this.problems = problems;
  }
}

const LONGEST_SHOWN = 60;

/** A value from outside, fit to be shown in a message: hostile objects may throw when made text. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, LONGEST_SHOWN);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return String(value);
}
