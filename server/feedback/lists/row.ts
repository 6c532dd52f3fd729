/** What nobody sees who has found an item. */
export const LEFT_OUT = { pending: 0, originalText: 0, originalPoints: 0, messages: 0 } as const;

/** What a list does not show either. */
export const NOT_LISTED = {
  ...LEFT_OUT,
  points: 0,
  answer: 0,
  earlierAnswers: 0,
  interims: 0,
  evidence: 0,
  contributions: 0,
  attachments: 0,
  holdings: 0,
} as const;
