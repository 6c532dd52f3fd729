/**
 * Where the marks of a chart stand. Across, all is in per cent of the width, and down in pixels: a chart is as wide as
 * its place, and its words are as large as those around it. Pure.
 */

export interface ColumnsData {
  labels: { short: string; long: string; href?: string | undefined }[];
  /** One value for each label; null: not known. */
  series: { name: string; values: (number | null)[] }[];
  /** Top of the scale, where that is given: 100 of per cent. */
  most?: number;
  /** Pixels of the part with the columns. */
  height?: number;
}

export interface Columns {
  height: number;
  base: number;
  labelY: number;
  ticks: { value: number; y: number; textY: number }[];
  columns: { short: string; x: string; bars: Bar[] }[];
  key: { name: string; mark: number }[];
  rows: { long: string; href?: string | undefined; values: (number | null)[] }[];
}

interface Bar {
  mark: number;
  x: string;
  width: string;
  y: number;
  height: number;
  value: number;
  middle: string;
  textY: number;
  /** There is place for its number above it. */
  told: boolean;
}

/** For the numbers of the scale. */
const LEFT = 7;
const TOP = 18;
const BELOW = 24;
/** Of a column's place; the rest is the gap to the next. */
const FILLED = 0.68;
/** More columns, and the numbers above them run into each other on a telephone. */
const MOST_TOLD = 13;

const round = (value: number) => Math.round(value * 10) / 10;
const percent = (value: number) => `${Math.round(value * 100) / 100}%`;

/** A round step, so that at most four lines stand above the base. */
export function stepFor(most: number): number {
  if (most <= 4) return 1;
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((step) => step >= rough && Number.isInteger(step)) ??
    10 * power
  );
}

export function columnsOf({ labels, series, most, height = 170 }: ColumnsData): Columns {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const step = most === undefined ? stepFor(highest) : most / 4;
  const top = most ?? Math.ceil(highest / step) * step;
  const base = TOP + height;
  const yOf = (value: number) => round(base - (Math.min(value, top) / top) * height);
  const place = (100 - LEFT) / Math.max(1, labels.length);
  const wide = (place * FILLED) / series.length;
  const told = series.length === 1 && labels.length <= MOST_TOLD;
  const bar = (at: number, mark: number, value: number | null): Bar[] => {
    if (value === null || value === 0) return [];
    const x = LEFT + place * at + (place * (1 - FILLED)) / 2 + wide * mark;
    const y = yOf(value);
    const [left, middle] = [percent(x), percent(x + wide / 2)];
    const size = { x: left, width: percent(wide), y, height: round(base - y) };
    return [{ mark, ...size, value, middle, textY: y - 5, told }];
  };
  return {
    height: base + BELOW,
    base,
    labelY: base + 17,
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step).map((value) => ({
      value,
      y: yOf(value),
      textY: yOf(value) - 3,
    })),
    columns: labels.map(({ short }, at) => ({
      short,
      x: percent(LEFT + place * (at + 0.5)),
      bars: series.flatMap(({ values }, mark) => bar(at, mark, values[at] ?? null)),
    })),
    key: series.map(({ name }, mark) => ({ name, mark })),
    rows: labels.map(({ long, href }, at) => ({
      long,
      href,
      values: series.map(({ values }) => values[at] ?? null),
    })),
  };
}
