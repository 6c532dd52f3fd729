import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Scope } from './rules.ts';

/** A bearer token for the API. The token itself is shown once; its hash is kept. */
export interface AccessTokenFields extends Journalled {
  _id: string;
  account: string;
  /** What it is for, in the owner's words. */
  name: string;
  hash: string;
  scopes: Scope[];
  /** It works for these of its owner's offices alone, and there with the roles of an office; absent or empty: as its owner. */
  units?: string[];
  /** Of the account when it was made: it ends with the account's sessions. */
  epoch?: number;
  createdAt: Date;
  expiresAt: Date;
  /** Civil day; written once a day, without a journal entry. */
  lastUsedDay?: string;
  withdrawnAt?: Date;
}

export type AccessToken = HydratedDocument<AccessTokenFields>;

const schema = new Schema<AccessTokenFields>({
  _id: String,
  account: String,
  name: String,
  hash: String,
  scopes: [String],
  units: { type: [String], default: undefined },
  epoch: Number,
  createdAt: Date,
  expiresAt: Date,
  lastUsedDay: String,
  withdrawnAt: Date,
});
schema.index({ hash: 1 }, { unique: true });
schema.index({ account: 1, createdAt: -1 });

export const AccessTokenModel = journalledModel<AccessTokenFields>('AccessToken', 'access-tokens', schema);
