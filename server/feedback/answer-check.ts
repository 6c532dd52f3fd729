import { type Assessment, assessAnswer, loadAnswerRules } from '../answer-quality/index.ts';
import type { KeptVerdict } from './answer-shape.ts';
import { type ComposedAnswer, composeAnswer } from './answer-text.ts';
import type { FeedbackFields } from './model.ts';
import { type AnswerFields, type Blank, blanksIn, type Element, gateOf, missingElements } from './rules.ts';
import type { AnswerInput } from './schemas.ts';

export interface AnswerCheck {
  composed: ComposedAnswer;
  assessment: Assessment;
  kept: KeptVerdict & { missing: Element[]; answered: number[] };
  /** Placeholders of a template that nobody filled in. */
  blanks: Blank[];
}

export type Asked = Pick<FeedbackFields, 'language' | 'originalText' | 'points'>;
export type Draft = Pick<AnswerInput, 'text' | 'fields'> & Partial<Pick<AnswerInput, 'outcome'>>;

/** Judges what the official wrote, and nothing else, against what the sender asked. */
export function checkDraft(item: Asked, draft: Draft): AnswerCheck {
  const rules = loadAnswerRules();
  const composed = composeAnswer({ fields: draft.fields, text: draft.text }, item.language);
  const question = `${item.originalText.subject}\n${item.originalText.text}`;
  const points = item.points.length > 0 ? { points: item.points.map(({ text }) => text) } : {};
  const { language } = item;
  const assessment = assessAnswer({ language, question, answer: composed.text, ...points }, rules);
  const missing = missingOf(item, draft, rules.requiredElements);
  const { verdict, score, rulesVersion } = assessment;
  const answered = answeredPoints(item, draft.fields, assessment);
  return {
    composed,
    assessment,
    kept: { verdict, score, rulesVersion, gate: gateOf(verdict, missing), missing, answered },
    blanks: blanksIn(composed.text),
  };
}

/** Free text alone has no fields that could be missing: there the verdict decides. */
function missingOf(item: Asked, draft: Draft, required: Record<string, string[]>): Element[] {
  const { outcome, fields } = draft;
  if (!fields) return [];
  if (!outcome) return ['decision'];
  return missingElements({ outcome, fields, asked: item.points }, required);
}

/**
 * Numbers of the points that are answered. With a box for each, the words of a box count for its point even where no
 * word of the point comes back.
 */
function answeredPoints(item: Asked, fields: AnswerFields | undefined, whole: Assessment): number[] {
  if (item.points.length === 0) return [];
  return item.points
    .filter(({ n, text }, at) => {
      const byRule = whole.points[at]?.answered ?? false;
      if (!fields) return byRule;
      const box = fields.points.find((point) => point.n === n);
      if (!box?.text) return false;
      return byRule || isAnswer(item, text, box.text);
    })
    .map(({ n }) => n);
}

function isAnswer({ language }: Asked, question: string, answer: string): boolean {
  return (
    assessAnswer({ language, question, answer, points: [question] }, loadAnswerRules()).verdict !== 'vague'
  );
}
