import mongoose, { Schema } from 'mongoose';
import type { Counts, RowChange, RowName } from './rules.ts';
import type { Face } from './source.ts';

/** The figures of a row. */
export interface FigureRow extends RowName {
  _id: string;
  counts: Counts;
  /** Number of the last batch that changed it: no batch counts twice. */
  batch: number;
}

/** As what a document is counted at present. */
export interface FigurePart {
  /** Source and id of the document: 'feedback:65f0…'. */
  _id: string;
  /** null: it is no more. */
  face: Face | null;
  marks?: string[];
  batch: number;
}

export interface PartChange {
  _id: string;
  face: Face | null;
  marks: string[];
  /** It was not counted before. */
  fresh?: boolean;
}

/**
 * The one batch that is being counted, or the last that was. It is written before rows and parts are: whoever finds it
 * unfinished can finish it, for rows and parts know the last batch that changed them.
 */
export interface FigureBatch {
  _id: 'batch';
  number: number;
  done: boolean;
  changes: RowChange[];
  parts: PartChange[];
  /** Rows as they should be, of a comparison that found others. */
  mended: (RowName & { _id: string; counts: Counts })[];
  /** Nobody else may begin a batch: all is being compared. */
  held: { by: string; until: Date } | null;
}

/** By which editions of the sources the figures were counted, when all was counted to the end. */
export interface FigureState {
  _id: 'state';
  editions: string;
  comparedAt: Date;
}

const plain = { versionKey: false, minimize: false } as const;

const rows = new Schema<FigureRow>(
  { _id: String, of: String, key: String, month: String, counts: Schema.Types.Mixed, batch: Number },
  { collection: 'figures', ...plain },
);
rows.index({ of: 1, month: 1, key: 1 });

const parts = new Schema<FigurePart>(
  { _id: String, face: Schema.Types.Mixed, marks: { type: [String], default: undefined }, batch: Number },
  { collection: 'figure-parts', ...plain },
);
parts.index({ marks: 1 }, { sparse: true });

const batches = new Schema<FigureBatch | FigureState>(
  { _id: String },
  { collection: 'figure-batches', strict: false, ...plain },
);

export const FigureRowModel = mongoose.model<FigureRow>('FigureRow', rows);
export const FigurePartModel = mongoose.model<FigurePart>('FigurePart', parts);
export const FigureBatchModel = mongoose.model<FigureBatch | FigureState>('FigureBatch', batches);
