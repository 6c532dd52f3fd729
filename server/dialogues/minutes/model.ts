import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { MinutesRecord } from './record.ts';
import { MINUTES_STATUSES, type MinutesStatus } from './rules.ts';

/** What moderators have written themselves. */
export interface MinutesPart {
  /** 'opening', 'closing', or the id of a question. */
  part: string;
  text: string;
  /** How often it was written: a form shows the one that it changes. */
  n: number;
  /** Account of the one who wrote it last. */
  by: string;
}

export interface Correction {
  id: string;
  text: string;
  by: string;
  at: Date;
}

export interface MinutesFields extends Journalled {
  /** Code of the session. */
  _id: string;
  status: MinutesStatus;
  draftedAt: Date;
  /** Every open question has become an item. */
  settledAt: Date | null;
  parts: MinutesPart[];
  /** Why the chair did not approve; null: not returned, or approved since. */
  returned: { reason: string; at: Date } | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  publishedAt: Date | null;
  /** Null while it is a draft: then it is made anew from the session for each reader. */
  record: MinutesRecord | null;
  corrections: Correction[];
}

export type MinutesDocument = HydratedDocument<MinutesFields>;

const schema = new Schema<MinutesFields>({
  _id: String,
  status: { type: String, enum: MINUTES_STATUSES },
  draftedAt: Date,
  settledAt: { type: Date, default: null },
  parts: { type: [{ part: String, text: String, n: Number, by: String, _id: false }], default: [] },
  returned: { type: { reason: String, at: Date }, _id: false, default: null },
  approvedAt: { type: Date, default: null },
  approvedBy: { type: String, default: null },
  publishedAt: { type: Date, default: null },
  record: { type: Schema.Types.Mixed, default: null },
  corrections: { type: [{ id: String, text: String, by: String, at: Date, _id: false }], default: [] },
});

export const Minutes = journalledModel<MinutesFields>('DialogueMinutes', 'dialogue-minutes', schema);
