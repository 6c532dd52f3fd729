import mongoose, { Schema } from 'mongoose';

/** A question that a device has answered: the same answer opens nothing a second time. */
interface UsedChallengeRow {
  /** Hash of the challenge. */
  _id: string;
  expiresAt: Date;
}

const schema = new Schema<UsedChallengeRow>(
  { _id: String, expiresAt: Date },
  { collection: 'used-challenges', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const UsedChallengeModel = mongoose.model<UsedChallengeRow>('UsedChallenge', schema);
