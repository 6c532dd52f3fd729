/** What the sender says of the answer (domain/answers.md, section 2: CPGRAMS rates every closed case). */
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
