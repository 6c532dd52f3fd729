import type { DatedRow } from '../../city/dated-rows.ts';

/**
 * What the sender says of the answer, and the one second look (domain/answers.md, section 2: CPGRAMS rates every
 * closed case, and a poor rating opens an appeal).
 */
export const GRADES = ['yes', 'partly', 'no'] as const;
export type Grade = (typeof GRADES)[number];

/** The three questions. */
export const RATED = ['answered', 'clear', 'solved'] as const;
export type Rated = (typeof RATED)[number];

export const RATING_REASONS = [
  'too-general',
  'point-missed',
  'no-date',
  'other-question',
  'hard-to-read',
  'sent-away',
  'not-done',
  'wrong-facts',
] as const;
export type RatingReason = (typeof RATING_REASONS)[number];

export type Grades = Record<Rated, Grade>;

/** Times after an answer, in calendar days; dated, as all limits are. */
export interface AfterAnswerSetting extends DatedRow {
  /** Until the one reminder to rate. */
  remindAfterDays: number;
  /** In which the sender may have it reopened. */
  reopenWithinDays: number;
  basis: string;
}

/** "Not answered" or "not solved" is what a second look is for. */
export function asksForReview(grades: Grades): boolean {
  return grades.answered === 'no' || grades.solved === 'no';
}

/** Worth a reviewer's reading, whatever the check said. */
export function ratedBadly(grades: Grades): boolean {
  return grades.answered === 'no' || grades.clear === 'no';
}

/** Why an item cannot be reopened: key under `feedback.errors`; undefined when it can. */
export function reopeningRefusal(
  item: { rating: Grades | null; reopened: boolean; until: Date },
  now: Date,
): 'reopened-before' | 'not-rated' | 'rated-well' | 'reopening-late' | undefined {
  if (item.reopened) return 'reopened-before';
  if (!item.rating) return 'not-rated';
  if (!asksForReview(item.rating)) return 'rated-well';
  return now > item.until ? 'reopening-late' : undefined;
}
