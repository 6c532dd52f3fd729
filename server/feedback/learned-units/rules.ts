/** Before so many items are with a unit that has taken them on, units are guessed from too little. */
export const FEWEST = 200;
/** Of each language, for words of one say nothing of another. */
export const FEWEST_OF_LANGUAGE = 50;
/** So many are suggested. */
export const SUGGESTED = 3;
/** The newest of them, of which the model tells beforehand how it does. */
const HELD_OUT = 0.2;
const BANDS = 3;

/** How sure a suggestion was of itself, and whether it was right. */
export interface Tried {
  score: number;
  first: boolean;
  among: boolean;
}

/** How a model did with items that it had not seen. */
export interface Tested {
  of: number;
  first: number;
  among: number;
  /** By how sure it was of itself, the least sure first. */
  bands: { from: number; of: number; right: number }[];
}

export const heldOutFrom = (texts: number): number => texts - Math.ceil(texts * HELD_OUT);

export function testedOf(tried: readonly Tried[]): Tested {
  const count = (wanted: (each: Tried) => boolean, among = tried) => among.filter(wanted).length;
  const sorted = [...tried].sort((one, other) => one.score - other.score);
  const bands = Array.from({ length: BANDS }, (_, band) =>
    sorted.slice(Math.floor((band * tried.length) / BANDS), Math.floor(((band + 1) * tried.length) / BANDS)),
  ).filter((rows) => rows.length > 0);
  return {
    of: tried.length,
    first: count(({ first }) => first),
    among: count(({ among }) => among),
    bands: bands.map((rows, band) => ({
      from: band === 0 ? 0 : rows[0]!.score,
      of: rows.length,
      right: count(({ first }) => first, rows),
    })),
  };
}

/** In how many of a hundred items like this the first suggestion was right: never all, never none, for they were few. */
export function sureOf(score: number, { bands }: Tested): number {
  const band = bands.findLast(({ from }) => score >= from);
  return Math.round((100 * ((band?.right ?? 0) + 1)) / ((band?.of ?? 0) + 2));
}

/** Once a night; the first time at once, and at the latest after a day and a half. */
export function isTimeToLearn(learnedAt: Date | undefined, now: Date, night: boolean): boolean {
  const hours = learnedAt ? (now.getTime() - learnedAt.getTime()) / 3_600_000 : Number.POSITIVE_INFINITY;
  return hours < 0 || hours > 36 || (night && hours > 20);
}
