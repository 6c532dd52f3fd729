import mongoose, { Schema } from 'mongoose';
import type { Block, SealedEntry, SealedState } from './protocol.ts';

export interface BlockRow extends Omit<Block, 'number'> {
  /** Its number: of two processes that make the same block one is refused by the store. */
  _id: number;
  /** yyyy-mm-dd in the city's time zone. */
  day: string;
}

const entry = { id: String, core: String, personal: String };
const state = { code: String, digest: String };

const schema = new Schema<BlockRow>(
  {
    _id: Number,
    at: Date,
    day: String,
    previous: String,
    hash: String,
    entries: [new Schema<SealedEntry>(entry, { _id: false, id: false })],
    states: [new Schema<SealedState>(state, { _id: false })],
  },
  { collection: 'sealed-blocks', versionKey: false },
);
schema.index({ day: 1, _id: 1 });
schema.index({ 'states.code': 1, _id: -1 });

export const BlockModel = mongoose.model<BlockRow>('SealedBlock', schema);
