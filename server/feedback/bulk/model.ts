import { type HydratedDocument, Schema } from 'mongoose';
import type { Text } from '../../platform/errors.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import type { Act, State } from './rules.ts';

/** What is said once for all of them. */
export interface ActWith {
  unit?: string;
  reason?: string;
  ground?: RefusalGround;
  guidance?: string;
  /** Account id. */
  assignee?: string;
}

export interface Result {
  code: string;
  /** Why it was left as it is; null: done. */
  why: Text | null;
}

/** One act on several items, as somebody has confirmed it. */
export interface BulkActFields extends Journalled {
  _id: string;
  act: Act;
  /** Account id: it is done with this person's rights of that moment. */
  by: string;
  with: ActWith;
  /** As the preview showed them: what has changed since is left alone. */
  chosen: { code: string; version: number }[];
  state: State;
  createdAt: Date;
  carryAt: Date;
  results: Result[];
}

export type BulkActDocument = HydratedDocument<BulkActFields>;

const schema = new Schema<BulkActFields>({
  _id: String,
  act: String,
  by: String,
  with: { type: Schema.Types.Mixed, default: {} },
  chosen: { type: [{ code: String, version: Number, _id: false }], default: [] },
  state: String,
  createdAt: Date,
  carryAt: Date,
  results: { type: Schema.Types.Mixed, default: [] },
});
schema.index({ state: 1, carryAt: 1 });

export const BulkAct = journalledModel<BulkActFields>('BulkAct', 'bulk-acts', schema);
