import { cityDate, cityMidnight } from '../calendar/index.ts';
import { dayAfter, dayBefore } from '../city/dates.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import { commitNew } from '../platform/journal/index.ts';
import { digestOf } from '../sealed-record/index.ts';
import { ReadingDay, ReadingRow } from './model.ts';
import { readingsWritten } from './note.ts';
import { readingsKeptFrom } from './settings.ts';

/** So many days back it looks for one that no digest was made of, after a standstill. */
const MOST_BACK = 7;

/** Each night the digest of all readings of the day before goes into the journal, and by it into the sealed record. */
export async function sealReadings(context: Context): Promise<void> {
  await readingsWritten();
  const today = cityDate(context.now);
  let day = today;
  for (let back = 0; back < MOST_BACK; back++) {
    day = dayBefore(day);
    if (await ReadingDay.exists({ _id: day })) return;
    const rows = await readingsOfDay(day);
    if (rows.length === 0) continue;
    await commitNew(
      context,
      ReadingDay,
      { _id: day, digest: digestOf(rows) },
      { name: 'reading-audit.day-sealed', details: { day, digest: digestOf(rows) } },
    );
  }
}

function readingsOfDay(day: string) {
  const at = { $gte: cityMidnight(day), $lt: cityMidnight(dayAfter(day)) };
  return ReadingRow.find({ at }).sort({ _id: 1 }).lean();
}

/** Whether the readings of a day are those that were sealed; undefined: none were, or their time is over. */
export async function readingsAsSealed(day: string, now: Date): Promise<boolean | undefined> {
  if (day < cityDate(readingsKeptFrom(now))) return undefined;
  const sealed = await ReadingDay.findById(day, { digest: 1 }).lean();
  return sealed ? sealed.digest === digestOf(await readingsOfDay(day)) : undefined;
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

export const readingJob: Job = {
  name: 'reading-audit.nightly',
  everySeconds: 3600,
  async run(context) {
    await sealReadings(context);
    await dropOldReadings(context);
  },
};
