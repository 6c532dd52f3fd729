/** In calendar days; as long as a second look can be asked for after an answer. */
export const CONTEST_WITHIN_DAYS = 30;

export interface ContestCase {
  closedAt: Date | null;
  /** It was contested before, also a refusal that was taken back. */
  contested: boolean;
}

/** Why a refusal cannot be contested: key under `feedback.contest.errors`; undefined when it can. */
export function contestRefusal(
  { closedAt, contested }: ContestCase,
  now: Date,
): 'before' | 'late' | undefined {
  if (contested) return 'before';
  const until = contestUntil(closedAt);
  return !until || now > until ? 'late' : undefined;
}

export function contestUntil(closedAt: Date | null): Date | null {
  return closedAt && new Date(closedAt.getTime() + CONTEST_WITHIN_DAYS * 86_400_000);
}

export interface RefusedBy {
  by: string;
  refused: number;
  contested: number;
  /** Taken back, by whomever. */
  overturned: number;
}

/** What of a coordinator's refusals did not hold. */
export function overturnRates(
  rows: readonly { by: string; contested: boolean; overturned: boolean }[],
): RefusedBy[] {
  const all = new Map<string, RefusedBy>();
  for (const { by, contested, overturned } of rows) {
    const of = all.get(by) ?? { by, refused: 0, contested: 0, overturned: 0 };
    all.set(by, {
      by,
      refused: of.refused + 1,
      contested: of.contested + Number(contested),
      overturned: of.overturned + Number(overturned),
    });
  }
  return [...all.values()].sort((one, other) => other.refused - one.refused || (one.by < other.by ? -1 : 1));
}
