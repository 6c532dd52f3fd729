import type { QuestionReply } from '../rules/procedure-questions.ts';

export interface WithReplies {
  /** To the questions of its procedure; private as the original text is. Absent: it has none. */
  questionReplies?: QuestionReply[];
}

const wording = { type: { vi: String, en: String, ru: String }, _id: false } as const;

export const replyPaths = {
  questionReplies: {
    type: [
      {
        question: String,
        words: wording,
        kind: { type: String },
        reply: String,
        choice: wording,
        _id: false,
      },
    ],
    default: undefined,
  },
} as const;
