import { addWorkingDays, cityCalendar, cityDate } from '../calendar/index.ts';
import {
  Feedback,
  type FeedbackFields,
  publicItem,
  runningLimits,
  startOf,
  stateOf,
  workedTime,
} from '../feedback/index.ts';
import type { Trilingual } from '../platform/context.ts';
import { openingOn } from './office-day.ts';
import { type PointClock, pointsReached, type ReminderPoint, type Standing, type Window } from './rules.ts';

/** What letters of the day tell of an item: nothing that is not public. */
export interface OpenItem {
  code: string;
  subject?: string;
  regulation?: Trilingual;
  unit: string | null;
  /** Coordinators have it: to screen it, or to decide whose it is. */
  withCoordinators: boolean;
  assignee: string | null;
  /** The head of the unit has to approve something: the answer, or more time. */
  toApprove: boolean;
  dueAt: Date;
  promisedAt: Date | null;
  standing: Standing;
  reached: ReminderPoint[];
}

/** Due within so many working days: told as "soon". */
const SOON_DAYS = 5;
const BATCH = 200;

// Texts and names of senders are not even read.
const LEFT_OUT = { pending: 0, originalText: 0, sender: 0, messages: 0, tokens: 0, answer: 0 } as const;

export interface Morning {
  /** Opening of the office day. */
  opening: Date;
  window: Window;
  points: readonly ReminderPoint[];
}

/** Goes through all open items whose clock runs. */
export async function* openItems(morning: Morning): AsyncGenerator<OpenItem> {
  const rows = Feedback.find({ closedAt: null }, LEFT_OUT)
    // By what never changes: an item that is marked meanwhile is met neither twice nor not at all.
    .sort({ _id: 1 })
    .lean<FeedbackFields[]>()
    .cursor({ batchSize: BATCH });
  for await (const row of rows as AsyncIterable<FeedbackFields>)
    if (stateOf(row, morning.opening) !== 'paused') yield openItem(row, morning);
}

function openItem(row: FeedbackFields, morning: Morning): OpenItem {
  const { opening } = morning;
  const dueAt = dateOf(row);
  const { subject, regulation } = publicItem(row, opening);
  return {
    code: row.code,
    ...(subject ? { subject } : {}),
    ...(regulation ? { regulation: regulation.name } : {}),
    unit: row.unit,
    withCoordinators: row.unit === null || row.status === 'disputed',
    assignee: row.assignee,
    toApprove: row.status === 'in-review' || !!row.extensionRequest,
    dueAt,
    promisedAt: row.apology?.promisedAt ?? null,
    standing: standing(dueAt, opening),
    reached: reachedOf(row, morning),
  };
}

/** Coordinators have the limit of screening, or of a dispute; units have the sender's date. */
function dateOf({ dueAt, holdings }: FeedbackFields): Date {
  const holder = holdings.at(-1);
  const own = holder?.unit === null && !holder.doneAt ? holder.dueAt : null;
  return own && own < dueAt ? own : dueAt;
}

function standing(dueAt: Date, opening: Date): Standing {
  if (dueAt < opening) return 'late';
  const date = cityDate(opening);
  const due = cityDate(dueAt);
  if (due === date) return 'today';
  return due <= addWorkingDays(cityCalendar(), date, SOON_DAYS) ? 'soon' : 'later';
}

/** Escalation goes by the sender's date, whoever holds the item; points of a limit by the end of that limit, while it runs. */
function reachedOf(row: FeedbackFields, { opening, window, points }: Morning): ReminderPoint[] {
  const of = (step: ReminderPoint['step']) => points.filter((point) => point.step === step);
  const sender = pointsReached(of(undefined), clockOf(row, { from: startOf(row), dueAt: row.dueAt }), window);
  const own = runningLimits(row, opening).flatMap((limit) =>
    pointsReached(of(limit.step), clockOf(row, limit), window),
  );
  return [...sender, ...own];
}

function clockOf(row: FeedbackFields, { from, dueAt }: { from: Date; dueAt: Date }): PointClock {
  const worked = workedTime(row);
  const given = worked(from, dueAt);
  return {
    used: (at: Date) => (given > 0 ? worked(from, at) / given : 1),
    openingAfter: (days: number) => openingOn(addWorkingDays(cityCalendar(), cityDate(dueAt), days)),
  };
}
