import { type Judged, macroF1, type Verdict } from './agreement.ts';
import { hashOf } from './sample.ts';

/** What a reviewer said of an answer. */
export interface ReviewedCase {
  name: string;
  reviewer: Verdict;
}

/** How weights are learned from cases, and what the check says of a case; without weights: those in force. */
export interface Learner<C, W> {
  learn(cases: readonly C[]): W;
  judge(weights: W | undefined, one: C): Verdict;
}

export interface Refit<W> {
  weights: W;
  /** Macro-F1 against the reviewers. */
  before: number;
  after: number;
  /** What weights learned without an answer say of it: what to expect of new ones. */
  crossValidated: number;
}

const FOLDS = 5;

/** Learns from all cases, and tells what that is worth. */
export function refit<C extends ReviewedCase, W>(cases: readonly C[], learner: Learner<C, W>): Refit<W> {
  const judged = (some: readonly C[], weights: W | undefined): Judged[] =>
    some.map((one) => ({ reviewer: one.reviewer, check: learner.judge(weights, one) }));
  const outside = Array.from({ length: FOLDS }, (_, fold) => {
    const inFold = (one: C) => hashOf(one.name) % FOLDS === fold;
    const weights = learner.learn(cases.filter((one) => !inFold(one)));
    return judged(cases.filter(inFold), weights);
  }).flat();
  const weights = learner.learn(cases);
  return {
    weights,
    before: macroF1(judged(cases, undefined)),
    after: macroF1(judged(cases, weights)),
    crossValidated: macroF1(outside),
  };
}
