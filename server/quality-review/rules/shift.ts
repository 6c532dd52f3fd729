import { type Judged, macroF1, type Verdict } from './agreement.ts';
import { hashOf } from './sample.ts';

/** Moves the two intercepts of the linear part, in logits. */
export interface Shift {
  vague: number;
  clear: number;
}

const STEPS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

/**
 * The shifts that are tried, the smallest first. Only the intercepts move: some dozens of reviewed answers do not carry
 * hundreds of weights.
 */
export const SHIFTS: readonly Shift[] = STEPS.flatMap((vague) =>
  STEPS.map((clear) => ({ vague, clear })),
).sort((a, b) => Math.abs(a.vague) + Math.abs(a.clear) - Math.abs(b.vague) - Math.abs(b.clear));

/** A reviewed answer with what the check would say under each shift, in the order of SHIFTS. */
export interface ReviewedCase {
  name: string;
  reviewer: Verdict;
  under: readonly Verdict[];
}

const judgedUnder = (cases: readonly ReviewedCase[], at: number): Judged[] =>
  cases.map(({ reviewer, under }) => ({ reviewer, check: under[at]! }));

/** Place in SHIFTS of the best; of equals the smallest move. */
export function bestShift(cases: readonly ReviewedCase[]): number {
  let best = 0;
  let most = macroF1(judgedUnder(cases, 0));
  for (let at = 1; at < SHIFTS.length; at++) {
    const score = macroF1(judgedUnder(cases, at));
    if (score > most + 1e-9) {
      best = at;
      most = score;
    }
  }
  return best;
}

const FOLDS = 5;

export interface Refit {
  shift: Shift;
  /** Macro-F1 against the reviewers. */
  before: number;
  after: number;
  /** What shifts chosen without an answer say of it: what to expect of new ones. */
  crossValidated: number;
}

/** Chooses the shift on all, and tells what it is worth. */
export function refit(cases: readonly ReviewedCase[]): Refit {
  const best = bestShift(cases);
  const outside = Array.from({ length: FOLDS }, (_, fold) => {
    const inFold = (each: ReviewedCase) => hashOf(each.name) % FOLDS === fold;
    const at = bestShift(cases.filter((each) => !inFold(each)));
    return judgedUnder(cases.filter(inFold), at);
  }).flat();
  return {
    shift: SHIFTS[best]!,
    before: macroF1(judgedUnder(cases, 0)),
    after: macroF1(judgedUnder(cases, best)),
    crossValidated: macroF1(outside),
  };
}
