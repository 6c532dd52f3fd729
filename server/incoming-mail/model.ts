import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import { OUTCOMES, type Outcome, REASONS, type Reason } from './rules.ts';

/** A letter that has come, and what became of it. The letter itself lies in the mailbox. */
export interface IncomingLetterFields extends Journalled {
  /** Of the same letter always the same, wherever it lies. */
  _id: string;
  at: Date;
  /** Address that it says it is from. */
  from: string;
  outcome: Outcome;
  reason?: Reason;
  /** The item that it is about. */
  code?: string;
  /** Only of a letter that waits for a person. */
  subject?: string;
  text?: string;
  /** Files that came with it, and those of them that were not taken. */
  files: number;
  filesLeft: number;
  /** Of a bounce: whom a letter of ours has not reached, and why (RFC 3463). */
  bounced?: { address: string; status: string };
  doneAt: Date | null;
}

export type IncomingLetterDocument = HydratedDocument<IncomingLetterFields>;

const schema = new Schema<IncomingLetterFields>({
  _id: String,
  at: Date,
  from: String,
  outcome: { type: String, enum: OUTCOMES },
  reason: { type: String, enum: REASONS },
  code: String,
  subject: String,
  text: String,
  files: { type: Number, default: 0 },
  filesLeft: { type: Number, default: 0 },
  bounced: { type: { address: String, status: String }, _id: false, default: undefined },
  doneAt: { type: Date, default: null },
});
schema.index({ at: -1, _id: -1 });
schema.index({ from: 1, at: -1 });
schema.index({ outcome: 1, doneAt: 1, at: -1, _id: -1 });

export const IncomingLetter = journalledModel<IncomingLetterFields>(
  'IncomingLetter',
  'incoming-letters',
  schema,
);
