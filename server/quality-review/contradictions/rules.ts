import { likeness, shinglesOf } from '../../answer-quality/index.ts';
import {
  type Difference,
  otherFigures,
  outcomesContradict,
  type Stated,
} from '../../feedback/answer-check/rules/contradiction.ts';
import type { Outcome } from '../../feedback/item/rules/fields.ts';
import type { ContentLanguage } from '../../platform/context.ts';

export const STATUSES = ['open', 'settled', 'mended'] as const;
export type ContradictionStatus = (typeof STATUSES)[number];

/** What a reviewer says: the first or the second holds, neither does, or both do for their cases differ. */
export const HOLDS = ['first', 'second', 'neither', 'both'] as const;
export type Holds = (typeof HOLDS)[number];

interface Compared extends Stated {
  code: string;
  language: ContentLanguage;
  outcome: Outcome;
  question: string;
}

/** From here on two questions are so alike that one answer cannot grant what the other refuses. */
const SAME_QUESTION = 0.3;

/** In what two answers on one regulation cannot both be right. The first is the one whose code is lower. */
export function differencesOf(one: Compared, other: Compared): Difference[] {
  const [first, second] = one.code < other.code ? [one, other] : [other, one];
  return [...otherFigures(first, second), ...outcomes(first, second)];
}

function outcomes(first: Compared, second: Compared): Difference[] {
  if (!outcomesContradict(first.outcome, second.outcome) || first.language !== second.language) return [];
  const words = ({ question, language }: Compared) => shinglesOf(question, language);
  if (likeness(words(first), words(second)) < SAME_QUESTION) return [];
  return [{ about: 'outcome', first: [first.outcome], second: [second.outcome] }];
}

/** 'PA-2026-000001~PA-2026-000007': the same for both orders. */
export function pairName(one: string, other: string): string {
  return [one, other].sort().join('~');
}

/** Which of the two does not hold, after a reviewer's word. */
export function toMend(holds: Holds): ('first' | 'second')[] {
  if (holds === 'first') return ['second'];
  if (holds === 'second') return ['first'];
  return holds === 'neither' ? ['first', 'second'] : [];
}
