import type { DatedRow } from '../../city/dated-rows.ts';
import type { Grades } from '../item/rules/grades.ts';

/** Times after an answer, in calendar days; dated, as all limits are. */
export interface AfterAnswerSetting extends DatedRow {
  /** Until the one reminder to rate. */
  remindAfterDays: number;
  /** In which the sender may have it reopened. */
  reopenWithinDays: number;
  /** In which the sender may appeal against the answer after the second look. */
  appealWithinDays: number;
  basis: string;
}

/** "Not answered" or "not solved" is what the one second look is for (domain/answers.md, section 2). */
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
