import {
  type Calendar,
  calendarOf,
  cityCalendar,
  computeDeadline,
  localDate,
  workingDaysBetween,
} from '../../calendar/index.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { Holding } from '../item/rules/holdings.ts';
import type { SecondAnswer } from '../item/shapes/rating.ts';
import { type Clocked, stepLimit, workedTime } from './limits.ts';
import { attributeDelay, daysLate, type LostTime, shareDays } from './rules/attribution.ts';
import { hadPassed } from './rules/deadline-state.ts';

export type Held = Clocked & Pick<FeedbackFields, 'holdings' | 'unit'>;

export interface Lateness {
  /** Working days. */
  days: number;
  /** Who lost them; null: the coordinators. The days add up, the office minutes are those behind them. */
  lost: { unit: string | null; days: number; minutes: number }[];
}

/**
 * By how much an item was late at a moment, and whose time it was: the delay list and the passport say the same.
 * @param calendar of a closed item the one that was in force when it was closed: later changes make nothing of the past
 * @returns undefined when its date had not passed
 */
export function lateness(item: Held, end: Date, calendar = cityCalendar()): Lateness | undefined {
  if (!hadPassed(item, end)) return undefined;
  const days = daysOf(item, end, calendar);
  const minutes = lostTime(item, end, calendar);
  const last = item.holdings.filter(({ from }) => from < end).at(-1);
  const lost = shareDays(days, minutes, last ? last.unit : item.unit).map((share) => ({
    ...share,
    minutes: minutes.find(({ unit }) => unit === share.unit)?.minutes ?? 0,
  }));
  return { days, lost };
}

function daysOf({ dueAt, pauses, waitingSince }: Held, end: Date, calendar: Calendar): number {
  const date = (at: Date) => localDate(calendar, at);
  // A moment at midnight belongs to the day that it ends.
  const lastDate = (at: Date) => date(new Date(at.getTime() - 1));
  const open = waitingSince && waitingSince < end ? [{ from: waitingSince, to: end }] : [];
  return daysLate({
    due: date(dueAt),
    end: lastDate(end),
    waits: [...pauses, ...open].map(({ from, to }) => ({ from: date(from), to: lastDate(to) })),
    between: (after, last) => (last > after ? workingDaysBetween(calendar, after, last) : 0),
  });
}

/** The office minutes by which an item is late, up to a moment, by who lost them. */
function lostTime(item: Held, end: Date, calendar: Calendar): LostTime[] {
  return attributeDelay({
    holdings: holdingsOf(item),
    dueAt: item.dueAt,
    end,
    passOnBy: (holding) => passOnBy(item, holding, calendar),
    worked: workedTime(item, calendar),
  });
}

/** Items from before holdings were kept: whoever has it now is taken to have had it all the time. */
function holdingsOf({ holdings, unit, receivedAt }: Held): Holding[] {
  if (holdings.length > 0) return holdings;
  return [{ unit, step: 'acceptance', from: receivedAt, to: null, dueAt: null, doneAt: null }];
}

/** Until when a unit may keep what is not its own: the limit 'transfer', from the moment it had the item. */
function passOnBy(item: Held, { unit, from }: Holding, calendar: Calendar): Date | null {
  const limit = stepLimit(item, 'transfer', from);
  if (!limit) return null;
  const pauses = item.pauses
    .filter((pause) => pause.to > from)
    .map((pause) => ({ from: pause.from, to: pause.to }));
  const { amount, unit: unitOfTime } = limit;
  const input = { receivedAt: from, amount, unit: unitOfTime, pauses };
  return computeDeadline(hoursOf(unit, calendar), input).dueAt;
}

/** The hours of a unit: its own, else those of the given calendar of the city. */
export function hoursOf(unit: string | null, calendar: Calendar): Calendar {
  const own = calendarOf(unit);
  return own === cityCalendar() ? calendar : own;
}

/** Of a reopened item: how it stood when its first answer had been given, with the clock of that answer. */
export function firstClock<Row extends Reopened>(row: Row): FirstClock<Row> | undefined {
  if (!row.reopening) return undefined;
  const { first, unit } = row.reopening;
  return { ...putBack(row, { ...first, unit }), reopening: null };
}

/** Of one that an appeal has sent back: the same of its second answer. */
export function secondClock<Row extends Reopened>(row: Row): FirstClock<Row> | undefined {
  if (!row.reopening?.second) return undefined;
  const { lookFrom: _lookFrom, second, ...reopening } = row.reopening;
  return { ...putBack(row, second), reopening };
}

/** The clocks of all answers before the present one. */
export function earlierClocks<Row extends Reopened>(row: Row): FirstClock<Row>[] {
  return [firstClock(row), secondClock(row)].filter((clock) => clock !== undefined);
}

type Reopened = Held & Pick<FeedbackFields, 'reopening' | 'calendarVersion'>;

function putBack<Row extends Reopened>(row: Row, was: SecondAnswer) {
  return {
    ...row,
    status: 'answered' as const,
    unit: was.unit,
    dueAt: was.dueAt,
    closedAt: was.closedAt,
    limit: was.limit,
    extensions: was.extensions,
    apology: was.apology,
    holdings: was.holdings,
    calendarVersion: was.calendarVersion ?? row.calendarVersion,
    closedCalendar: was.closedCalendar ?? null,
    classification: was.classification ?? null,
    firstReply: was.firstReply ?? null,
    pauses: row.pauses.filter(({ from }) => from < was.closedAt),
    waitingSince: null,
  };
}

type Put =
  | 'dueAt'
  | 'closedAt'
  | 'limit'
  | 'extensions'
  | 'apology'
  | 'calendarVersion'
  | 'closedCalendar'
  | 'classification'
  | 'firstReply';
type FirstClock<Row> = Row & Pick<FeedbackFields, Put | 'status'>;
