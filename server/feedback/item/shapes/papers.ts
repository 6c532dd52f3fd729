import type { Paper } from '../rules/papers.ts';

export interface WithPapers {
  /** Absent in items from before senders could name them. */
  papers?: Paper[];
}

const answer = {
  type: { how: String, number: String, article: String, at: Date, by: String, unit: String },
  _id: false,
  default: null,
} as const;

export const paperPaths = {
  papers: {
    type: [{ n: Number, text: String, at: Date, shownAt: Date, hiddenAt: Date, answer, _id: false }],
    default: undefined,
  },
} as const;
