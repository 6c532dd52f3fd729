import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import { type AnswerVersion, COMMITMENT_STATUSES, type CommitmentStatus } from './rules.ts';

/** A date by which it was to be done. All are kept; the last counts. */
export interface CommitmentDate {
  dueAt: Date;
  setAt: Date;
  /** Why not the one before; public. Null for the first. */
  reason: string | null;
  /** Set by a correction of the answer. */
  corrected?: boolean;
  /** Set by the second answer to a reopened item, which promises the same again. */
  again?: boolean;
}

export interface CommitmentFields extends Journalled {
  /** Of the entry of the answer, and the place of the promise in it. */
  _id: string;
  code: string;
  /** Code of the item in whose answer it was promised, or of the dialogue session that concluded it. */
  source: string;
  /** Which answers promise it: the first, the second to a reopened item, or both. */
  versions: AnswerVersion[];
  unit: string;
  owner: string | null;
  /** What was promised; empty when the sender has declined publication. */
  text: string;
  /** Who acts, as the answer says. */
  actor: string;
  madeAt: Date;
  dueAt: Date;
  dates: CommitmentDate[];
  status: CommitmentStatus;
  keptAt: Date | null;
  /** What was done, and where one can see it; public. */
  evidence: string | null;
  /** Said to be done by the owner, and not yet confirmed by the head; not public. */
  report: { evidence: string; by: string; at: Date } | null;
  /** The sender says that it is not done. The reason is for those inside, the head's reply is public. */
  objection: { reason: string; at: Date; reply: string | null; repliedAt: Date | null } | null;
  /** Who sent the item is known to nobody any more. Absent: not so. */
  senderErased?: boolean;
  /** Another date, asked for by the owner and not yet decided. */
  request: { dueAt: Date; reason: string; by: string; at: Date } | null;
  remindedAt: Date | null;
  /** When time does something to it; null: nothing any more. */
  nextAt: Date | null;
}

export type CommitmentDocument = HydratedDocument<CommitmentFields>;

const schema = new Schema<CommitmentFields>({
  _id: String,
  code: String,
  source: String,
  versions: { type: [Number], default: [1] },
  unit: String,
  owner: { type: String, default: null },
  text: String,
  actor: String,
  madeAt: Date,
  dueAt: Date,
  dates: {
    type: [
      {
        dueAt: Date,
        setAt: Date,
        reason: { type: String, default: null },
        corrected: Boolean,
        again: Boolean,
        _id: false,
      },
    ],
  },
  status: { type: String, enum: COMMITMENT_STATUSES },
  keptAt: { type: Date, default: null },
  evidence: { type: String, default: null },
  report: { type: { evidence: String, by: String, at: Date }, _id: false, default: null },
  objection: {
    type: {
      reason: String,
      at: Date,
      reply: { type: String, default: null },
      repliedAt: { type: Date, default: null },
    },
    _id: false,
    default: null,
  },
  senderErased: Boolean,
  request: { type: { dueAt: Date, reason: String, by: String, at: Date }, _id: false, default: null },
  remindedAt: { type: Date, default: null },
  nextAt: { type: Date, default: null },
});

schema.index({ code: 1 }, { unique: true });
schema.index({ source: 1 });
schema.index({ dueAt: -1, _id: -1 });
schema.index({ status: 1, dueAt: -1, _id: -1 });
schema.index({ unit: 1, dueAt: -1, _id: -1 });
schema.index({ owner: 1, dueAt: -1 });
schema.index({ nextAt: 1 });

export const Commitment = journalledModel<CommitmentFields>('Commitment', 'commitments', schema);
