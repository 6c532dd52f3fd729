/**
 * States of the minutes of a session and the moves between them. Four eyes: moderators write, the chair approves; what is
 * published does not change, and a correction stands beside it (Law 72/2025/QH15, Art. 43: results are made public).
 */
export const MINUTES_STATUSES = ['draft', 'approved', 'published'] as const;
export type MinutesStatus = (typeof MINUTES_STATUSES)[number];

export type MinutesEntry =
  | 'minutes.drafted'
  | 'minutes.items-made'
  | 'minutes.edited'
  | 'minutes.approved'
  | 'minutes.returned'
  | 'minutes.published'
  | 'minutes.corrected';

interface MinutesMove {
  entry: MinutesEntry;
  from: readonly MinutesStatus[];
  to: MinutesStatus | 'stays';
}

const MINUTES_MOVES: readonly MinutesMove[] = [
  { entry: 'minutes.items-made', from: MINUTES_STATUSES, to: 'stays' },
  { entry: 'minutes.edited', from: ['draft'], to: 'stays' },
  { entry: 'minutes.approved', from: ['draft'], to: 'approved' },
  { entry: 'minutes.returned', from: ['draft', 'approved'], to: 'draft' },
  { entry: 'minutes.published', from: ['approved'], to: 'published' },
  { entry: 'minutes.corrected', from: ['published'], to: 'stays' },
];

/** The state of minutes after a move; undefined when the table has no such row. */
export function minutesAfter(status: MinutesStatus, entry: MinutesEntry): MinutesStatus | undefined {
  const row = MINUTES_MOVES.find((each) => each.entry === entry && each.from.includes(status));
  return row?.to === 'stays' ? status : row?.to;
}

/** Parts that belong to no question. */
export const FREE_PARTS = ['opening', 'closing'] as const;

/** Longest input, in characters; `corrections` counts. */
export const MINUTES_MOST = { text: 5_000, reason: 500, correction: 2_000, corrections: 20 } as const;
export const MINUTES_LEAST = { reason: 5, correction: 10 } as const;

interface Recorded {
  opening: string;
  closing: string;
  questions: readonly { id: string; text: string; status: string; answer: string; item: unknown }[];
  conclusions: readonly { text: string; unit: string; dueAt: Date }[];
}

/** What the chair approves by approving: the words, the states, the tasks. Votes and dates of items may still move. */
export function essenceOf({ opening, closing, questions, conclusions }: Recorded): string {
  return JSON.stringify([
    ...[opening, closing],
    questions.map(({ id, text, status, answer, item }) => [id, text, status, answer, item !== null]),
    conclusions.map(({ text, unit, dueAt }) => [text, unit, dueAt.getTime()]),
  ]);
}
