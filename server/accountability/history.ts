import { cityCalendar, cityDate, workingDaysBetween } from '../calendar/index.ts';
import { addDays } from '../city/dates.ts';
import { type AnsweredItem, itemsAnswered, workedTime } from '../feedback/index.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { minutesOfDay } from './office-time.ts';
import { type Handled, HISTORY_DAYS, type History, historyOf } from './rules.ts';

/** When the item reached the unit that has it; for items from before holdings were kept, when it was received. */
export function reachedAt({ holdings, receivedAt }: Pick<AnsweredItem, 'holdings' | 'receivedAt'>): Date {
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
const KEPT = { most: 24, shared: 300_000 };
const histories = new Remembered<History>(KEPT);

/** What was answered in the last 90 days. */
export function answeredLately(now: Date): Promise<History> {
  return histories.get('city', now, async () => historyOf(await answers(now)));
}

async function answers(now: Date): Promise<Handled[]> {
  const since = addDays(now, -HISTORY_DAYS);
  const found: Handled[] = [];
  const dayOf = (at: Date) => workingDaysBetween(cityCalendar(), cityDate(since), cityDate(at));
  for await (const row of itemsAnswered({ from: since, to: now })) {
    const { unit, assignee, regulation, kind, closedAt } = row;
    if (!unit || !closedAt) continue;
    const days = daysWithUnit(row, closedAt);
    found.push({ unit, assignee, regulation, kind, days, on: dayOf(closedAt) });
  }
  return found;
}
