import mongoose, { Schema } from 'mongoose';
import type { EntryActor } from '../platform/journal/entry.ts';
import { catalogueOptions, trilingualSchema } from './catalogue-schema.ts';
import type { Unit } from './rules.ts';

const unitSchema = new Schema<Unit & { _id: string }>(
  {
    _id: String,
    slug: String,
    kind: String,
    parent: { type: String, default: null },
    name: trilingualSchema,
    placeName: trilingualSchema,
    abbreviation: String,
    code: String,
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    successors: [String],
    predecessors: [String],
    formerDistrict: String,
    fields: [String],
    verified: Boolean,
    note: String,
    source: String,
  },
  { ...catalogueOptions, collection: 'units' },
);

export const UnitModel = mongoose.model<Unit & { _id: string }>('Unit', unitSchema);

export type CatalogueKind = 'units' | 'regulations';

export interface ImportCounts {
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
}

export interface CatalogueImportRow {
  /** 1, 2, 3 …: processes compare it with the one they have loaded. */
  _id: number;
  kind: CatalogueKind;
  at: Date;
  actor: EntryActor;
  /** SHA-256 of the file, in hexadecimal. */
  fileHash: string;
  fileName: string;
  counts: ImportCounts;
}

const importSchema = new Schema<CatalogueImportRow>(
  {
    _id: Number,
    kind: String,
    at: Date,
    actor: Schema.Types.Mixed,
    fileHash: String,
    fileName: String,
    counts: Schema.Types.Mixed,
  },
  { ...catalogueOptions, collection: 'catalogueImports' },
);

export const CatalogueImport = mongoose.model<CatalogueImportRow>('CatalogueImport', importSchema);
