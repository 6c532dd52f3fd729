import mongoose, { Schema } from 'mongoose';

/** One participant's vote for one question. Not journalled: the stream carries the sums. */
export interface VoteRow {
  /** `${question} ${participant}`: one vote each. */
  _id: string;
  dialogue: string;
  question: string;
  participant: string;
  at: Date;
  /** The merged question for which it was given; absent: for this very one. */
  from?: string;
}

const schema = new Schema<VoteRow>(
  { _id: String, dialogue: String, question: String, participant: String, at: Date, from: String },
  { collection: 'dialogue-votes', versionKey: false },
);
schema.index({ question: 1 });
schema.index({ participant: 1 });
schema.index({ from: 1 }, { sparse: true });

export const Vote = mongoose.model<VoteRow>('DialogueVote', schema);

export function voteId(question: string, participant: string): string {
  return `${question} ${participant}`;
}
