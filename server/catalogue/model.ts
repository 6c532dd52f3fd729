import mongoose, { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Way } from './rules.ts';

/** A row of the catalogue as it was and as it became. `before` null: it is new; `after` null: it is taken out again. */
export interface ChangedRow {
  slug: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What somebody has changed in the catalogue in one go. */
export interface CatalogueChangeFields extends Journalled {
  /** Its number: '1', '2', … */
  _id: string;
  number: number;
  kind: 'units' | 'regulations';
  way: Way;
  rows: ChangedRow[];
  /** Name of the file it came from. */
  file: string | null;
  /** Account id and name. */
  by: { id: string; name: string };
  at: Date;
  /** The catalogue says so: what a crash has cut off is done later. */
  applied: boolean;
}

export type CatalogueChangeDocument = HydratedDocument<CatalogueChangeFields>;

const schema = new Schema<CatalogueChangeFields>({
  _id: String,
  number: Number,
  kind: String,
  way: String,
  rows: { type: Schema.Types.Mixed, default: [] },
  file: { type: String, default: null },
  by: { type: { id: String, name: String }, _id: false },
  at: Date,
  applied: { type: Boolean, default: false },
});
schema.index({ number: -1 }, { unique: true });
schema.index({ 'rows.slug': 1, number: -1 });

export const CatalogueChange = journalledModel<CatalogueChangeFields>(
  'CatalogueChange',
  'catalogue-changes',
  schema,
);

/** Rows of a file that somebody has seen the preview of, until they are confirmed; the next day they are gone. */
export interface CatalogueUploadFields {
  _id: string;
  /** Account id: nobody else confirms it. */
  by: string;
  kind: 'units' | 'regulations' | 'documents';
  /** Of the file. */
  name: string;
  rows: string;
  /** Number of the last change of the catalogue when the rows were looked at. */
  lastChange: number;
  at: Date;
}

const uploadSchema = new Schema<CatalogueUploadFields>(
  { _id: String, by: String, kind: String, name: String, rows: String, lastChange: Number, at: Date },
  { versionKey: false },
);
uploadSchema.index({ at: 1 }, { expireAfterSeconds: 86_400 });

export const CatalogueUpload = mongoose.model<CatalogueUploadFields>(
  'CatalogueUpload',
  uploadSchema,
  'catalogue-uploads',
);
