import {
  type Calendar,
  type Complexity,
  computeDeadline,
  type Deadline,
  groundOf,
  type Limit,
  type Step,
} from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import type { Trilingual } from '../../platform/context.ts';
import { inputOf, lookOf, startOf } from '../clocks/deadlines.ts';
import { hoursOf, type Lateness } from '../clocks/lateness.ts';
import { ownLimit, stepLimit, waitSoFar, workedTime } from '../clocks/limits.ts';
import { promiseMissed } from '../clocks/rules/deadline-state.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { DelayCause } from '../item/rules/delay-causes.ts';
import type { Holding } from '../item/rules/holdings.ts';

/** Who did something, as everybody may know it: never a person. */
export type Part = 'sender' | 'coordinator' | 'unit' | 'system';

export interface HeldTime {
  holder: 'coordinator' | 'unit';
  unit?: Named;
  step: string;
  from: Date;
  to: Date | null;
  /** The holder's own limit, with the rule behind it; null when the table has none. */
  limit: Limit | null;
  /** When it ends, when the step was done, and whether it was kept. */
  dueAt: Date | null;
  doneAt: Date | null;
  late: boolean;
  /** The sender is waited for: the end moves on until the reply comes. */
  moving: boolean;
  /** Each date with what it did to the holder's clock; empty when it cannot be retraced. */
  steps: Step[];
  officeMinutes: number;
}

export interface PassportPause {
  from: Date;
  to: Date | null;
  by: Part;
  unit?: Named;
  officeMinutes: number;
  /** The server's clock jumped back meanwhile: how long it was, nobody knows. */
  doubtful: boolean;
}

export interface PassportExtension {
  amount: number;
  unit: string;
  at: Date;
  basis: Trilingual | null;
  grantedBy?: Named;
}

/** How one date came about: that of the answer, or of the second look. */
export interface PassportClock {
  dueAt: Date;
  /** While the sender is waited for: the date, if the reply came now. */
  dueIfRepliedNow: Date | null;
  closedAt: Date | null;
  calendarVersion: number;
  limit: Limit;
  /** How demanding it is, who has judged, and from when the clock runs if not from the beginning; null while nobody has. */
  classification: PassportClassification | null;
  /** By when the sender hears from the unit for the first time. */
  firstReply: PassportReply | null;
  /** Each date with what it did to the clock; empty when the date cannot be retraced. */
  steps: Step[];
  pauses: PassportPause[];
  extensions: PassportExtension[];
  holdings: HeldTime[];
  /** Of a late item: whose time it was. */
  delays: { holder: 'coordinator' | 'unit'; unit?: Named; days: number; officeMinutes: number }[];
  apology: { cause: DelayCause; promisedAt: Date | null; missed: boolean; at: Date } | null;
}

export interface PassportClassification {
  complexity: Complexity;
  at: Date;
  by: 'coordinator' | 'unit';
  unit?: Named;
  countedFrom: Date | null;
}

export interface PassportReply {
  from: Date;
  dueAt: Date;
  doneAt: Date | null;
  late: boolean;
  limit: Limit;
  steps: Step[];
}

export interface Reading {
  now: Date;
  calendar: Calendar;
  late: Lateness | undefined;
  /** What everybody may see: a unit becomes public with the text, and goes with it. */
  open: boolean;
  shown(slug: string | null | undefined): Named | undefined;
}

const holderOf = (unit: string | null) => (unit ? ('unit' as const) : ('coordinator' as const));

export function passportClock(row: FeedbackFields, reading: Reading): PassportClock {
  const { now, open, late, shown } = reading;
  const { dueIfRepliedNow, steps } = counted(row, reading);
  return {
    dueAt: row.dueAt,
    dueIfRepliedNow,
    closedAt: row.closedAt,
    calendarVersion: row.calendarVersion,
    limit: withGround(row.limit),
    classification: open ? classified(row, shown) : null,
    firstReply: open ? replied(row, reading) : null,
    steps,
    pauses: pauses(row, reading),
    extensions: row.extensions.map(({ amount, unit, at }) => ({
      ...{ amount, unit, at },
      basis: stepLimit(row, 'extension', startOf(row))?.basis ?? null,
      grantedBy: shown(row.holdings.find(({ from, to }) => from <= at && (!to || at < to))?.unit),
    })),
    holdings: row.holdings.map((each) => heldTime(row, each, reading)),
    delays: (late?.lost ?? []).map(({ unit, days, minutes }) => ({
      ...{ holder: holderOf(unit), unit: shown(unit), days },
      officeMinutes: Math.round(minutes),
    })),
    apology: row.apology && open ? shownApology(row.apology, row.closedAt ?? now) : null,
  };
}

