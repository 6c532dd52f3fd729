import mongoose, { Schema } from 'mongoose';
import type { ReadingKind } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';

/** Somebody has read what is not public. */
export interface Reading {
  _id: string;
  at: Date;
  /** Account. */
  by: string;
  name: string;
  what: ReadingKind;
  /** Of the item; absent of a list. */
  code?: string;
  /** Why somebody without a part in it has read it. */
  why?: string;
}

const schema = new Schema<Reading>(
  { _id: String, at: Date, by: String, name: String, what: String, code: String, why: String },
  { collection: 'readings', versionKey: false },
);
schema.index({ at: -1, _id: -1 });
schema.index({ by: 1, at: -1, _id: -1 });
schema.index({ code: 1, at: -1, _id: -1 });

export const ReadingRow = mongoose.model<Reading>('Reading', schema);

/** The digest of all readings of a day: its entry brings it into the sealed record. */
export interface ReadingDayFields extends Journalled {
  /** yyyy-mm-dd */
  _id: string;
  digest: string;
}

export const ReadingDay = journalledModel<ReadingDayFields>(
  'ReadingDay',
  'reading-days',
  new Schema<ReadingDayFields>({ _id: String, digest: String }),
);
