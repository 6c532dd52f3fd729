import type { Contribution } from '../rules/contribution.ts';

export interface WithContributions {
  /** What other units were asked for; the unit that has the item leads. At most MOST_CONTRIBUTIONS. */
  contributions: Contribution[];
  /** When the next unit is reminded of what it was asked. */
  contributionRemindAt: Date | null;
}

export const contributionPaths = {
  contributions: {
    type: [
      {
        n: Number,
        unit: String,
        question: String,
        until: Date,
        askedBy: String,
        askedAt: Date,
        remindedAt: { type: Date, default: null },
        text: { type: String, default: null },
        by: { type: String, default: null },
        givenAt: { type: Date, default: null },
        withdrawnAt: { type: Date, default: null },
        _id: false,
      },
    ],
    default: [],
  },
  contributionRemindAt: { type: Date, default: null },
};
