import type { Basis, History, Running } from './history.ts';
import { BASES } from './history.ts';

/** How many answers a comparison needs before anything is said from it. */
const LEAST_SAMPLE = 5;
/** Shown as "will probably miss its date" below this chance. */
export const LIKELY = 0.5;
export const HISTORY_DAYS = 90;

export interface Estimate {
  basis: Basis;
  /** Answers compared with. */
  sample: number;
  /** Half of them took at most so many working days, nine of ten at most `most`. */
  median: number;
  most: number;
  /** Of the sample: those that took longer than the item has taken so far. */
  longer: number;
  /** Of these: those answered within the time that is left. */
  inTime: number;
  /** `inTime` of `longer`; 0 when none ever took so long, or when what comes first takes all the time that is left. */
  chance: number;
}

/** The value below or at which a share of the values lies; nearest rank. @param sorted ascending, not empty */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/**
 * The chance that an item is answered by its date: of like items that were not yet answered after as long a time, the
 * share that was answered within the time left. None, when others come first for longer than that. Plain counting, so that
 * everybody can check it. A group of which none took so long says less than a wider one of which some did.
 * @returns undefined when even the city has too few answers to compare with
 */
export function estimate(history: History, item: Running): Estimate | undefined {
  const found = BASES.map((basis) => ({ basis, days: history.like(basis, item) })).filter(
    ({ days }) => days.length >= LEAST_SAMPLE,
  );
  const closest = found.find(({ days }) => days.at(-1)! > item.used) ?? found[0];
  return closest && { basis: closest.basis, ...chanceOf(closest.days, item) };
}

/** How many values are at most so large. @param sorted ascending; a city has tens of thousands */
function upTo(sorted: readonly number[], most: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= most) from = middle + 1;
    else to = middle;
  }
  return from;
}

function chanceOf(sorted: readonly number[], { used, left, wait = 0 }: Running) {
  const shorter = upTo(sorted, used);
  const longer = sorted.length - shorter;
  const inTime = Math.max(0, upTo(sorted, used + left) - shorter);
  return {
    sample: sorted.length,
    median: quantile(sorted, 0.5),
    most: quantile(sorted, 0.9),
    longer,
    inTime,
    chance: longer > 0 && wait <= left ? inTime / longer : 0,
  };
}

export interface Alternative {
  /** Account id for another official, slug for another unit. */
  to: string;
  sample: number;
  median: number;
  /** Of the sample: answered within the time that is left, counted from their own first day. */
  inTime: number;
  chance: number;
}

/**
 * What handing the item to somebody else would change: they begin anew, so their whole handling time has to fit into
 * what is left, and what they have to do before it too. Only who would do clearly better is named, the best first.
 * @param of by whom the answers are told apart; the chance as it is; who can take something over at all; how many working
 * days go by before they come to it
 */
export function alternatives(
  history: History,
  item: Running & { assignee: string | null },
  of: { by: 'assignee' | 'unit'; chance: number; can(to: string): boolean; wait(to: string): number },
): Alternative[] {
  return [...history.candidates(of.by, item)]
    .filter(
      ([to, days]) =>
        to !== item[of.by] && days.length >= LEAST_SAMPLE && of.can(to) && of.wait(to) <= item.left,
    )
    .map(([to, days]) => ({ to, ...fresh(days, item.left) }))
    .filter(({ chance }) => chance >= LIKELY && chance > of.chance)
    .sort((a, b) => b.chance - a.chance || a.median - b.median || (a.to < b.to ? -1 : 1));
}

function fresh(sorted: readonly number[], left: number): Omit<Alternative, 'to'> {
  const inTime = upTo(sorted, left);
  return { sample: sorted.length, median: quantile(sorted, 0.5), inTime, chance: inTime / sorted.length };
}
