import { randomUUID } from 'node:crypto';
import { type Context, isStaff, type NotedReading } from '../platform/context.ts';
import { insertMissing } from '../platform/data/insert-missing.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { faultDetails, log } from '../platform/log.ts';
import { keepNewest } from '../platform/newest.ts';
import { type Reading, ReadingRow } from './model.ts';
import { readingId } from './rules.ts';

const MOST_KNOWN = 5_000;

const memory = storeMemory(() => ({
  waiting: [] as Reading[],
  known: new Map<string, true>(),
  writing: undefined as Promise<void> | undefined,
}));

function rowOf({ actor, now }: Context, reading: NotedReading): Omit<Reading, '_id'> | undefined {
  if (!isStaff(actor)) return undefined;
  const { what, code } = reading;
  return { at: now, by: actor.id, name: actor.name, what, ...(code ? { code } : {}) };
}

/**
 * Notes that somebody has read something, beside the page: what comes while a write is under way goes with the next one,
 * and what the same person has read within the hour is not written again.
 */
export function noteReading(context: Context, reading: NotedReading): void {
  const row = rowOf(context, reading);
  if (!row) return;
  const _id = readingId(row, row.at);
  const { waiting, known } = memory();
  if (known.has(_id)) return;
  keepNewest(known, [_id, true], MOST_KNOWN);
  waiting.push({ _id, ...row });
  void readingsWritten();
}

/** All that has been noted stands in the store. */
export function readingsWritten(): Promise<void> {
  const kept = memory();
  kept.writing ??= writeAll().finally(() => {
    kept.writing = undefined;
  });
  return kept.writing;
}

async function writeAll(): Promise<void> {
  const { waiting, known } = memory();
  while (waiting.length > 0) {
    const rows = waiting.splice(0);
    try {
      await insertMissing(ReadingRow.collection as never, rows);
    } catch (error) {
      // The next reading of the hour is written anew.
      for (const { _id } of rows) known.delete(_id);
      log.error({ readings: rows.length, ...faultDetails(error) }, 'readings could not be noted');
    }
  }
}

/** Somebody without a part in an item reads it for a reason: noted before anything is shown. */
export async function noteBreakGlass(context: Context, code: string, why: string): Promise<void> {
  const row = rowOf(context, { what: 'break-glass', code });
  if (row) await ReadingRow.create({ _id: `${row.by}:break-glass:${code}:${randomUUID()}`, ...row, why });
}
