import { type AnswerRules, type Lesson, lessonOf } from '../answer-quality/index.ts';
import { itemWithAnswers, toAssess } from '../feedback/index.ts';
import { answerOfItem, draftOf } from './answers.ts';
import { CheckedAnswer } from './model.ts';
import type { ReviewedCase } from './rules.ts';

export interface ReadCase extends ReviewedCase {
  lesson: Lesson;
}

/** Every answer that a reviewer has read, with what the check under these rules sees in it. By name. */
export async function reviewedCases(rules: AnswerRules): Promise<ReadCase[]> {
  const cases: ReadCase[] = [];
  const rows = CheckedAnswer.find({ 'review.agrees': { $in: [true, false] } })
    .sort({ _id: 1 })
    .lean()
    .cursor();
  for await (const row of rows) {
    const item = await itemWithAnswers(row.code);
    const answer = item && answerOfItem(item, row.answerVersion)?.answer;
    if (!answer || !row.review) continue;
    const { input } = toAssess(item, draftOf(answer));
    const reviewer = row.review.verdict;
    cases.push({ name: row._id, reviewer, lesson: lessonOf(input, reviewer, rules) });
  }
  return cases;
}
