import {
  type Complexity,
  changeOfCity,
  cityCalendar,
  cityCalendarOf,
  type Limit,
  nextOpening,
  type VersionChange,
} from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { type Entry, timelineOf } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { type AppealShown, appealShown } from '../appeal/queries.ts';
import { startOf } from '../clocks/deadlines.ts';
import { firstClock, type Lateness, lateness, secondClock } from '../clocks/lateness.ts';
import { stateOf } from '../clocks/limits.ts';
import type { DeadlineState } from '../clocks/rules/deadline-state.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canKnowOf, canSeePublicText } from '../item/policy.ts';
import { isCode } from '../item/rules/codes.ts';
import { type Part, type PassportClock, passportClock, type Reading } from './clock.ts';

export interface PassportEvent {
  name: string;
  at: Date;
  by: Part;
  unit?: Named;
  /** Of a transfer: the unit before. */
  from?: Named;
  /** The date before and after, where it moved. */
  dueBefore?: Date;
  dueAt?: Date;
  /** Of a corrected receipt: the moment that was on file, and the one that counts. */
  receivedBefore?: Date;
  receivedAt?: Date;
  /** Of an apology: the date promised. */
  promisedAt?: Date;
  /** Of a date counted anew: the change of the calendar behind it. */
  calendar?: VersionChange;
  /** What it was found to be. */
  complexity?: Complexity;
}

/** How a date came about: everybody may read it. Of a reopened item the clock is that of the second look. */
export interface Passport extends PassportClock {
  code: string;
  state: DeadlineState;
  /** The start event: receipt, and the opening at which the clock began. */
  receivedAt: Date;
  startsAt: Date;
  /** The clock of a second look runs from here. */
  reopenedAt: Date | null;
  provisional: boolean;
  /** The clock of the first answer, once the item was reopened. */
  firstAnswer: (PassportClock & { state: DeadlineState; startsAt: Date }) | null;
  /** The same of the second answer, where an appeal has sent the item back. */
  secondAnswer: (PassportClock & { state: DeadlineState; startsAt: Date }) | null;
  /** The clock of the higher unit. */
  appeal: (AppealShown & { limit: Limit }) | null;
  events: PassportEvent[];
}

const BY: Record<string, Part> = {
  'feedback.submitted': 'sender',
  'feedback.imported': 'system',
  'feedback.info-requested': 'coordinator',
  'feedback.info-given': 'sender',
  'feedback.closed-unanswered': 'system',
  'feedback.refused': 'coordinator',
  'feedback.refusal-contested': 'sender',
  'feedback.refusal-upheld': 'coordinator',
  'feedback.refusal-taken-back': 'coordinator',
  'feedback.routed': 'coordinator',
  'feedback.transferred': 'unit',
  'feedback.succeeded': 'system',
  'feedback.classified': 'coordinator',
  'feedback.disputed': 'unit',
  'feedback.dispute-rejected': 'coordinator',
  'feedback.receipt-corrected': 'coordinator',
  'feedback.extended': 'unit',
  'feedback.apologised': 'unit',
  'feedback.answered': 'unit',
  'feedback.merged': 'coordinator',
  'feedback.unmerged': 'coordinator',
  'feedback.answered-together': 'unit',
  'feedback.split': 'coordinator',
  'feedback.reopened': 'sender',
  'feedback.appealed': 'sender',
  'feedback.appeal-overdue': 'system',
  'feedback.appeal-decided': 'unit',
  'feedback.appeal-sent-back': 'unit',
  'feedback.withdrawn': 'sender',
  'feedback.overdue': 'system',
  'feedback.overdue-taken-back': 'system',
  'feedback.deadline-recalculated': 'system',
};

/** @throws NotFound */
export async function deadlinePassport(context: Context, code: string): Promise<Passport> {
  const found = isCode(code) ? await Feedback.findOne({ code }).lean<FeedbackFields>() : null;
  if (!found || !canKnowOf(context.actor, found)) throw new NotFound();
  const row = { ...found, shield: null };
  const { now } = context;
  const open = canSeePublicText(row);
  // The unit becomes public with the text, and goes with it.
  const shown = (slug: string | null | undefined) => (open ? namedUnit(slug) : undefined);
  const first = firstClock(row);
  const second = secondClock(row);
  const appeal = open ? appealShown(row, { now, whole: false }) : undefined;
  return {
    code,
    receivedAt: row.receivedAt,
    reopenedAt: row.reopening?.lookFrom ?? row.reopening?.at ?? null,
    provisional: row.dueProvisional,
    ...(await clockOf(row, { now, open, shown })),
    firstAnswer: first ? await clockOf(first, { now, open, shown }) : null,
    secondAnswer: second ? await clockOf(second, { now, open, shown }) : null,
    appeal: appeal && row.appeal ? { ...appeal, limit: row.appeal.limit } : null,
    events: await events(await timelineOf(row), shown),
  };
}

type Shown = Reading['shown'];

async function clockOf(row: FeedbackFields, reading: Pick<Reading, 'now' | 'open' | 'shown'>) {
  const { now } = reading;
  const calendar = (await cityCalendarOf(row.calendarVersion)) ?? cityCalendar();
  const late = await lateBy(row, now);
  return {
    state: stateOf(row, now),
    startsAt: nextOpening(calendar, startOf(row)),
    ...passportClock(row, { ...reading, calendar, late }),
  };
}

/** The same days as on the list of who was late: of a closed item by the calendar of that time. */
async function lateBy(row: FeedbackFields, now: Date): Promise<Lateness | undefined> {
  const { closedAt, closedCalendar, calendarVersion } = row;
  if (!closedAt) return lateness(row, now);
  return lateness(row, closedAt, await cityCalendarOf(closedCalendar ?? calendarVersion));
}

interface EventDetails {
  unit?: string | null;
  from?: string;
  by?: Part;
  dueBefore?: Date;
  dueAt?: Date;
  receivedBefore?: Date;
  receivedAt?: Date;
  promisedAt?: Date;
  calendarVersion?: number;
  complexity?: Complexity;
}

function events(entries: Entry[], shown: Shown): Promise<PassportEvent[]> {
  return Promise.all(entries.filter(({ name }) => name in BY).map((entry) => eventOf(entry, shown)));
}

async function eventOf({ name, at, details }: Entry, shown: Shown): Promise<PassportEvent> {
  const { unit, from, by, dueBefore, dueAt, promisedAt, calendarVersion, complexity, ...more } =
    details as EventDetails;
  const { receivedBefore, receivedAt } = more;
  const calendar = calendarVersion === undefined ? undefined : await changeOfCity(calendarVersion);
  return {
    name,
    at,
    by: by ?? (name === 'feedback.info-requested' && unit ? 'unit' : BY[name]!),
    unit: shown(unit),
    ...(from ? { from: shown(from) } : {}),
    ...(complexity ? { complexity } : {}),
    ...(receivedBefore ? { receivedBefore, receivedAt } : {}),
    ...(dueBefore ? { dueBefore, dueAt } : {}),
    ...(name === 'feedback.apologised' && promisedAt ? { promisedAt } : {}),
    ...(calendar ? { calendar } : {}),
  };
}
