import { softmax } from './linear.ts';
import type { Verdict } from './types.ts';

/** Logits of clear and of vague against partial. */
export type Leaning = [clear: number, vague: number];

/** What the verdict and the points rest on. */
export interface ToDecide {
  leaning: Leaning;
  /** How far each point is answered, 0–1. */
  points: number[];
  /** How seldom a partial answer touches all of several points, 0–1. */
  allYetPartial: number;
}

export interface Decision {
  verdict: Verdict;
  answered: boolean[];
}

/** Shares of clear, partial, vague. */
export function sharesOf([clear, vague]: Leaning): [number, number, number] {
  return softmax([clear, 0, vague]) as [number, number, number];
}

/**
 * Verdict and answered points belong together: a clear answer answers all, a vague one none. So the number of answered
 * points is the middle of what the verdict's shares and the points' shares together leave likely, which errs least on
 * average; the points that fare best are taken, and the verdict is the likeliest that fits the number.
 */
export function decide({ leaning, points, allYetPartial }: ToDecide): Decision {
  const [clear, partial, vague] = sharesOf(leaning);
  if (points.length === 0) return { verdict: likeliest([clear, partial, vague]), answered: [] };
  const chances = whenPartial(points, allYetPartial).map((chance) => chance * partial);
  chances[0]! += vague;
  chances[points.length]! += clear;
  const count = middleOf(chances);
  const all = count === points.length && likeliest([clear, partial, vague]) === 'clear';
  return { verdict: count === 0 ? 'vague' : all ? 'clear' : 'partial', answered: best(points, count) };
}

const VERDICTS: Verdict[] = ['clear', 'partial', 'vague'];

function likeliest(shares: number[]): Verdict {
  return VERDICTS[shares.indexOf(Math.max(...shares))]!;
}

/** Chances of 0, 1, … answered points, if the answer is a partial one: never none, seldom all of several. */
function whenPartial(points: number[], allYetPartial: number): number[] {
  if (points.length === 1) return [0, 1];
  const chances = countChances(points);
  chances[0] = 0;
  chances[points.length]! *= allYetPartial;
  const sum = chances.reduce((a, b) => a + b, 0);
  return chances.map((chance) => chance / Math.max(1e-12, sum));
}

/** Chances of 0, 1, … answered points, each answered or not by its own share. */
function countChances(points: number[]): number[] {
  let chances = [1];
  for (const share of points) {
    const next = new Array<number>(chances.length + 1).fill(0);
    for (const [count, chance] of chances.entries()) {
      next[count]! += chance * (1 - share);
      next[count + 1]! += chance * share;
    }
    chances = next;
  }
  return chances;
}

function middleOf(chances: number[]): number {
  let sum = 0;
  for (const [count, chance] of chances.entries()) {
    sum += chance;
    if (sum >= 0.5) return count;
  }
  return chances.length - 1;
}

function best(points: number[], count: number): boolean[] {
  const order = points.map((_, at) => at).sort((a, b) => points[b]! - points[a]! || a - b);
  const taken = new Set(order.slice(0, count));
  return points.map((_, at) => taken.has(at));
}
