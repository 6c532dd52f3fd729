import mongoose, { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { GuardMode } from './rules.ts';

/** One document: how the limits are kept, and how they were before, for the way back. */
export interface GuardStateFields extends Journalled {
  _id: string;
  mode: GuardMode;
  before: GuardMode | null;
}

export const GuardState = journalledModel<GuardStateFields>(
  'GuardState',
  'guard-states',
  new Schema<GuardStateFields>({
    _id: String,
    mode: { type: String, default: 'on' },
    before: { type: String, default: null },
  }),
);

/** Somebody whom a limit refuses, without saying who: `kind:mark`. All processes count on the same row. */
export interface RefusalRow {
  _id: string;
  kind: string;
  mark: string;
  count: number;
  since: Date;
  lastAt: Date;
  releasedAt?: Date | null;
}

const shape = new Schema<RefusalRow>(
  {
    ...{ _id: String, kind: String, mark: String, count: Number },
    ...{ since: Date, lastAt: Date, releasedAt: Date },
  },
  { versionKey: false },
);
shape.index({ lastAt: -1 });

export const RefusalModel = mongoose.model<RefusalRow>('Refusal', shape, 'limit-refusals');
