import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Branding } from './rules.ts';

/** One document: how the site looks and what it calls itself. */
export interface BrandFields extends Journalled {
  _id: string;
  /** Raised by each change: a form made for another one is refused; the style sheet is asked for anew. */
  number: number;
  brand: Branding;
  /** Id of a stored file. */
  seal: string | null;
}

export const Brand = journalledModel<BrandFields>(
  'Brand',
  'brands',
  new Schema<BrandFields>({
    _id: String,
    number: Number,
    brand: { type: Schema.Types.Mixed },
    seal: { type: String, default: null },
  }),
);
