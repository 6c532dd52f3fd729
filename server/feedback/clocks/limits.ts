import {
  addWorkingMinutes,
  type Calendar,
  calendarOf,
  cityCalendar,
  cityDate,
  computeDeadline,
  type Limit,
  type LimitStep,
  limitForStep,
  type OfficeInterval,
  type Pause,
  workingMinutesBetween,
} from '../../calendar/index.ts';
import type { AwaitedReply, FeedbackFields } from '../item/model.ts';
import type { ClockFlag } from '../item/rules/clock-flags.ts';
import { type Holding, type HoldingStep, plain, type Worked } from '../item/rules/holdings.ts';
import type { Classification, FirstReply } from '../item/shapes/clock.ts';
import { type LimitSubject, limitOf, startOf } from './deadlines.ts';
import { clockHygiene } from './rules/clock-hygiene.ts';
import { type DeadlineState, deadlineState, isDueSoon, type OfficeTime } from './rules/deadline-state.ts';

/**
 * What the clocks of an item are read from. Nothing of it may be left out when an item is read: a clock without the
 * classification goes by the limits for what is ordinary, and nobody is told.
 */
export type Clocked = Pick<
  FeedbackFields,
  'kind' | 'regulation' | 'receivedAt' | 'dueAt' | 'pauses' | 'waitingSince'
> & {
  reopening: { at: Date; lookFrom?: Date } | null;
  classification: Pick<Classification, 'complexity' | 'at' | 'countedFrom'> | null;
};

const minutesOfDay = new WeakMap<Calendar, number>();

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** Office minutes of an ordinary working day. */
function dayMinutes(calendar: Calendar): number {
  const known = minutesOfDay.get(calendar);
  if (known) return known;
  const spans: OfficeInterval[] = calendar.data.officeHours;
  const minutes = spans.reduce((sum, [from, to]) => sum + minuteOf(to) - minuteOf(from), 0);
  minutesOfDay.set(calendar, minutes);
  return minutes;
}

const latest = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()));
const earliest = (a: Date, b: Date) => new Date(Math.min(a.getTime(), b.getTime()));

/** Office minutes without the time in which the sender was waited for. */
export function workedTime(
  item: Pick<Clocked, 'pauses' | 'waitingSince'>,
  calendar = cityCalendar(),
): Worked {
  return (from, to) => {
    const pauses: Pause[] = item.waitingSince
      ? [...item.pauses, { from: item.waitingSince, to }]
      : item.pauses;
    const between = (start: Date, end: Date) =>
      end > start ? workingMinutesBetween(calendar, start, end) : 0;
    const stopped = pauses.map((pause) => between(latest(pause.from, from), earliest(pause.to, to)));
    return between(from, to) - stopped.reduce((sum, minutes) => sum + minutes, 0);
  };
}

/** The office time left at a moment until a date, of the time given in all. */
function officeTime(item: Clocked, at: Date, dueAt: Date): OfficeTime {
  const calendar = cityCalendar();
  return {
    left: workingMinutesBetween(calendar, at, dueAt),
    given: workedTime({ pauses: item.pauses, waitingSince: null }, calendar)(startOf(item), dueAt),
    day: dayMinutes(calendar),
  };
}

/** How the item stands with its date now. */
export function stateOf(
  item: Clocked & Pick<FeedbackFields, 'status' | 'closedAt'>,
  now: Date,
): DeadlineState {
  return deadlineState(item, now, () => isDueSoon(officeTime(item, now, item.dueAt)));
}

/** These belong to the answer as a whole: they go by how demanding the item is, whenever somebody has said so. */
const OF_ANSWER: readonly LimitStep[] = ['answer', 'review', 'extension'];

type StepCase = Pick<FeedbackFields, 'kind' | 'regulation'> & Pick<Clocked, 'classification'>;

/** The limit of a step of the item's handling; undefined when the table has none. What has begun ends as it was told. */
export function stepLimit(item: StepCase, step: LimitStep, startsAt: Date): Limit | undefined {
  const { kind, regulation, classification } = item;
  const judged = !!classification && (OF_ANSWER.includes(step) || classification.at <= startsAt);
  const complexity = judged ? classification.complexity : 'ordinary';
  return limitForStep(step, { kind, regulation, complexity, date: cityDate(startsAt) });
}

