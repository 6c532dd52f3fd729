import { cityCalendar, cityDate, workingDaysBetween } from '../calendar/index.ts';
import { addDays } from '../city/dates.ts';
import { type AnsweredItem, itemsAnswered, workedTime } from '../feedback/index.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { minutesOfDay } from './office-time.ts';
import { type Handled, HISTORY_DAYS, type History, historyOf } from './rules.ts';

/** When the item reached the unit that has it; for items from before holdings were kept, when it was received. */
function reachedAt({ holdings, receivedAt }: Pick<AnsweredItem, 'holdings' | 'receivedAt'>): Date {
  const last = holdings.at(-1);
  if (!last || last.unit === null) return receivedAt;
  // The arbiter may have sent it back: the unit had it before too.
  const others = holdings.findLastIndex(({ unit }) => unit !== null && unit !== last.unit);
  return holdings.slice(others + 1).find(({ unit }) => unit === last.unit)?.from ?? last.from;
}

type TimeWithUnit = Pick<AnsweredItem, 'holdings' | 'receivedAt' | 'pauses' | 'waitingSince'>;

/** Working days with the unit up to a moment, without the time in which the sender was waited for. */
export function daysWithUnit(row: TimeWithUnit, until: Date): number {
  return workedTime(row)(reachedAt(row), until) / minutesOfDay();
}

/** New answers change little: what was counted holds for a while. */
const KEPT = { most: 1, shared: 300_000 };
const histories = new Remembered<History>(KEPT);

/** What was answered in the last 90 days. */
export function answeredLately(now: Date): Promise<History> {
  return histories.get('city', now, async () => historyOf(await answers(now)));
}

type Answer = Omit<Handled, 'on'> & { closedAt: Date };

/** Those of the last 90 days by the id of their item, as they were read: a city has tens of thousands. */
interface Known {
  answers: Map<string, Answer>;
  /** All were read then; and up to when those that came since. */
  wholeAt: Date | null;
  readUntil: Date;
}

const known = storeMemory((): Known => ({ answers: new Map(), wholeAt: null, readUntil: new Date(0) }));

/** Then all are read again: by now some may have been reopened, or their calendar is another one. */
const WHOLE_FOR_MS = 12 * 3_600_000;
/** An answer may be written some time after the moment that it bears. */
const OVERLAP_MS = 600_000;

async function answers(now: Date): Promise<Handled[]> {
  const since = addDays(now, -HISTORY_DAYS);
  const memory = known();
  const age = memory.wholeAt ? now.getTime() - memory.wholeAt.getTime() : Number.POSITIVE_INFINITY;
  // A clock that was set back knows nothing of what it has read.
  const isWhole = age > WHOLE_FOR_MS || now < memory.readUntil;
  const from = isWhole ? since : new Date(memory.readUntil.getTime() - OVERLAP_MS);
  const found = isWhole ? new Map<string, Answer>() : memory.answers;
  for await (const row of itemsAnswered({ from, to: now })) {
    const { _id, unit, assignee, regulation, kind, closedAt } = row;
    if (!unit || !closedAt) continue;
    found.set(String(_id), { unit, assignee, regulation, kind, closedAt, days: daysWithUnit(row, closedAt) });
  }
  for (const [id, { closedAt }] of found) if (closedAt < since) found.delete(id);
  memory.answers = found;
  memory.readUntil = now;
  if (isWhole) memory.wholeAt = now;
  return counted([...found.values()], since);
}

/** With the working day of each answer: of many answers few dates. */
function counted(all: Answer[], since: Date): Handled[] {
  const days = new Map<string, number>();
  const first = cityDate(since);
  const dayOf = (date: string) => {
    const day = days.get(date) ?? workingDaysBetween(cityCalendar(), first, date);
    days.set(date, day);
    return day;
  };
  return all.map(({ closedAt, ...answer }) => ({ ...answer, on: dayOf(cityDate(closedAt)) }));
}
