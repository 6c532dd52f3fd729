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
export interface AfterAnswerSetting {
  /** City dates (yyyy-mm-dd), inclusive; null while it is in force. */
  validFrom: string;
  validTo: string | null;
  /** Until the one reminder to rate. */
  remindAfterDays: number;
  /** In which the sender may have it reopened. */
  reopenWithinDays: number;
  basis: string;
}

/** The row in force on a city date; before the first row, the first. */
export function settingAt(rows: readonly AfterAnswerSetting[], date: string): AfterAnswerSetting {
  const row = rows.find((each) => each.validFrom <= date && (each.validTo === null || date <= each.validTo));
  return row ?? rows[0]!;
}

const DAY_MS = 86_400_000;

export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
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
