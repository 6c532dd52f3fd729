import type { AnswerRules } from '../answer-quality/index.ts';
import { checkDraft, Feedback, type FeedbackFields } from '../feedback/index.ts';
import { answerOfItem, draftOf } from './answers.ts';
import { CheckedAnswer } from './model.ts';
import { type ReviewedCase, SHIFTS, type Shift } from './rules.ts';

/** The rule set with its two intercepts moved. */
export function shifted(rules: AnswerRules, { vague, clear }: Shift): AnswerRules {
  const { verdict } = rules.model;
  const moved = {
    vague: { ...verdict.vague, bias: verdict.vague.bias + vague },
    clear: { ...verdict.clear, bias: verdict.clear.bias + clear },
  };
  return { ...rules, model: { ...rules.model, verdict: moved } };
}

/** Every answer that a reviewer has read, with what the check would say of it under each shift. By name. */
export async function reviewedCases(rules: AnswerRules): Promise<ReviewedCase[]> {
  const variants = SHIFTS.map((shift) => shifted(rules, shift));
  const cases: ReviewedCase[] = [];
  const rows = CheckedAnswer.find({ 'review.agrees': { $in: [true, false] } })
    .sort({ _id: 1 })
    .lean()
    .cursor();
  for await (const row of rows) {
    const item = await Feedback.findOne({ code: row.code }).lean<FeedbackFields>();
    const answer = item && answerOfItem(item, row.answerVersion)?.answer;
    if (!answer || !row.review) continue;
    const draft = draftOf(answer);
    const under = variants.map((variant) => checkDraft(item, draft, variant).assessment.verdict);
    cases.push({ name: row._id, reviewer: row.review.verdict, under });
  }
  return cases;
}
