import { addWorkingDays, cityCalendar, cityDate } from '../calendar/index.ts';
import { log } from '../platform/log.ts';
import { DigestMark } from './model.ts';
import { openingOn } from './office-day.ts';

const MARK = 'digest';

/** Since when the letters have told nothing; undefined on the day on which the server is set up. */
export async function lastLetters(now: Date, opening: Date): Promise<Date | undefined> {
  const mark = await DigestMark.findById(MARK).lean();
  if (!mark || mark.openedAt <= now) return mark?.openedAt;
  log.warn(
    { mark: mark.openedAt },
    'the mark of the digest lies ahead: it was made by a clock that was wrong',
  );
  return openingOn(addWorkingDays(cityCalendar(), cityDate(opening), -1));
}

/** The letters have told all until this opening. */
export async function markLetters(openedAt: Date): Promise<void> {
  await DigestMark.updateOne({ _id: MARK }, { $set: { openedAt } }, { upsert: true });
}