/** The limit for what the item is given now: the answer or, after a reopening, the second look. */
export function limitOfLook(item: LimitSubject): Limit {
  return (item.reopening && stepLimit(item, 'review', startOf(item))) || limitOf(item);
}

/** The clock of the first reply to the sender, from routing on, by the city's hours; null when the table has no such limit. */
export function firstReply(item: StepCase, from: Date): FirstReply | null {
  const limit = stepLimit(item, 'first_reply', from);
  if (!limit) return null;
  return { from, dueAt: firstReplyDue({ from, limit }), doneAt: null, limit };
}

function firstReplyDue({ from, limit }: Pick<FirstReply, 'from' | 'limit'>): Date {
  const { amount, unit } = limit;
  return computeDeadline(cityCalendar(), { receivedAt: from, amount, unit }).dueAt;
}

/** The sender has heard from the unit; the first time counts. */
export function firstReplied(item: Pick<FeedbackFields, 'firstReply'>, at: Date): FirstReply | null {
  const { firstReply } = item;
  return firstReply && { ...plainReply(firstReply), doneAt: firstReply.doneAt ?? at };
}

/** Counted anew by the calendar in force, while it runs. */
export function firstReplyRecounted({
  firstReply,
}: Partial<Pick<FeedbackFields, 'firstReply'>>): FirstReply | null {
  if (!firstReply || firstReply.doneAt) return firstReply ?? null;
  return { ...plainReply(firstReply), dueAt: firstReplyDue(firstReply) };
}

/** The fields alone: what comes from a store carries more. */
function plainReply({ from, dueAt, doneAt, limit }: FirstReply): FirstReply {
  const { id, amount, unit, basis } = limit;
  return {
    from,
    dueAt,
    doneAt,
    limit: { id, amount, unit, basis: { vi: basis.vi, en: basis.en, ru: basis.ru } },
  };
}

/** The end of a holder's own limit, by the hours of that unit, with the pauses so far. */
export function stepDue(item: Clocked, of: Pick<Holding, 'unit' | 'step' | 'from'>): Date | null {
  return stepDueWith(item, of, []);
}

function stepDueWith(
  item: Clocked,
  { unit, step, from }: Pick<Holding, 'unit' | 'step' | 'from'>,
  more: Pause[],
): Date | null {
  const limit = stepLimit(item, step, from);
  if (!limit) return null;
  const pauses = [...item.pauses, ...more]
    .filter((pause) => pause.to > from)
    .map((pause) => ({ from: pause.from, to: pause.to }));
  const { amount, unit: unitOfTime } = limit;
  return computeDeadline(calendarOf(unit), { receivedAt: from, amount, unit: unitOfTime, pauses }).dueAt;
}

/** The time in which the sender has been waited for until now, as a pause that would end now. */
export function waitSoFar({ waitingSince }: Pick<Clocked, 'waitingSince'>, now: Date): Pause | undefined {
  return waitingSince && waitingSince < now ? { from: waitingSince, to: now } : undefined;
}

export interface OwnLimit {
  dueAt: Date | null;
  /** It was not kept. */
  late: boolean;
  /** The sender is waited for: the end moves on until the reply comes. */
  moving: boolean;
}

/** How a holder's own limit stands at a moment. A pause that began before its end stops it, as it stops the sender's date. */
export function ownLimit(item: Clocked, held: Holding, now: Date): OwnLimit {
  const { dueAt, doneAt, to, from } = held;
  const wait = doneAt || to ? undefined : waitSoFar(item, now);
  if (dueAt && wait && wait.from >= from && wait.from <= dueAt)
    return { dueAt: stepDueWith(item, held, [wait]), late: false, moving: true };
  return { dueAt, late: dueAt !== null && (doneAt ?? to ?? now) > dueAt, moving: false };
}

/** A limit that runs, of whoever has the item: what it asks for is not done yet. */
export interface RunningLimit {
  step: HoldingStep | 'first_reply';
  unit: string | null;
  from: Date;
  dueAt: Date;
  late: boolean;
}

