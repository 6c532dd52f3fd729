import mongoose, { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import { DIGESTS, type DigestChoice } from './rules.ts';

/** What an account, or a unit, has chosen. Nothing on file: a daily letter, and the first calendar link. */
export interface NoticeSettingsFields extends Journalled {
  /** 'a.ACCOUNT' or 'u.SLUG' */
  _id: string;
  digest: DigestChoice;
  /** Links to calendars made in an earlier epoch are worth nothing. */
  feedEpoch: number;
}

export const NoticeSettings = journalledModel<NoticeSettingsFields>(
  'NoticeSettings',
  'notice-settings',
  new Schema<NoticeSettingsFields>({
    _id: String,
    digest: { type: String, enum: DIGESTS, default: 'daily' },
    feedEpoch: { type: Number, default: 0 },
  }),
);

/** Up to when the letters of the day have gone out. */
export const DigestMark = mongoose.model<{ _id: string; openedAt: Date }>(
  'DigestMark',
  new Schema<{ _id: string; openedAt: Date }>(
    { _id: String, openedAt: Date },
    { collection: 'digest-marks', versionKey: false },
  ),
);
