import { type HydratedDocument, Schema } from 'mongoose';
import type { Permission } from '../context.ts';
import type { Text } from '../errors.ts';
import { type Journalled, journalledModel } from '../journal/index.ts';

export type RequestStatus =
  | 'waiting'
  | 'approved'
  | 'done'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'outdated';

interface Somebody {
  id: string;
  name: string;
}

/** An act that somebody has asked for, until a second person has decided. */
export interface SecondPersonFields extends Journalled {
  _id: string;
  /** Of the act, and of the line in the setting that it falls under. */
  act: string;
  rule: string;
  permission: Permission;
  /** Checked as the act checks it. Emptied when the request is over: what was done stands with what it was done to. */
  input: Record<string, unknown> | null;
  /** Whose account it is about: that person cannot be the second one. */
  concerns?: string;
  by: Somebody;
  askedAt: Date;
  expiresAt: Date;
  /** In the words of whoever asks. */
  reason?: string;
  status: RequestStatus;
  second?: Somebody;
  decidedAt?: Date;
  /** Why the second person refused. */
  refusal?: string;
  /** Why the act could not be done any more. */
  fault?: Text;
  /** While it waits: the same asked again by the same person is the same request. */
  waitingKey?: string;
}

export type SecondPersonDocument = HydratedDocument<SecondPersonFields>;

const schema = new Schema<SecondPersonFields>(
  {
    _id: String,
    act: String,
    rule: String,
    permission: String,
    input: { type: Schema.Types.Mixed, default: null },
    concerns: String,
    by: { type: Schema.Types.Mixed },
    askedAt: Date,
    expiresAt: Date,
    reason: String,
    status: String,
    second: { type: Schema.Types.Mixed },
    decidedAt: Date,
    refusal: String,
    fault: { type: Schema.Types.Mixed },
    waitingKey: String,
  },
  { minimize: false },
);
schema.index({ waitingKey: 1 }, { unique: true, sparse: true });
schema.index({ status: 1, askedAt: 1, _id: 1 });

export const SecondPersonRequest = journalledModel<SecondPersonFields>(
  'SecondPersonRequest',
  'second-person-requests',
  schema,
);
