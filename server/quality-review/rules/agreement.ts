export const VERDICTS = ['clear', 'partial', 'vague'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judged {
  /** What the check says. */
  check: Verdict;
  /** What the reviewer says. */
  reviewer: Verdict;
}

/** Mean F1 over the verdicts that the reviewer or the check gives at all; 1 when there is nothing to judge. */
export function macroF1(judged: readonly Judged[]): number {
  const scores = VERDICTS.flatMap((verdict) => {
    const meant = judged.filter(({ reviewer }) => reviewer === verdict).length;
    const said = judged.filter(({ check }) => check === verdict).length;
    const hit = judged.filter(({ check, reviewer }) => check === verdict && reviewer === verdict).length;
    return meant + said === 0 ? [] : [(2 * hit) / (meant + said)];
  });
  return scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Share in whole per cent; null when there is nothing to divide. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((100 * part) / whole);
}