type Running = Clocked & Pick<FeedbackFields, 'holdings' | 'unit' | 'closedAt' | 'firstReply'>;

/** The limits beside the sender's date that run at a moment, what ends first on top. */
export function runningLimits(item: Running, now: Date): RunningLimit[] {
  const held = item.holdings.flatMap((each) => {
    const { step, unit, from, to, doneAt } = each;
    const { dueAt, late } = ownLimit(item, each, now);
    return to || doneAt || !dueAt ? [] : [{ step, unit, from, dueAt, late }];
  });
  return [...held, ...runningReply(item, now)].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function runningReply({ firstReply, closedAt, unit }: Running, now: Date): RunningLimit[] {
  if (!firstReply || firstReply.doneAt || closedAt) return [];
  const { from, dueAt } = firstReply;
  return [{ step: 'first_reply', unit, from, dueAt, late: dueAt < now }];
}

/** A holding that begins. */
export function holding(item: Clocked, step: HoldingStep, unit: string | null, from: Date): Holding {
  return { unit, step, from, to: null, doneAt: null, dueAt: stepDue(item, { unit, step, from }) };
}

/** After a pause the running holder's own limit moves too. */
export function holdingsAfterPause(item: Clocked & Pick<FeedbackFields, 'holdings'>): Holding[] {
  return item.holdings.map((each) =>
    each.to || each.doneAt ? plain(each) : { ...plain(each), dueAt: stepDue(item, each) },
  );
}

/** How the clock was treated so far. */
export function flagsOf(item: Clocked & Pick<FeedbackFields, 'holdings' | 'unit'>): ClockFlag[] {
  const open = item.waitingSince ? [{ from: item.waitingSince, unit: item.unit, dueBefore: item.dueAt }] : [];
  const questions = [...item.pauses, ...open].map(({ from, unit, dueBefore }) => ({
    from,
    unit: unit ?? null,
    time: officeTime(item, from, dueBefore ?? item.dueAt),
  }));
  const transfer = stepLimit(item, 'transfer', item.receivedAt);
  return clockHygiene(item, {
    questions,
    transferMinutes: transfer ? minutesIn(transfer) : null,
    worked: workedTime(item),
  });
}

function minutesIn({ amount, unit }: Limit): number {
  return unit === 'working_hours' ? amount * 60 : amount * dayMinutes(cityCalendar());
}

const HALF = 0.5;
export const REMINDERS = 2;

/**
 * When the sender is reminded and when the item closes, by the limit 'clarification': the first reminder after half of
 * the time, the last one working day before the end (of short times: after three quarters).
 * Without such a limit it waits without end.
 */
export function awaitedReply(item: Clocked, askedAt: Date): AwaitedReply | null {
  const limit = stepLimit(item, 'clarification', askedAt);
  if (!limit) return null;
  const until = computeDeadline(cityCalendar(), {
    receivedAt: askedAt,
    amount: limit.amount,
    unit: limit.unit,
  }).dueAt;
  return { until, reminders: 0, nextAt: shareOf(askedAt, until, HALF), countedAt: askedAt };
}

function shareOf(from: Date, until: Date, share: number): Date {
  const calendar = cityCalendar();
  return addWorkingMinutes(calendar, from, workingMinutesBetween(calendar, from, until) * share);
}

/**
 * What follows a reminder. Whoever was reminded late, because the server stood still, still has a working day to reply.
 */
export function afterReminder(awaited: AwaitedReply, askedAt: Date, now: Date): AwaitedReply {
  const calendar = cityCalendar();
  const reminders = awaited.reminders + 1;
  const kept = { countedAt: now, ...(awaited.doubtful ? { doubtful: true } : {}) };
  const day = dayMinutes(calendar);
  if (reminders >= REMINDERS) {
    const until = latest(awaited.until, addWorkingMinutes(calendar, now, day));
    return { until, reminders, nextAt: until, ...kept };
  }
  const total = workingMinutesBetween(calendar, askedAt, awaited.until);
  const planned = shareOf(askedAt, awaited.until, total > 2 * day ? (total - day) / total : 0.75);
  const nextAt = planned > now ? planned : addWorkingMinutes(calendar, now, day);
  return { until: awaited.until, reminders, nextAt, ...kept };
}
