import type { DelayCause } from './rules.ts';

/** More time, once. */
export interface Extension {
  amount: number;
  unit: 'working_hours' | 'working_days' | 'calendar_days';
  /** For the sender; not public. */
  reason: string;
  at: Date;
}

/** Apology for a late answer, as form 04 of Circular 01/2018 has it: cause, words to the sender, new date. */
export interface Apology {
  cause: DelayCause;
  /** For the sender; not public. */
  reason: string;
  /** The new date promised; null when the apology came with the answer. */
  promisedAt: Date | null;
  unit: string;
  at: Date;
}
