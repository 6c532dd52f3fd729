import mongoose, { Schema, type Types } from 'mongoose';
import type { Role } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { ValueRow, Way } from './rules.ts';

export interface Giver {
  id: string;
  name: string;
  role: Role;
}

/** All values that came in one form, file or call: they are taken together or not at all. */
export interface TargetBatchFields extends Journalled {
  _id: Types.ObjectId;
  at: Date;
  by: Giver;
  way: Way;
  /** Why values that stood there change; public. */
  reason: string;
  rows: ValueRow[];
}

const by = { type: { id: String, name: String, role: String }, _id: false };

export const TargetBatch = journalledModel<TargetBatchFields>(
  'TargetBatch',
  'target-batches',
  new Schema<TargetBatchFields>({
    at: Date,
    by,
    way: String,
    reason: String,
    rows: [{ target: String, unit: String, month: String, value: Number, _id: false }],
  }),
);

export interface GivenValue {
  batch: string;
  value: number;
  at: Date;
  by: Giver;
  way: Way;
  reason: string;
}

/** What a unit has told for a month, the newest last. Made from the batches: nothing else writes it. */
export interface TargetValueFields {
  /** `valueId` */
  _id: string;
  target: string;
  unit: string;
  month: string;
  given: GivenValue[];
}

const valueSchema = new Schema<TargetValueFields>(
  {
    _id: String,
    target: String,
    unit: String,
    month: String,
    given: [{ batch: String, value: Number, at: Date, by, way: String, reason: String, _id: false }],
  },
  { versionKey: false, collection: 'target-values' },
);
valueSchema.index({ month: 1, target: 1 });
export const TargetValue = mongoose.model<TargetValueFields>('TargetValue', valueSchema);

/** A task of the sprint. */
export interface SprintTaskFields extends Journalled {
  _id: Types.ObjectId;
  text: string;
  unit: string;
  /** Who answers for it in the unit: a position. */
  owner: string;
  /** Day of the city. */
  dueOn: string;
  /** Dates that it had before, oldest first, each with the public reason for another one. */
  earlier: { dueOn: string; reason: string; at: Date }[];
  createdAt: Date;
  doneOn: string | null;
  /** What was done; public. */
  outcome: string;
}

const taskSchema = new Schema<SprintTaskFields>({
  text: String,
  unit: String,
  owner: String,
  dueOn: String,
  earlier: { type: [{ dueOn: String, reason: String, at: Date, _id: false }], default: [] },
  createdAt: Date,
  doneOn: { type: String, default: null },
  outcome: { type: String, default: '' },
});
taskSchema.index({ dueOn: 1, _id: 1 });
export const SprintTask = journalledModel<SprintTaskFields>('SprintTask', 'sprint-tasks', taskSchema);
