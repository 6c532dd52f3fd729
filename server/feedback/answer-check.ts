import { type AnswerRules, type Assessment, assessAnswer, loadAnswerRules } from '../answer-quality/index.ts';
import type { KeptVerdict } from './answer-shape.ts';
import { type ComposedAnswer, composeAnswer } from './answer-text.ts';
import type { FeedbackFields } from './model.ts';
import { likenessToEarlier, type Subject } from './queries/similar.ts';
import {
  type AnswerFields,
  allStandIn,
  type Blank,
  blanksIn,
  type Element,
  gateOf,
  missingElements,
} from './rules.ts';
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
export function checkDraft(item: Asked, draft: Draft, rules: AnswerRules = loadAnswerRules()): AnswerCheck {
  const composed = composeAnswer({ fields: draft.fields, text: draft.text }, item.language);
  const question = questionOf(item);
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

/** From here on an answer is boilerplate (domain rules, section 4), in %. */
export const BOILERPLATE = 80;

/** The same with what the store knows: boilerplate goes only with a reason, however well it reads. */
export async function checkInFull(item: Asked & Subject, draft: Draft): Promise<AnswerCheck> {
  const check = checkDraft(item, draft);
  const likeness = await likenessToEarlier(item, check.composed.text);
  const gate = likeness >= BOILERPLATE && check.kept.gate === 'open' ? 'reason' : check.kept.gate;
  return { ...check, kept: { ...check.kept, ...(gate ? { gate } : {}), likeness } };
}

/** What was asked: the text, and points that the sender or a coordinator worded otherwise. */
function questionOf({ originalText: { subject, text }, points }: Asked): string {
  const own = points.filter((point) => !allStandIn([point.text], text));
  return [subject, text, ...own.map((point) => point.text)].join('\n');
}

/** Free text alone has no fields that could be missing: there the verdict decides. */
function missingOf(item: Asked, draft: Draft, required: Record<string, string[]>): Element[] {
  const { outcome, fields } = draft;
  if (!fields) return [];
  if (!outcome) return ['decision'];
  return missingElements({ outcome, fields, asked: item.points }, required);
}

/**
 * Numbers of the points that are answered. Where each has a box of its own, the box is read against its point alone too:
 * what else the sender told does not count against an answer that stands where it belongs.
 */
function answeredPoints(item: Asked, fields: AnswerFields | undefined, whole: Assessment): number[] {
  return item.points
    .filter(({ n, text }, at) => {
      const answered = whole.points[at]?.answered ?? false;
      if (!fields) return answered;
      const box = fields.points.find((point) => point.n === n)?.text ?? '';
      return box !== '' && (answered || answers(item, text, box));
    })
    .map(({ n }) => n);
}

/** While one box is typed in, the others stay as they are: what was said of them is kept. Emptied when full. */
const MOST_KEPT = 5_000;
const kept = new Map<string, boolean>();

function answers({ language }: Asked, question: string, answer: string): boolean {
  const key = `${language}\n${question}\n\n${answer}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const { verdict } = assessAnswer({ language, question, answer, points: [question] }, loadAnswerRules());
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, verdict !== 'vague');
  return verdict !== 'vague';
}
