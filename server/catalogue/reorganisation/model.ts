import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { Unit } from '../../units/index.ts';
import type { Moved, State } from './rules.ts';

/** Units end on a day, and another one goes on with what they had in hand. */
export interface ReorganisationFields extends Journalled {
  _id: string;
  state: State;
  /** Slugs of the units that end. */
  from: string[];
  /** Who goes on: all that is open goes there. Null: nothing was open, and nobody does. */
  heir: string | null;
  /** Who takes over a part of the tasks beside it; named on the pages of the units. */
  others: string[];
  /** Last day of the units that end, yyyy-mm-dd. */
  lastDay: string;
  /** The unit that goes on, where the plan makes it; null: there is one. */
  made: Unit | null;
  /** Number of the change of the catalogue that it made; null until then. */
  change: string | null;
  basis: string;
  by: { id: string; name: string };
  createdAt: Date;
  /** From when on it is carried. */
  carryAt: Date;
  /** What there was to move when it began, and what is left since it ended. */
  found: Moved | null;
  left: Moved | null;
  doneAt: Date | null;
}

export type ReorganisationDocument = HydratedDocument<ReorganisationFields>;

const schema = new Schema<ReorganisationFields>({
  _id: String,
  state: String,
  from: { type: [String], default: [] },
  heir: { type: String, default: null },
  others: { type: [String], default: [] },
  lastDay: String,
  made: { type: Schema.Types.Mixed, default: null },
  change: { type: String, default: null },
  basis: String,
  by: { type: { id: String, name: String }, _id: false },
  createdAt: Date,
  carryAt: Date,
  found: { type: Schema.Types.Mixed, default: null },
  left: { type: Schema.Types.Mixed, default: null },
  doneAt: { type: Date, default: null },
});
schema.index({ state: 1, carryAt: 1 });
schema.index({ createdAt: -1 });

export const Reorganisation = journalledModel<ReorganisationFields>(
  'Reorganisation',
  'reorganisations',
  schema,
);
