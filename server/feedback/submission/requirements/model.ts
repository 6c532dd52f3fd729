import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../../platform/journal/index.ts';
import type { SenderRequirement } from '../../item/rules/fields.ts';

/** What senders must give, once somebody has changed what ships. One document. */
export interface RequirementTableFields extends Journalled {
  _id: string;
  /** Raised by each change: a form made for another one is refused. */
  number: number;
  rows: SenderRequirement[];
  changedAt: Date;
}

export const RequirementTable = journalledModel<RequirementTableFields>(
  'RequirementTable',
  'requirement-tables',
  new Schema<RequirementTableFields>({
    _id: String,
    number: Number,
    rows: { type: Schema.Types.Mixed, default: [] },
    changedAt: Date,
  }),
);
