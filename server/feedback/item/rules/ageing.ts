import type { EndedKind } from '../../../regulations/index.ts';

/** What the unit says of an answer whose ground has ended. A correction says it too. */
export const LOOKS = ['still-true', 'no-longer'] as const;
export type Look = (typeof LOOKS)[number];
export const LOOKED_AS = [...LOOKS, 'corrected'] as const;
export type LookedAs = (typeof LOOKED_AS)[number];

/** On what the answer rests that has ended. */
export interface AgedRule {
  key: string;
  kind: EndedKind;
  /** Number of the document, slug of the procedure. */
  name: string;
  /** Last day in force, yyyy-mm-dd. */
  endedOn: string;
  replacedBy: string | null;
}

export interface AnswerLook {
  as: LookedAs;
  /** Why; public. */
  note: string;
  at: Date;
  /** Account id. */
  by: string;
}

export interface Aged {
  at: Date;
  rules: AgedRule[];
  /** From when a look is owed; null: somebody has looked, or the answer is that of another item. */
  openSince: Date | null;
  look: AnswerLook | null;
}

/** Of what ended longer ago no letter tells: whoever asked years ago is not written to after an upgrade. */
const TOLD_WITHIN_DAYS = 30;

/** @param known from when the city knows of the end, yyyy-mm-dd */
export function isToldByLetter(
  { endedOn }: AgedRule,
  known: string,
  before: (days: number) => string,
): boolean {
  return (known > endedOn ? known : endedOn) >= before(TOLD_WITHIN_DAYS);
}

/** Marked once more: a look is owed again, for the rule is another one. @param follows the answer of another item */
export function agedBy(
  aged: Aged | null | undefined,
  rule: AgedRule,
  { now, follows }: { now: Date; follows: boolean },
): Aged {
  const before = aged?.rules ?? [];
  return {
    at: aged?.at ?? now,
    rules: [...before.filter(({ key }) => key !== rule.key), rule],
    openSince: follows ? null : (aged?.openSince ?? now),
    look: null,
  };
}

/** The end was recorded by mistake. @returns null when nothing is left */
export function liftedFrom(aged: Aged, key: string): Aged | null {
  const rules = aged.rules.filter((rule) => rule.key !== key);
  return rules.length > 0 ? { ...aged, rules } : null;
}

export const lookedAt = (aged: Aged, look: AnswerLook): Aged => ({ ...aged, openSince: null, look });
