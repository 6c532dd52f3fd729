import { type HydratedDocument, Schema } from 'mongoose';
import type { ContentLanguage } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';

/** How a block read, and who wrote it. */
export interface BlockVersion {
  name: string;
  text: string;
  /** Account id. */
  by: string;
  at: Date;
}

/** Words that an office uses again and again in its answers. */
export interface TextBlockFields extends Journalled, BlockVersion {
  _id: string;
  /** Slug. */
  unit: string;
  language: ContentLanguage;
  /** Oldest first; the one in force is not among them. */
  earlier: BlockVersion[];
  removedAt: Date | null;
}

export type TextBlockDocument = HydratedDocument<TextBlockFields>;

const version = { name: String, text: String, by: String, at: Date };

const schema = new Schema<TextBlockFields>({
  ...version,
  _id: String,
  unit: String,
  language: String,
  earlier: { type: [{ ...version, _id: false }], default: [] },
  removedAt: { type: Date, default: null },
});
schema.index({ unit: 1, name: 1 });

export const TextBlock = journalledModel<TextBlockFields>('TextBlock', 'text-blocks', schema);
