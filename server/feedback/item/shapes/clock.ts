import type { Complexity, Limit } from '../../../calendar/index.ts';
import type { DelayCause } from '../rules/delay-causes.ts';

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

/** How demanding an item is, as a coordinator or the head of its unit has judged. */
export interface Classification {
  complexity: Complexity;
  /** For the sender; not public. */
  reason: string;
  at: Date;
  /** Whose head has judged; null: a coordinator. */
  unit: string | null;
  /** The clock runs from here; null: from the beginning, as it did before. */
  countedFrom: Date | null;
}

/** By when the sender hears from the unit for the first time: news, a question or the answer. */
export interface FirstReply {
  from: Date;
  dueAt: Date;
  doneAt: Date | null;
  limit: Limit;
}

export const limitShape = {
  type: { id: String, amount: Number, unit: String, basis: { vi: String, en: String, ru: String } },
  _id: false,
} as const;

/** Paths for the schema of an item. */
export const clockPaths = {
  limit: limitShape,
  classification: {
    type: { complexity: String, reason: String, at: Date, unit: String, countedFrom: Date },
    _id: false,
    default: null,
  },
  firstReply: {
    type: { from: Date, dueAt: Date, doneAt: Date, limit: limitShape },
    _id: false,
    default: null,
  },
} as const;