const withGround = (limit: Limit): Limit => ({ ...limit, basis: groundOf(limit) });

function classified(
  { classification }: FeedbackFields,
  shown: Reading['shown'],
): PassportClassification | null {
  if (!classification) return null;
  const { complexity, at, unit, countedFrom } = classification;
  return { complexity, at, by: holderOf(unit), unit: shown(unit), countedFrom };
}

/** The first reply, gone through again. Whatever ends the item ends its clock. */
function replied({ firstReply, closedAt }: FeedbackFields, { now, calendar }: Reading): PassportReply | null {
  if (!firstReply) return null;
  const { from, dueAt, doneAt, limit } = firstReply;
  const { amount, unit } = limit;
  const again = computeDeadline(calendar, { receivedAt: from, amount, unit }, { steps: true });
  const steps = again.dueAt.getTime() === dueAt.getTime() ? again.steps : [];
  return { from, dueAt, doneAt, late: (doneAt ?? closedAt ?? now) > dueAt, limit: withGround(limit), steps };
}

function shownApology({ cause, promisedAt, at }: NonNullable<FeedbackFields['apology']>, until: Date) {
  return { cause, promisedAt, missed: promiseMissed({ promisedAt }, until), at };
}

/**
 * The counting gone through again, to the present moment while the sender is waited for. Where it does not lead to the
 * date on file, that date counts and nothing is told.
 */
function counted(
  row: FeedbackFields,
  { calendar, now }: Reading,
): Pick<PassportClock, 'dueIfRepliedNow' | 'steps'> {
  const input = inputOf(row);
  const filed = computeDeadline(calendar, input, { steps: true });
  const known = filed.dueAt.getTime() === row.dueAt.getTime();
  const wait = waitSoFar(row, now);
  if (!known || !wait || wait.from > row.dueAt)
    return { dueIfRepliedNow: null, steps: known ? filed.steps : [] };
  const pauses = [...(input.pauses ?? []), wait];
  const { dueAt, steps } = computeDeadline(calendar, { ...input, pauses }, { steps: true });
  return { dueIfRepliedNow: dueAt, steps };
}

function pauses(row: FeedbackFields, { now, calendar, shown }: Reading): PassportPause[] {
  const open = row.waitingSince
    ? [{ from: row.waitingSince, to: null, unit: row.unit, doubtful: !!row.awaited?.doubtful }]
    : [];
  const office = workedTime({ pauses: [], waitingSince: null }, calendar);
  const ended = row.pauses.filter(({ to }) => to > lookOf(row));
  return [...ended, ...open].map(({ from, to, unit, doubtful }) => ({
    ...{ from, to, by: holderOf(unit), unit: shown(unit) },
    officeMinutes: Math.round(office(from, to ?? now)),
    doubtful: !!doubtful,
  }));
}

function heldTime(row: FeedbackFields, held: Holding, { now, calendar, shown }: Reading): HeldTime {
  const { unit, step, from, to, doneAt } = held;
  const limit = held.dueAt ? (stepLimit(row, step, from) ?? null) : null;
  const own = ownLimit(row, held, now);
  return {
    ...{ holder: holderOf(unit), unit: shown(unit), step, from, to, limit, doneAt, ...own },
    steps: own.dueAt && limit ? ownSteps(row, { held, limit, dueAt: own.dueAt, now, calendar }) : [],
    officeMinutes: Math.round(workedTime(row, calendar)(from, to ?? now)),
  };
}

interface Own {
  held: Holding;
  limit: Limit;
  dueAt: Date;
  now: Date;
  calendar: Calendar;
}

/** A holder's own limit gone through again; what was asked after the step was done moves it no more. */
function ownSteps(row: FeedbackFields, { held, limit, dueAt, now, calendar }: Own): Step[] {
  const { from, unit } = held;
  const ended = held.doneAt ?? held.to ?? now;
  const wait = waitSoFar(row, now);
  const deadline: Deadline = computeDeadline(
    hoursOf(unit, calendar),
    {
      receivedAt: from,
      amount: limit.amount,
      unit: limit.unit,
      pauses: [...row.pauses, ...(wait ? [wait] : [])]
        .filter((pause) => pause.to > from && pause.from < ended)
        .map((pause) => ({ from: pause.from, to: pause.to })),
    },
    { steps: true },
  );
  return deadline.dueAt.getTime() === dueAt.getTime() ? deadline.steps : [];
}
