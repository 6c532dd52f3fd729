import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { SynonymRow } from '../rules.ts';

/** What means the same, once somebody has changed what ships. One document. */
export interface SynonymTableFields extends Journalled {
  _id: string;
  /** Raised by each change: a form made for another one is refused. */
  number: number;
  rows: SynonymRow[];
  changedAt: Date;
}

export const SynonymTable = journalledModel<SynonymTableFields>(
  'SynonymTable',
  'synonym-tables',
  new Schema<SynonymTableFields>({
    _id: String,
    number: Number,
    rows: { type: Schema.Types.Mixed, default: [] },
    changedAt: Date,
  }),
);
