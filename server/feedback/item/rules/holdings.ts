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
  /** It came from a unit that has ended: nobody passed it on. */
  takenOver?: boolean;
}

const HOLDING_STEPS = ['screening', 'acceptance', 'dispute'] as const;
export type HoldingStep = (typeof HOLDING_STEPS)[number];

/** An item that has been through so many hands goes nowhere any more: whoever has it answers it. */
const MOST_HOLDINGS = 20;

/** Whether it can move on, with a place left for the arbiter to decide when the unit disputes. */
export function canMoveOn(holdings: readonly unknown[], places = 1): boolean {
  return holdings.length + places <= MOST_HOLDINGS;
}

/** An arbiter has told the unit that the item is its own: passing it on all the same would make the decision a show. */
export function isBound(item: {
  unit?: string | null;
  dispute?: { decided?: string | null | undefined } | null;
}): boolean {
  return !!item.dispute?.decided && item.dispute.decided === item.unit;
}

/** The fields alone: what comes from a store carries more. */
export function plain({ unit, step, from, to, dueAt, doneAt, takenOver }: Holding): Holding {
  return { unit, step, from, to, dueAt, doneAt, ...(takenOver ? { takenOver } : {}) };
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
