import { type HydratedDocument, Schema, type Types } from 'mongoose';
import type { Language } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Followed } from './rules.ts';

/** asked → confirmed → stopped; what is stopped, or asked and never confirmed, is swept away. */
export type FollowingStatus = 'asked' | 'confirmed' | 'stopped';

/** One mailbox follows one thing. The journal has what is followed, never by whom. */
export interface FollowingFields extends Journalled {
  _id: Types.ObjectId;
  /** Hash of the token of its links. */
  key: string;
  /** Hash of the token by which its mailbox sees all that it follows. */
  list: string;
  /** Empty once it is stopped. */
  to: string;
  language: Language;
  what: Followed;
  subject: string;
  status: FollowingStatus;
  askedAt: Date;
  /** Until when its letters have told. */
  toldAt: Date | null;
  /** City date of the last letter of the day, or of the day of confirmation. */
  toldOn: string | null;
}

const schema = new Schema<FollowingFields>({
  key: String,
  list: String,
  to: String,
  language: String,
  what: String,
  subject: String,
  status: String,
  askedAt: Date,
  toldAt: Date,
  toldOn: String,
});
schema.index({ key: 1 }, { unique: true });
schema.index({ list: 1, askedAt: 1 });
schema.index({ what: 1, subject: 1, status: 1 });
schema.index({ status: 1, askedAt: 1 });
// Those whose letter of the day is still to come.
schema.index({ status: 1, toldOn: 1, list: 1 });

export type FollowingDocument = HydratedDocument<FollowingFields>;
export const Following = journalledModel<FollowingFields>('Following', 'followings', schema);
