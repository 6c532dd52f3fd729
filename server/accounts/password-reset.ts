import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';

/**
 * A wish to set a new password. One is kept for every address typed, known or not, so that the answer and the time
 * it takes tell nobody which addresses have an account.
 */
export interface PasswordResetFields extends Journalled {
  _id: string;
  hash: string;
  /** Absent: nobody has the address; no letter goes out. */
  account?: string;
  requestedAt: Date;
  expiresAt: Date;
}

const schema = new Schema<PasswordResetFields>({
  _id: String,
  hash: String,
  account: String,
  requestedAt: Date,
  expiresAt: Date,
});
schema.index({ hash: 1 }, { unique: true });
schema.index({ account: 1, expiresAt: 1 });
schema.index({ expiresAt: 1 });

export const PasswordResetModel = journalledModel<PasswordResetFields>(
  'PasswordReset',
  'password-resets',
  schema,
);
