import { addWorkingMinutes, cityCalendar } from '../calendar/index.ts';
import { Feedback, type FeedbackFields, suggestionFor, workedTime } from '../feedback/index.ts';
import { CLOCK_RUNS, PAUSED, type Status } from '../feedback/item/rules/status.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { daysWithUnit } from './history.ts';
import { minutesOfDay } from './office-time.ts';
import { Backlog, type History, type Place } from './rules.ts';

const MOST_ITEMS = 2000;

const OF_PLACE = {
  code: 1,
  unit: 1,
  assignee: 1,
  dueAt: 1,
  regulation: 1,
  concernsUnit: 1,
  ward: 1,
} as const;
const FIELDS = {
  ...OF_PLACE,
  kind: 1,
  status: 1,
  receivedAt: 1,
  closedAt: 1,
  pauses: 1,
  waitingSince: 1,
  holdings: 1,
} as const;
type Placed = Pick<FeedbackFields, keyof typeof OF_PLACE>;
type Row = Pick<FeedbackFields, keyof typeof FIELDS>;

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

const unitFor = (row: Placed, now: Date) => row.unit ?? suggestionFor(row, now).unit;

const within = ({ units, unrouted }: Scope) =>
  units ? { unit: { $in: unrouted ? [...units, null] : units } } : {};

/** Open items whose date lies ahead, up to a horizon; `unplaced` counts those of which nobody knows whose they are. */
export async function openItems(
  scope: Scope,
  { now, until }: { now: Date; until: Date },
): Promise<{ items: OpenItem[]; unplaced: number }> {
  const rows = await Feedback.find(
    {
      ...within(scope),
      $or: [
        { status: { $in: [...CLOCK_RUNS] }, dueAt: { $gt: now, $lt: until } },
        { status: { $in: [...PAUSED] }, dueAt: { $lt: until } },
      ],
    },
    FIELDS,
  )
    .sort({ dueAt: 1, _id: 1 })
    .limit(MOST_ITEMS)
    .lean<Row[]>();
  // Whoever was asked after the date is late already.
  const ahead = rows.filter(({ waitingSince, dueAt }) => !waitingSince || waitingSince <= dueAt);
  const found = ahead.map((row) => ({ row, unit: unitFor(row, now) }));
  return {
    items: found.flatMap(({ row, unit }) =>
      unit && (!scope.units || scope.units.includes(unit)) ? [openItem(row, unit, now)] : [],
    ),
    unplaced: found.filter(({ unit }) => !unit).length,
  };
}

/** Items whose date has passed. */
export function countLate(scope: Scope, now: Date): Promise<number> {
  const units = scope.units ? { unit: { $in: scope.units } } : {};
  return Feedback.countDocuments({ ...units, status: { $in: [...CLOCK_RUNS] }, dueAt: { $lte: now } });
}

function openItem(row: Row, unit: string, now: Date): OpenItem {
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

function stageOf({ status, unit }: Pick<Row, 'status' | 'unit'>): Stage {
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
  const rows = Feedback.find({ status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: until } }, OF_PLACE)
    .lean<Placed[]>()
    .cursor();
  const found: (Place & { unit: string; assignee: string | null })[] = [];
  for await (const row of rows as AsyncIterable<Placed>) {
    const unit = unitFor(row, now);
    if (unit) found.push({ code: row.code, dueAt: row.dueAt, unit, assignee: row.assignee });
  }
  return found;
}
