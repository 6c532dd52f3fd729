import mongoose, { Schema } from 'mongoose';
import { type Entry, entrySchema } from './entry.ts';

/** An entry as the journal keeps it, with how far its reactions have come. */
export interface JournalRow extends Entry {
  /** Names of the reactions that are done. */
  done: string[];
  /** True until every reaction is done or given up. */
  open: boolean;
  tries: number;
  /** Reactions given up after too many tries, with the kind of fault. */
  dead: { reaction: string; fault: string }[];
  /** False once a block of the sealed record holds it. */
  unsealed: boolean;
}

const schema = new Schema<JournalRow>(
  {
    done: { type: [String], default: [] },
    open: { type: Boolean, default: true },
    tries: { type: Number, default: 0 },
    dead: { type: Schema.Types.Mixed, default: [] },
    unsealed: Boolean,
  },
  { collection: 'journal', versionKey: false, minimize: false },
);
schema.add(entrySchema.obj as never);
schema.index({ 'subject.id': 1, at: 1, _id: 1 });
schema.index({ open: 1, at: 1 }, { partialFilterExpression: { open: true } });
schema.index({ name: 1, at: 1 });
schema.index({ unsealed: 1, at: 1, _id: 1 }, { partialFilterExpression: { unsealed: true } });
// Holds only entries of which a reaction was given up.
schema.index({ 'dead.reaction': 1 }, { sparse: true });

export const Journal = mongoose.model<JournalRow>('Journal', schema);
