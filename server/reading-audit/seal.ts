import { cityDate, cityMidnight } from '../calendar/index.ts';
import { dayAfter, dayBefore } from '../city/dates.ts';
import type { Context } from '../platform/context.ts';
import { commitNew, Journal } from '../platform/journal/index.ts';
import { digestOf } from '../sealed-record/index.ts';
import { ReadingDay, ReadingRow } from './model.ts';
import { readingsWritten } from './note.ts';
import { readingsKeptFrom } from './settings.ts';

const DAY_SEALED = 'reading-audit.day-sealed';

/** So many days back it looks for one that no digest was made of, after a standstill. */
const MOST_BACK = 7;
/** A day is sealed so long after its end: what another process noted in its last second stands in the store by then. */
const AFTER_MS = 5 * 60_000;

/** Each night the digest of all readings of the day before goes into the journal, and by it into the sealed record. */
export async function sealReadings(context: Context): Promise<void> {
  await readingsWritten();
  let day = cityDate(new Date(context.now.getTime() - AFTER_MS));
  for (let back = 0; back < MOST_BACK; back++) {
    day = dayBefore(day);
    if (await ReadingDay.exists({ _id: day })) return;
    const rows = await readingsOfDay(day);
    if (rows.length === 0) continue;
    await commitNew(
      context,
      ReadingDay,
      { _id: day, digest: digestOf(rows) },
      { name: DAY_SEALED, details: { day, digest: digestOf(rows) } },
    );
  }
}

function readingsOfDay(day: string) {
  const at = { $gte: cityMidnight(day), $lt: cityMidnight(dayAfter(day)) };
  return ReadingRow.find({ at }).sort({ _id: 1 }).lean();
}

/** The first day of which no rule so far has let go: a longer time brings nothing back. */
function keptSince(now: Date): string {
  const today = cityDate(now);
  let kept = cityDate(readingsKeptFrom(now));
  for (let day = kept; day < today; day = dayAfter(day)) {
    const then = cityDate(readingsKeptFrom(cityMidnight(day)));
    if (then > kept) kept = then;
  }
  return kept;
}

/**
 * Compares the readings of each day with the digest in its entry of the journal, which the sealed record vouches for.
 * @returns how many days were compared, and those whose readings are others now
 */
export async function compareReadings(now: Date): Promise<{ days: number; changed: string[] }> {
  const since = keptSince(now);
  const entries = await Journal.find({ name: DAY_SEALED }, { details: 1 }).sort({ at: 1 }).lean();
  const sealed = entries
    .map(({ details }) => details as { day: string; digest: string })
    .filter(({ day }) => day >= since);
  const changed: string[] = [];
  for (const { day, digest } of sealed) if (digestOf(await readingsOfDay(day)) !== digest) changed.push(day);
  return { days: sealed.length, changed };
}

/** How many go at once: others write meanwhile. */
const MOST_AT_ONCE = 1_000;

/** What is older than the rule says goes, by whole days: what is left of a day is what was sealed. A run that is cut off is taken up by the next. */
export async function dropOldReadings({ now }: Context): Promise<number> {
  const before = cityMidnight(cityDate(readingsKeptFrom(now)));
  let dropped = 0;
  for (;;) {
    const rows = await ReadingRow.find({ at: { $lt: before } }, { _id: 1 })
      .sort({ at: 1, _id: 1 })
      .limit(MOST_AT_ONCE)
      .lean();
    if (rows.length === 0) return dropped;
    dropped += rows.length;
    await ReadingRow.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } });
  }
}
