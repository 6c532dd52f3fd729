import mongoose, { Schema } from 'mongoose';

/** One participant's vote for one question. Not journalled: the stream carries the sums. */
export interface VoteRow {
  /** `${question} ${participant}`: one vote each. */
  _id: string;
  dialogue: string;
  question: string;
  participant: string;
  at: Date;
  /**
   * The giver has taken back the vote for the question into which this one was merged: the number of that merging. Once
   * the question stands for itself, or is merged anew, the vote counts again.
   */
  back?: number;
  /** A copy: the merged question for which it was given. None are made any more. */
  from?: string;
}

const schema = new Schema<VoteRow>(
  {
    _id: String,
    dialogue: String,
    question: String,
    participant: String,
    at: Date,
    back: Number,
    from: String,
  },
  { collection: 'dialogue-votes', versionKey: false },
);
schema.index({ question: 1 });
schema.index({ participant: 1 });
schema.index({ from: 1 }, { sparse: true });

export const Vote = mongoose.model<VoteRow>('DialogueVote', schema);

export function voteId(question: string, participant: string): string {
  return `${question} ${participant}`;
}
