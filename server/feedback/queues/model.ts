import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { Place } from './schemas.ts';

/** The filters of a list, kept under a name. They open nothing: each reader sees what is theirs to see. */
export interface SavedQueueFields extends Journalled {
  _id: string;
  /** Account id. */
  owner: string;
  name: string;
  place: Place;
  /** What stands in the address. */
  query: Record<string, string>;
  /** Slugs of the units whose people see it too, or 'coordinators'. */
  sharedWith: string[];
  createdAt: Date;
  removedAt: Date | null;
}

export type SavedQueueDocument = HydratedDocument<SavedQueueFields>;

const schema = new Schema<SavedQueueFields>({
  _id: String,
  owner: String,
  name: String,
  place: String,
  query: { type: Schema.Types.Mixed, default: {} },
  sharedWith: { type: [String], default: [] },
  createdAt: Date,
  removedAt: { type: Date, default: null },
});
schema.index({ owner: 1, name: 1 });
schema.index({ sharedWith: 1 });

export const SavedQueue = journalledModel<SavedQueueFields>('SavedQueue', 'saved-queues', schema);
