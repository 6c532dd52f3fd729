import { addWorkingMinutes, cityCalendar } from '../calendar/index.ts';
import {
  type ItemAhead,
  type ItemPlace,
  itemsDueAhead,
  itemsInQueue,
  suggestionFor,
  workedTime,
} from '../feedback/index.ts';
import type { Status } from '../feedback/item/rules/status.ts';
import { Remembered } from '../platform/data/remembered.ts';
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

const unitFor = (row: ItemPlace, now: Date) => row.unit ?? suggestionFor(row, now).unit;

/** Open items whose date lies ahead, up to a horizon; `unplaced` counts those of which nobody knows whose they are. */
export async function openItems(
  scope: Scope,
  { now, until }: { now: Date; until: Date },
): Promise<{ items: OpenItem[]; unplaced: number }> {
  const { units, unrouted } = scope;
  const ahead = await itemsDueAhead({
    now,
    until,
    units: units && unrouted ? [...units, null] : units,
    most: MOST_ITEMS,
  });
  const found = ahead.map((row) => ({ row, unit: unitFor(row, now) }));
  return {
    items: found.flatMap(({ row, unit }) =>
      unit && (!scope.units || scope.units.includes(unit)) ? [openItem(row, unit, now)] : [],
    ),
    unplaced: found.filter(({ unit }) => !unit).length,
  };
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

/** The queues change slowly, and are read as a whole. */
const KEPT = { most: 24, shared: 60_000 };
const places = new Remembered<(Place & { unit: string; assignee: string | null })[]>(KEPT);

/** Everything that waits for an answer of a unit, late items too, in the city up to a horizon. */
export async function openBacklog(
  history: History,
  { now, until }: { now: Date; until: Date },
): Promise<Backlog> {
  const backlog = new Backlog(history);
  for (const { unit, assignee, ...place } of await places.get('city', now, () => placesUntil(until, now))) {
    backlog.add({ by: 'unit', who: unit }, place);
    if (assignee) backlog.add({ by: 'assignee', who: assignee }, place);
  }
  return backlog;
}

async function placesUntil(until: Date, now: Date) {
  const found: (Place & { unit: string; assignee: string | null })[] = [];
  for await (const row of itemsInQueue(until)) {
    const unit = unitFor(row, now);
    if (unit) found.push({ code: row.code, dueAt: row.dueAt, unit, assignee: row.assignee });
  }
  return found;
}
