import { Schema } from 'mongoose';
import type { DatedRow } from '../city/dated-rows.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';

/** A rule of the city, once somebody has changed what ships. One document for each rule. */
export interface SettingTableFields extends Journalled {
  /** Name of the rule. */
  _id: string;
  /** Raised by each change: a form made for another one is refused. */
  number: number;
  rows: DatedRow[];
  changedAt: Date;
}

export const SettingTable = journalledModel<SettingTableFields>(
  'SettingTable',
  'setting-tables',
  new Schema<SettingTableFields>({
    _id: String,
    number: Number,
    rows: { type: Schema.Types.Mixed, default: [] },
    changedAt: Date,
  }),
);
