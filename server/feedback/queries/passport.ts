import {
  type Calendar,
  cityCalendar,
  cityCalendarOf,
  computeDeadline,
  type Deadline,
  nextOpening,
  type Step,
} from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { type Entry, timelineOf } from '../../platform/journal/index.ts';
import { stateOf, workedTime } from '../clocks.ts';
import { inputOf, startOf } from '../deadlines.ts';
import { type Lateness, lateness } from '../lateness.ts';
import { Feedback, type FeedbackFields } from '../model.ts';
import { canSeePublicText } from '../policy.ts';
import { type DeadlineState, type DelayCause, isCode, type Worked } from '../rules.ts';
import { type Named, named } from './item.ts';

/** Who did something, as everybody may know it: never a person. */
export type Part = 'sender' | 'coordinator' | 'unit' | 'system';

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
}

export interface HeldTime {
  holder: 'coordinator' | 'unit';
  unit?: Named;
  step: string;
  from: Date;
  to: Date | null;
  /** The holder's own limit, when it was kept, and whether it was. */
  dueAt: Date | null;
  doneAt: Date | null;
  late: boolean;
  officeMinutes: number;
}

/** How a date came about: everybody may read it. */
export interface Passport {
  code: string;
  state: DeadlineState;
  /** The start event: receipt, and the opening at which the clock began. */
  receivedAt: Date;
  startsAt: Date;
  /** The clock of a second look runs from here. */
  reopenedAt: Date | null;
  dueAt: Date;
  closedAt: Date | null;
  provisional: boolean;
  calendarVersion: number;
  limit: FeedbackFields['limit'];
  /** Each date with what it did to the clock; empty when the date cannot be retraced. */
  steps: Step[];
  pauses: { from: Date; to: Date | null; by: Part; unit?: Named; officeMinutes: number }[];
  extensions: { amount: number; unit: string; at: Date }[];
  holdings: HeldTime[];
  /** Of a late item: whose time it was. */
  delays: { holder: 'coordinator' | 'unit'; unit?: Named; days: number; officeMinutes: number }[];
  apology: { cause: DelayCause; promisedAt: Date | null; at: Date } | null;
  events: PassportEvent[];
}

const BY: Record<string, Part> = {
  'feedback.submitted': 'sender',
  'feedback.info-requested': 'coordinator',
  'feedback.info-given': 'sender',
  'feedback.closed-unanswered': 'system',
  'feedback.refused': 'coordinator',
  'feedback.routed': 'coordinator',
  'feedback.transferred': 'unit',
  'feedback.disputed': 'unit',
  'feedback.dispute-rejected': 'coordinator',
  'feedback.extended': 'unit',
  'feedback.apologised': 'unit',
  'feedback.answered': 'unit',
  'feedback.reopened': 'sender',
  'feedback.withdrawn': 'sender',
  'feedback.overdue': 'system',
  'feedback.deadline-recalculated': 'system',
};

/** @throws NotFound */
export async function deadlinePassport(context: Context, code: string): Promise<Passport> {
  const row = isCode(code) ? await Feedback.findOne({ code }).lean<FeedbackFields>() : null;
  if (!row) throw new NotFound();
  const calendar = (await cityCalendarOf(row.calendarVersion)) ?? cityCalendar();
  // The unit becomes public with the text, and goes with it.
  const shown = (slug: string | null | undefined) => (canSeePublicText(row) ? named(slug) : undefined);
  const worked = workedTime(row, calendar);
  const { now } = context;
  return {
    code,
    state: stateOf(row, now),
    receivedAt: row.receivedAt,
    startsAt: nextOpening(calendar, startOf(row)),
    reopenedAt: row.reopening?.at ?? null,
    dueAt: row.dueAt,
    closedAt: row.closedAt,
    provisional: row.dueProvisional,
    calendarVersion: row.calendarVersion,
    limit: row.limit,
    steps: retraced(row, calendar).steps,
    pauses: pauses(row, { now, calendar, shown }),
    extensions: row.extensions.map(({ amount, unit, at }) => ({ amount, unit, at })),
    holdings: holdings(row, { now, worked, shown }),
    delays: delays(await lateBy(row, now), shown),
    apology:
      row.apology && canSeePublicText(row)
        ? { cause: row.apology.cause, promisedAt: row.apology.promisedAt, at: row.apology.at }
        : null,
    events: events(await timelineOf(row), shown),
  };
}

type Shown = (slug: string | null | undefined) => Named | undefined;

/** The counting gone through again. Where it does not lead to the date on file, that date counts and nothing is told. */
function retraced(row: FeedbackFields, calendar: Calendar): Deadline {
  const deadline = computeDeadline(calendar, inputOf(row), { steps: true });
  return deadline.dueAt.getTime() === row.dueAt.getTime() ? deadline : { ...deadline, steps: [] };
}

function pauses(
  row: FeedbackFields,
  { now, calendar, shown }: { now: Date; calendar: Calendar; shown: Shown },
): Passport['pauses'] {
  const open = row.waitingSince ? [{ from: row.waitingSince, to: null, unit: row.unit }] : [];
  const office = workedTime({ pauses: [], waitingSince: null }, calendar);
  return [...row.pauses, ...open].map(({ from, to, unit }) => ({
    from,
    to,
    by: unit ? 'unit' : 'coordinator',
    unit: shown(unit),
    officeMinutes: Math.round(office(from, to ?? now)),
  }));
}

function holdings(
  row: FeedbackFields,
  { now, worked, shown }: { now: Date; worked: Worked; shown: Shown },
): HeldTime[] {
  return row.holdings.map((each) => ({
    holder: each.unit ? 'unit' : 'coordinator',
    unit: shown(each.unit),
    step: each.step,
    from: each.from,
    to: each.to,
    dueAt: each.dueAt,
    doneAt: each.doneAt,
    late: each.dueAt !== null && (each.doneAt ?? each.to ?? now) > each.dueAt,
    officeMinutes: Math.round(worked(each.from, each.to ?? now)),
  }));
}

/** The same days as on the list of who was late: of a closed item by the calendar of that time. */
async function lateBy(row: FeedbackFields, now: Date): Promise<Lateness | undefined> {
  const { closedAt, closedCalendar, calendarVersion } = row;
  if (!closedAt) return lateness(row, now);
  return lateness(row, closedAt, await cityCalendarOf(closedCalendar ?? calendarVersion));
}

function delays(late: Lateness | undefined, shown: Shown): Passport['delays'] {
  return (late?.lost ?? []).map(({ unit, days, minutes }) => ({
    holder: unit ? 'unit' : 'coordinator',
    unit: shown(unit),
    days,
    officeMinutes: Math.round(minutes),
  }));
}

interface EventDetails {
  unit?: string | null;
  from?: string;
  by?: Part;
  dueBefore?: Date;
  dueAt?: Date;
}

function events(entries: Entry[], shown: Shown): PassportEvent[] {
  return entries
    .filter(({ name }) => name in BY)
    .map(({ name, at, details }) => {
      const { unit, from, by, dueBefore, dueAt } = details as EventDetails;
      return {
        name,
        at,
        by: by ?? (name === 'feedback.info-requested' && unit ? 'unit' : BY[name]!),
        unit: shown(unit),
        ...(from ? { from: shown(from) } : {}),
        ...(dueBefore ? { dueBefore, dueAt } : {}),
      };
    });
}
