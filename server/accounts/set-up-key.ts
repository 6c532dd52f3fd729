import mongoose, { Schema } from 'mongoose';

/** A key to the set-up page. Each process that starts on an empty store prints one; all end with the first account. */
interface SetUpKeyRow {
  /** Hash of the key. */
  _id: string;
  expiresAt: Date;
}

const schema = new Schema<SetUpKeyRow>(
  { _id: String, expiresAt: Date },
  { collection: 'set-up-keys', versionKey: false },
);

export const SetUpKeyModel = mongoose.model<SetUpKeyRow>('SetUpKey', schema);
