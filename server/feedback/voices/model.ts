import mongoose, { Schema } from 'mongoose';

/** One person's "this concerns me too". Not journalled: the item carries the sum, and whoever takes it back leaves nothing. */
export interface VoiceRow {
  /** `${code} ${person}`: one voice each. */
  _id: string;
  code: string;
  /** Known to one browser alone. */
  person: string;
  at: Date;
}

const schema = new Schema<VoiceRow>(
  { _id: String, code: String, person: String, at: Date },
  { collection: 'item-voices', versionKey: false },
);
schema.index({ code: 1 });

export const Voice = mongoose.model<VoiceRow>('ItemVoice', schema);
