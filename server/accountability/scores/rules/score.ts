import type { DatedRow } from '../../../city/dated-rows.ts';
import type { HandledAs } from '../../../feedback/item/rules/handled.ts';

/** Of the 100 points of the index, those of feedback; dated, as all that a decision sets. */
export interface ScoreRow extends DatedRow {
  points: { onTime: number; satisfied: number };
  /** The highest first, in per cent of the points. */
  bands: { name: string; from: number }[];
  /** The city's own: an answer sent against the check satisfies nobody until its sender says so. */
  overriddenCounts: boolean;
  /** Below so many items a unit has a score and no rank. */
  leastRanked: number;
}

export interface Score {
  /** Items that were answered, or whose date passed. */
  all: number;
  handled: Record<HandledAs, number>;
  /** Numerators of the two shares, the shares in per cent, and their points. */
  onTime: Share;
  satisfied: Share;
  points: number;
  most: number;
  /** Points in per cent of the most. */
  percent: number;
  band: string;
}

export interface Share {
  count: number;
  percent: number;
  points: number;
  most: number;
}

const round2 = (value: number) => Math.round(value * 100) / 100;

function share(count: number, all: number, most: number): Share {
  // Where nobody asked, nobody was let down: full points, as the index has it.
  const ratio = all === 0 ? 1 : count / all;
  return { count, percent: round2(100 * ratio), points: round2(most * ratio), most };
}

/**
 * Decision 766/QĐ-TTg of 23 June 2022, group 5: on time = items handled by their date ÷ all; satisfaction = (all − those
 * marked dissatisfied, raised again, or late) ÷ all. Each item counts once, by the worst that can be said of it, so one
 * that is late costs in both.
 */
export function scoreOf(handled: Record<HandledAs, number>, row: ScoreRow): Score {
  const all = Object.values(handled).reduce((sum, count) => sum + count, 0);
  const onTime = share(all - handled.late, all, row.points.onTime);
  const content = handled.well + (row.overriddenCounts ? 0 : handled.overridden);
  const satisfied = share(content, all, row.points.satisfied);
  const most = row.points.onTime + row.points.satisfied;
  const exact =
    all === 0
      ? 100
      : (100 * (row.points.onTime * (all - handled.late) + row.points.satisfied * content)) / (all * most);
  return {
    all,
    handled,
    onTime,
    satisfied,
    points: round2((exact * most) / 100),
    most,
    percent: round2(exact),
    band: bandOf(exact, row),
  };
}

function bandOf(percent: number, { bands }: ScoreRow): string {
  // 90 of 100 is excellent, also when the division leaves 89.99999999.
  return [...bands].sort((a, b) => b.from - a.from).find(({ from }) => percent + 1e-9 >= from)!.name;
}

/** Those with the same per cent have the same rank; who has too few items has none, and stands at the end. */
export function ranked<Row extends { score: Score }>(
  rows: readonly Row[],
  leastRanked: number,
): (Row & { rank: number | null })[] {
  const counts = ({ score }: Row) => score.all >= leastRanked;
  const better = (a: Row, b: Row) =>
    Number(counts(b)) - Number(counts(a)) || b.score.percent - a.score.percent || b.score.all - a.score.all;
  const sorted = [...rows].sort(better);
  return sorted.map((row) => ({
    ...row,
    rank: counts(row)
      ? 1 + sorted.findIndex((other) => counts(other) && other.score.percent === row.score.percent)
      : null,
  }));
}
