import mongoose, { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Kind } from './rules.ts';

/** What has gone on a day of the city, in numbers. */
export interface RetentionDayFields extends Journalled {
  /** yyyy-mm-dd */
  _id: string;
  gone: Partial<Record<Kind, number>>;
}

export const RetentionDay = journalledModel<RetentionDayFields>(
  'RetentionDay',
  'retention-days',
  new Schema<RetentionDayFields>({ _id: String, gone: { type: Schema.Types.Mixed, default: {} } }),
);

/** Until where closed items have gone, and in which month it began anew: what has gone is not looked at each night. */
export const RetentionPlace = mongoose.model<{ _id: string; upTo: Date; begunIn?: string }>(
  'RetentionPlace',
  new Schema(
    { _id: String, upTo: Date, begunIn: String },
    { collection: 'retention-places', versionKey: false },
  ),
);
