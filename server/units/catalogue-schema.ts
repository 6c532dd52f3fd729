import { Schema } from 'mongoose';
import type { Trilingual } from '../platform/context.ts';

export const trilingualSchema = new Schema<Trilingual>(
  { vi: String, en: String, ru: String },
  { _id: false },
);

/** The catalogue is not journalled entry by entry: each import leaves one row in `catalogueImports`. */
export const catalogueOptions = { versionKey: false, minimize: false, strict: 'throw' } as const;
