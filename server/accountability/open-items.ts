import { addWorkingMinutes, cityCalendar } from '../calendar/index.ts';
import {
  type ItemAhead,
  isAhead,
  isInQueue,
  openWork,
  suggestionFor,
  workedTime,
} from '../feedback/index.ts';
import type { Status } from '../feedback/item/rules/status.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { daysWithUnit } from './history.ts';
import { minutesOfDay } from './office-time.ts';
import { Backlog, type History, type Place } from './rules.ts';

const MOST_ITEMS = 2000;

/** Whether the unit has the item in hand; if not, what stands before that. */
export type Stage = 'in-hand' | 'paused' | 'disputed' | 'to-route';

export interface OpenItem {
  code: string;
  kind: string;
  regulation: string | null;
  /** That has it, or will probably get it. */
  unit: string;
  assignee: string | null;
  stage: Stage;
  dueAt: Date;
  /** Working days with the unit so far, and until the date. */
  used: number;
  left: number;
  /** By the date that would hold if a reply that is waited for came now. */
  place: Place;
}

/** Whose items are looked at. */
export interface Scope {
  /** Those that units have; undefined: of all. */
  units: string[] | undefined;
  /** Those that no unit has yet: until they are routed, they concern coordinators and the leadership only. */
  unrouted: boolean;
}

/** An open item, and whose it is or will probably be; undefined: nobody knows. */
export interface Placed {
  row: ItemAhead;
  unit: string | undefined;
  /** Worked out by whoever asked first: a minute makes no difference to days. */
  item?: OpenItem;
}

/** By the list that it was worked out from, which holds for a minute. */
const places = storeMemory(() => ({ of: new WeakMap<readonly ItemAhead[], Placed[]>() }));
/** The same by row: of a new list most rows are known. */
const placedRows = storeMemory(() => ({ of: new WeakMap<ItemAhead, Placed>() }));

/** Everything open up to a horizon, the earliest first. */
export async function placedUntil(until: Date, now: Date): Promise<Placed[]> {
  const rows = await openWork(now);
  const known = places().of.get(rows);
  const placed = known ?? rows.map((row) => placedRow(row, now)).sort(byDate);
  if (!known) places().of.set(rows, placed);
  return placed.filter(({ row: { dueAt } }) => dueAt < until);
}

function placedRow(row: ItemAhead, now: Date): Placed {
  const known = placedRows().of.get(row);
  const placed = known ?? { row, unit: row.unit ?? suggestionFor(row, now).unit ?? undefined };
  if (!known) placedRows().of.set(row, placed);
  return placed;
}

function byDate({ row: one }: Placed, { row: other }: Placed): number {
  return one.dueAt.getTime() - other.dueAt.getTime() || (one.code < other.code ? -1 : 1);
}

/** Those whose date lies ahead; `unplaced` counts those of which nobody knows whose they are. @param open the earliest first */
export function openItems(
  open: readonly Placed[],
  { units, unrouted }: Scope,
  now: Date,
): { items: OpenItem[]; unplaced: number } {
  const isLookedAt = ({ unit }: ItemAhead) => !units || (unit ? units.includes(unit) : unrouted);
  const ahead = open.filter(({ row }) => isLookedAt(row) && isAhead(row, now)).slice(0, MOST_ITEMS);
  const items: OpenItem[] = [];
  for (const placed of ahead) {
    const { row, unit } = placed;
    if (!unit || (units && !units.includes(unit))) continue;
    placed.item ??= openItem(row, unit, now);
    items.push(placed.item);
  }
  return { items, unplaced: ahead.filter(({ unit }) => !unit).length };
}

function openItem(row: ItemAhead, unit: string, now: Date): OpenItem {
  const { code, kind, regulation, assignee, dueAt, waitingSince } = row;
  const stage = stageOf(row);
  const minutes = workedTime({ pauses: row.pauses, waitingSince: null })(waitingSince ?? now, dueAt);
  return {
    ...{ code, kind, regulation, unit, assignee, stage, dueAt },
    used: stage === 'in-hand' || stage === 'paused' ? daysWithUnit(row, now) : 0,
    left: minutes / minutesOfDay(),
    place: { code, dueAt: waitingSince ? addWorkingMinutes(cityCalendar(), now, minutes) : dueAt },
  };
}

const STAGE: Partial<Record<Status, Stage>> = {
  submitted: 'to-route',
  waiting: 'to-route',
  accepted: 'to-route',
  disputed: 'disputed',
  paused: 'paused',
};

function stageOf({ status, unit }: Pick<ItemAhead, 'status' | 'unit'>): Stage {
  return unit ? (STAGE[status] ?? 'in-hand') : 'to-route';
}

/** Everything that waits for an answer of a unit, late items too. @param open the earliest first */
export function backlogOf(open: readonly Placed[], history: History): Backlog {
  const backlog = new Backlog(history);
  for (const { row, unit } of open) {
    if (!unit || !isInQueue(row)) continue;
    const { code, dueAt, assignee } = row;
    const place = { code, dueAt };
    backlog.add({ by: 'unit', who: unit }, place);
    if (assignee) backlog.add({ by: 'assignee', who: assignee }, place);
  }
  return backlog;
}
