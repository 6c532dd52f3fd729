import { addWorkingDays, cityCalendar, cityDate } from '../calendar/index.ts';
import { type OpenItem as Item, openItemsAt, workedTime } from '../feedback/index.ts';
import { openingOn } from './office-day.ts';
import { type PointClock, pointsReached, type ReminderPoint, type Standing, type Window } from './rules.ts';

/** What letters of the day tell of an item: nothing that is not public. */
export interface OpenItem extends Item {
  standing: Standing;
  reached: ReminderPoint[];
}

/** Due within so many working days: told as "soon". */
const SOON_DAYS = 5;

export interface Morning {
  /** Opening of the office day. */
  opening: Date;
  window: Window;
  points: readonly ReminderPoint[];
}

/** Goes through all open items whose clock runs. */
export async function* openItems(morning: Morning): AsyncGenerator<OpenItem> {
  for await (const item of openItemsAt(morning.opening))
    yield {
      ...item,
      standing: standing(item.dueAt, morning.opening),
      reached: reachedOf(item, morning),
    };
}

function standing(dueAt: Date, opening: Date): Standing {
  if (dueAt < opening) return 'late';
  const date = cityDate(opening);
  const due = cityDate(dueAt);
  if (due === date) return 'today';
  return due <= addWorkingDays(cityCalendar(), date, SOON_DAYS) ? 'soon' : 'later';
}

/** Escalation goes by the sender's date, whoever holds the item; points of a limit by the end of that limit, while it runs. */
function reachedOf(item: Item, { window, points }: Morning): ReminderPoint[] {
  const of = (step: ReminderPoint['step']) => points.filter((point) => point.step === step);
  const sender = pointsReached(of(undefined), clockOf(item, item.senderClock), window);
  const own = item.limits.flatMap((limit) => pointsReached(of(limit.step), clockOf(item, limit), window));
  return [...sender, ...own];
}

function clockOf(item: Item, { from, dueAt }: { from: Date; dueAt: Date }): PointClock {
  const worked = workedTime(item);
  const given = worked(from, dueAt);
  return {
    used: (at: Date) => (given > 0 ? worked(from, at) / given : 1),
    openingAfter: (days: number) => openingOn(addWorkingDays(cityCalendar(), cityDate(dueAt), days)),
  };
}
