import { type Judged, macroF1, VERDICTS, type Verdict } from './agreement.ts';

/** A share with the bounds in which 95 of 100 such samples have it, all in whole per cent. */
export interface Share {
  part: number;
  of: number;
  percent: number;
  low: number;
  high: number;
}

/** Standard normal deviate for 95 %. */
const Z = 1.96;

/** Wilson's interval (1927), which holds for small numbers too. @returns null when there is nothing to divide */
export function shareOf(part: number, of: number): Share | null {
  if (of === 0) return null;
  const share = part / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const whole = (value: number) => Math.round(100 * Math.min(1, Math.max(0, value)));
  return { part, of, percent: whole(share), low: whole(middle - half), high: whole(middle + half) };
}

/** So many answers were judged so by the check and so by a reviewer. */
export interface JudgedCount extends Judged {
  count: number;
}

export interface Accuracy {
  /** Of answers that the check calls so: how many reviewers said of them what. */
  rows: { check: Verdict; counts: number[]; total: number; right: Share | null }[];
  agreement: Share | null;
  /** 0–1. */
  macroF1: number;
  /** The costly error: of answers that a reviewer calls clear, those that the check calls vague. */
  clearCalledVague: Share | null;
}

/** How what the check says stands beside what reviewers say. */
export function accuracyOf(counted: readonly JudgedCount[]): Accuracy {
  const sum = (fits: (each: Judged) => boolean) =>
    counted.filter(fits).reduce((total, { count }) => total + count, 0);
  const rows = VERDICTS.map((check) => {
    const counts = VERDICTS.map((said) => sum((each) => each.check === check && each.reviewer === said));
    const total = counts.reduce((all, count) => all + count, 0);
    return { check, counts, total, right: shareOf(counts[VERDICTS.indexOf(check)]!, total) };
  });
  const isClear = ({ reviewer }: Judged) => reviewer === 'clear';
  return {
    rows,
    agreement: shareOf(
      sum(({ check, reviewer }) => check === reviewer),
      sum(() => true),
    ),
    macroF1: macroF1(counted.flatMap(({ count, ...each }) => Array.from({ length: count }, () => each))),
    clearCalledVague: shareOf(
      sum((each) => isClear(each) && each.check === 'vague'),
      sum(isClear),
    ),
  };
}
