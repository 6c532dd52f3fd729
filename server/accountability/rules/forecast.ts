/** How many answers a comparison needs before anything is said from it. */
export const LEAST_SAMPLE = 5;
/** Shown as "will probably miss its date" below this chance. */
export const LIKELY = 0.5;
export const HISTORY_DAYS = 90;

/** One answer of the past. */
export interface Handled {
  unit: string;
  assignee: string | null;
  regulation: string | null;
  kind: string;
  /** Working days from reaching the unit to the answer, without the time in which the sender was waited for. */
  days: number;
}

export interface Running {
  unit: string;
  regulation: string | null;
  kind: string;
  /** Working days it has been with the unit. */
  used: number;
  /** Working days until its date. */
  left: number;
}

/** Which past answers an item is compared with, the closest first. */
export const BASES = ['unit-regulation', 'unit-kind', 'unit', 'regulation', 'city'] as const;
export type Basis = (typeof BASES)[number];

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
  /** `inTime` of `longer`; 0 when none ever took so long. */
  chance: number;
}

/** The value below or at which a share of the values lies; nearest rank. @param sorted ascending, not empty */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

const LIKE: Record<Basis, (past: Handled, item: Running) => boolean> = {
  'unit-regulation': (past, item) =>
    past.unit === item.unit && item.regulation !== null && past.regulation === item.regulation,
  'unit-kind': (past, item) => past.unit === item.unit && past.kind === item.kind,
  unit: (past, item) => past.unit === item.unit,
  regulation: (past, item) => item.regulation !== null && past.regulation === item.regulation,
  city: () => true,
};

/**
 * The chance that an item is answered by its date: of like items that were not yet answered after as long a time, the
 * share that was answered within the time left. Plain counting, so that everybody can check it.
 * @returns undefined when even the city has too few answers to compare with
 */
export function estimate(history: readonly Handled[], item: Running): Estimate | undefined {
  for (const basis of BASES) {
    const days = history.filter((past) => LIKE[basis](past, item)).map((past) => past.days);
    if (days.length >= LEAST_SAMPLE) return { basis, ...chanceOf(days, item) };
  }
  return undefined;
}

function chanceOf(days: readonly number[], { used, left }: Pick<Running, 'used' | 'left'>) {
  const sorted = [...days].sort((a, b) => a - b);
  const longer = sorted.filter((each) => each > used);
  const inTime = longer.filter((each) => each <= used + left).length;
  return {
    sample: sorted.length,
    median: quantile(sorted, 0.5),
    most: quantile(sorted, 0.9),
    longer: longer.length,
    inTime,
    chance: longer.length > 0 ? inTime / longer.length : 0,
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
 * what is left. Only who would do clearly better is named, the best first.
 * @param by how the candidates are told apart
 */
export function alternatives(
  history: readonly Handled[],
  item: Running & { assignee: string | null },
  { by, chance }: { by: 'assignee' | 'unit'; chance: number },
): Alternative[] {
  const groups = new Map<string, number[]>();
  for (const past of history) {
    const to = past[by];
    if (to === null || to === item[by] || !competent(past, item, by)) continue;
    groups.set(to, [...(groups.get(to) ?? []), past.days]);
  }
  return [...groups]
    .filter(([, days]) => days.length >= LEAST_SAMPLE)
    .map(([to, days]) => ({ to, ...fresh(days, item.left) }))
    .filter((each) => each.chance >= LIKELY && each.chance > chance)
    .sort((a, b) => b.chance - a.chance || a.median - b.median || (a.to < b.to ? -1 : 1));
}

/** Colleagues of the same unit; other units only where they have answered on the same regulation. */
function competent(past: Handled, item: Running, by: 'assignee' | 'unit'): boolean {
  if (by === 'assignee') return past.unit === item.unit;
  return item.regulation !== null && past.regulation === item.regulation;
}

function fresh(days: readonly number[], left: number): Omit<Alternative, 'to'> {
  const sorted = [...days].sort((a, b) => a - b);
  const inTime = sorted.filter((each) => each <= left).length;
  return {
    sample: sorted.length,
    median: quantile(sorted, 0.5),
    inTime,
    chance: inTime / sorted.length,
  };
}
