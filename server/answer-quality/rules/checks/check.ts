import type { Weighed } from '../pair-features.ts';
import type { AnswerRules, DefectType, Finding, Verdict } from '../types.ts';
import type { Material } from '../weigh.ts';

/** All a check may look at. */
export interface CheckInput {
  material: Material;
  sentences: Weighed[];
  verdict: Verdict;
  points: { text: string; answered: boolean }[];
  rules: AnswerRules;
}

export type Check = (input: CheckInput) => Finding[];

/** A finding about certain words; without words it is about the whole answer. */
export function finding(type: DefectType, check: string, words?: { start: number; end: number }): Finding {
  return { type, check, start: words?.start ?? null, end: words?.end ?? null, hint: check };
}
