import type { Limit } from '../../../calendar/index.ts';
import type { AppealOutcome } from '../rules/appeal.ts';
import { limitShape } from './clock.ts';

export interface AppealDecision {
  at: Date;
  /** Account id. */
  by: string;
  outcome: AppealOutcome;
  /** As public as the answer. */
  reasons: string;
  /** Of one that is changed: what holds in the place of the answer. */
  text?: string;
}

/** The one appeal to the higher unit, after the second look. */
export interface Appeal {
  at: Date;
  /** The sender's; not public. */
  reason: string;
  /** Whose answer it is about. */
  unit: string;
  /** Slug of the higher unit; null: there is none, the leadership decides. */
  to: string | null;
  limit: Limit;
  dueAt: Date;
  /** When it was noted that the date had passed. */
  overdueAt: Date | null;
  /** Account ids of all who did anything with the item: they do not decide. */
  hadPart: string[];
  decision: AppealDecision | null;
}

export const appealPath = {
  type: {
    at: Date,
    reason: String,
    unit: String,
    to: { type: String, default: null },
    limit: limitShape,
    dueAt: Date,
    overdueAt: { type: Date, default: null },
    hadPart: [String],
    decision: {
      type: { at: Date, by: String, outcome: String, reasons: String, text: String },
      _id: false,
      default: null,
    },
  },
  _id: false,
  default: null,
} as const;
