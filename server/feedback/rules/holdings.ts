/**
 * Who held an item, from when to when. The sender's clock runs through all of it; lost time is booked on whoever
 * held the item (domain/rules.md, section 2).
 */
export interface Holding {
  /** Slug of the unit; null: the coordinators. */
  unit: string | null;
  step: HoldingStep;
  from: Date;
  to: Date | null;
  /** Sub-limit of the step; null when the table has none. */
  dueAt: Date | null;
  /** When the step was done, if before the item moved on: accepted by a coordinator, taken by an official. */
  doneAt: Date | null;
}

export const HOLDING_STEPS = ['screening', 'acceptance', 'dispute'] as const;
export type HoldingStep = (typeof HOLDING_STEPS)[number];

/** An item that has been through so many hands goes nowhere any more: whoever has it answers it. */
export const MOST_HOLDINGS = 20;

/** Whether it can move on, with a place left for the arbiter to decide when the unit disputes. */
export function canMoveOn(holdings: readonly unknown[], places = 1): boolean {
  return holdings.length + places <= MOST_HOLDINGS;
}

/** The fields alone: what comes from a store carries more. */
export function plain({ unit, step, from, to, dueAt, doneAt }: Holding): Holding {
  return { unit, step, from, to, dueAt, doneAt };
}

/** Closes what is open and begins the next. @param next absent: the item is closed */
export function handedOver(holdings: readonly Holding[], at: Date, next?: Holding): Holding[] {
  const closed = holdings.map((holding) => ({ ...plain(holding), to: holding.to ?? at }));
  return next ? [...closed, next] : closed;
}

/** Notes that the step of the present holder is done; the first time counts. */
export function stepDone(holdings: readonly Holding[], at: Date): Holding[] {
  return holdings.map((holding) => ({
    ...plain(holding),
    doneAt: holding.to || holding.doneAt ? holding.doneAt : at,
  }));
}

/** Office minutes between two instants, without the time in which the sender was waited for. */
export type Worked = (from: Date, to: Date) => number;

export interface Delay {
  /** null: the coordinators. */
  unit: string | null;
  /** Office minutes with the item. */
  held: number;
  /** Of them lost: without them the answer would have come so much earlier. */
  lost: number;
}

/** The end of the sub-limit is kept by doing the step, or by handing on. */
export function overrun(holding: Holding, now: Date, worked: Worked): number {
  const ended = holding.doneAt ?? holding.to ?? now;
  return holding.dueAt && ended > holding.dueAt ? worked(holding.dueAt, ended) : 0;
}

/**
 * Books a delay on those who held the item. A unit that passed it on as not its own loses all the time it kept it;
 * coordinators lose what they took beyond their limit; the rest of the delay is the last holder's.
 * @param end when it was answered, or now
 */
export function bookDelay(
  holdings: readonly Holding[],
  { dueAt, end }: { dueAt: Date; end: Date },
  worked: Worked,
): Delay[] {
  const late = end > dueAt ? worked(dueAt, end) : 0;
  let rest = late;
  const rows = holdings.map((holding, at) => {
    const held = worked(holding.from, holding.to ?? end);
    const last = at === holdings.length - 1;
    const wasted = last ? rest : Math.min(rest, wastedBy(holdings, at, { held, end }, worked));
    rest -= wasted;
    return { unit: holding.unit, held, lost: wasted };
  });
  return merged(rows);
}

function wastedBy(
  holdings: readonly Holding[],
  at: number,
  { held, end }: { held: number; end: Date },
  worked: Worked,
): number {
  const holding = holdings[at]!;
  if (holding.unit === null) return overrun(holding, end, worked);
  const next = holdings.slice(at + 1).find(({ unit }) => unit !== null);
  return next && next.unit !== holding.unit ? held : 0;
}

function merged(rows: Delay[]): Delay[] {
  const byUnit = new Map<string | null, Delay>();
  for (const row of rows) {
    const known = byUnit.get(row.unit);
    if (known) {
      known.held += row.held;
      known.lost += row.lost;
    } else byUnit.set(row.unit, { ...row });
  }
  return [...byUnit.values()];
}
