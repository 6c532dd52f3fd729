import mongoose, { Schema } from 'mongoose';

/** waiting: until every process counts by the new calendar. superseded: a later run counts the same items anew. */
const RUN_STATES = ['waiting', 'running', 'done', 'superseded'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** How far the recalculation after one applied calendar has come. Items remember the run that moved them. */
export interface RecalculationRun {
  /** Of the version of the calendar: 'city-2'. */
  _id: string;
  of: string;
  number: number;
  state: RunState;
  appliedAt: Date;
  /** Id of the last item that is done. */
  cursor: string | null;
  done: number;
  total: number;
  moved: number;
  /** Codes of items whose date cannot be computed any more; at most 50 are named. */
  stuck: string[];
  startedAt: Date | null;
  endedAt: Date | null;
}

const schema = new Schema<RecalculationRun>(
  {
    _id: String,
    of: String,
    number: Number,
    state: { type: String, enum: RUN_STATES },
    appliedAt: Date,
    cursor: { type: String, default: null },
    done: { type: Number, default: 0 },
    total: { type: Number, default: 0 },
    moved: { type: Number, default: 0 },
    stuck: { type: [String], default: [] },
    startedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
  },
  { collection: 'recalculation_runs', versionKey: false },
);
schema.index({ state: 1, number: 1 });

export const Run = mongoose.model<RecalculationRun>('RecalculationRun', schema);
