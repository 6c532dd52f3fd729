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
