/** What the parts of a whole are, and how they are told apart: 'good', 'due', 'late' … or 'a' to 'd'. */
export interface PartOfWhole {
  label: string;
  count: number;
  tone: string;
  href?: string | undefined;
}

export interface Shares {
  total: number;
  parts: (PartOfWhole & { percent: number })[];
  /** Those that are there, side by side. */
  marks: { tone: string; x: string; width: string }[];
}

/** Whole per cents that make 100 together: what is cut off goes to those that lose most by it. */
export function percentages(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (100 * count) / total);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, each) => sum + each, 0);
  const order = exact.map((each, at) => ({ at, cut: each - Math.floor(each) })).sort((a, b) => b.cut - a.cut);
  for (const { at } of order.slice(0, left)) whole[at]! += 1;
  return whole;
}

/** One bar in parts. */
export function sharesOf(parts: readonly PartOfWhole[]): Shares {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const told = percentages(parts.map(({ count }) => count));
  let before = 0;
  const marks = parts.flatMap(({ tone, count }) => {
    if (count === 0) return [];
    const mark = { tone, x: `${round((100 * before) / total)}%`, width: `${round((100 * count) / total)}%` };
    before += count;
    return [mark];
  });
  return { total, parts: parts.map((part, at) => ({ ...part, percent: told[at]! })), marks };
}

const round = (value: number) => Math.round(value * 100) / 100;

export interface BarRow {
  label: string;
  count: number;
  href?: string | undefined;
  /** Beside the number: what it was before, or a warning. */
  note?: string | undefined;
  tone?: string | undefined;
}

/** Bars below each other, the longest as long as there is place. */
export function barsOf<Row extends BarRow>(rows: readonly Row[]): (Row & { width: string })[] {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return rows.map((row) => ({ ...row, width: `${round((100 * row.count) / most)}%` }));
}

/** How dark a tile is: 0 is empty, then four steps up to the most. Its number stands on it too. */
export function tileLevel(count: number, most: number): number {
  return count <= 0 ? 0 : Math.min(4, Math.ceil((4 * count) / Math.max(1, most)));
}
