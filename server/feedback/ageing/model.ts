import mongoose, { Schema } from 'mongoose';

/** An end that all answers have been held against: who answers later knows of it. */
export interface AgedRound {
  /** Key of what ended. */
  _id: string;
  /** The last day that was gone by; another one is another round. */
  endedOn: string;
}

export const AgedRoundModel = mongoose.model<AgedRound>(
  'AgedRound',
  new Schema<AgedRound>({ _id: String, endedOn: String }, { versionKey: false, collection: 'aged-rounds' }),
);
