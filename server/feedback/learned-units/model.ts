import mongoose, { Schema } from 'mongoose';
import type { Tested } from './rules.ts';

/** What was learned of the items of one language; it is made anew each night, so that what is erased is forgotten. */
export interface LearnedUnits {
  /** The language. */
  _id: string;
  learnedAt: Date;
  texts: number;
  tested: Tested;
  /** `KeptUnits` as JSON, packed by gzip. */
  kept: Buffer;
}

export const LearnedUnitsModel = mongoose.model<LearnedUnits>(
  'LearnedUnits',
  new Schema<LearnedUnits>(
    { _id: String, learnedAt: Date, texts: Number, tested: Schema.Types.Mixed, kept: Buffer },
    { versionKey: false, collection: 'learned-units' },
  ),
);

/** When items were last read, and how many there were. */
export interface LearningState {
  _id: 'state';
  learnedAt: Date;
  confirmed: number;
}

export const LearningStateModel = mongoose.model<LearningState>(
  'LearningState',
  new Schema<LearningState>(
    { _id: String, learnedAt: Date, confirmed: Number },
    { versionKey: false, collection: 'learned-units-state' },
  ),
);
