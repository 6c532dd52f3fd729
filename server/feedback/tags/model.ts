import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';

/** A word of the city's own for items, among staff. */
export interface TagFields extends Journalled {
  _id: string;
  name: string;
  by: string;
  createdAt: Date;
  /** Items keep it and show it no more. */
  removedAt: Date | null;
}

export type TagDocument = HydratedDocument<TagFields>;

const schema = new Schema<TagFields>({
  _id: String,
  name: String,
  by: String,
  createdAt: Date,
  removedAt: { type: Date, default: null },
});

export const Tag = journalledModel<TagFields>('Tag', 'tags', schema);
