import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { machineClock, pause } from '../clock/clock.ts';
import { isDuplicateKey } from '../data/connection.ts';
import { insertMissing } from '../data/insert-missing.ts';
import { onlyRepeats } from '../data/write-faults.ts';
import {
  type FigureBatch,
  FigureBatchModel,
  FigurePartModel,
  FigureRowModel,
  type PartChange,
} from './model.ts';

/** Somebody else is counting, or comparing. */
const WAIT_MS = 20;

const NOTHING: FigureBatch = {
  _id: 'batch',
  number: 0,
  done: true,
  changes: [],
  parts: [],
  mended: [],
  held: null,
};

const collection = () => FigureBatchModel.collection as unknown as Collection<FigureBatch>;

/** The last batch, finished, when somebody else may begin the next. @param by whoever holds all, for the next of them */
export async function lastBatch(by?: string): Promise<FigureBatch> {
  for (;;) {
    const batch = await readBatch();
    if (!batch.done) await finish(batch);
    else if (isFree(batch, by)) return batch;
    else await pause(WAIT_MS);
  }
}

async function readBatch(): Promise<FigureBatch> {
  const batch = await collection().findOne({ _id: 'batch' });
  if (batch) return batch;
  try {
    await collection().insertOne(NOTHING);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return readBatch();
}

function isFree({ held }: FigureBatch, by: string | undefined): boolean {
  return !held || held.by === by || held.until < machineClock.now();
}

type Content = Pick<FigureBatch, 'changes' | 'parts' | 'mended'>;

/**
 * Begins the batch after `last` and brings it to its end. What it changes must follow from parts and rows as they are
 * after `last`. @returns false when somebody else has begun another meanwhile, and nothing of this one was done
 */
export async function nextBatch(last: FigureBatch, content: Content): Promise<boolean> {
  const batch = { ...NOTHING, ...content, number: last.number + 1, done: false, held: last.held };
  const filter = { _id: 'batch', number: last.number, done: true, 'held.by': last.held?.by ?? null } as const;
  const { modifiedCount } = await collection().replaceOne(filter, batch);
  if (modifiedCount === 0) return false;
  await finish(batch);
  return true;
}

/** May be done twice, and by several at once: rows and parts take each batch once. */
async function finish({ number, changes, parts, mended }: FigureBatch): Promise<void> {
  const before = { $lt: number };
  const rows = [
    ...changes.map(({ _id, add, ...name }) => {
      const $inc = Object.fromEntries(Object.entries(add).map(([field, by]) => [`counts.${field}`, by]));
      return upsert({ _id, batch: before }, { $inc, $set: { batch: number }, $setOnInsert: nameOf(name) });
    }),
    ...mended.map(({ _id, counts, ...name }) =>
      upsert({ _id, batch: before }, { $set: { counts, batch: number, ...nameOf(name) } }),
    ),
  ];
  await Promise.all([writeAll(FigureRowModel.collection as never, rows), keepParts(number, parts)]);
  const nothing = { changes: [], parts: [], mended: [] };
  await collection().updateOne({ _id: 'batch', number, done: false }, { $set: { done: true, ...nothing } });
}

async function keepParts(number: number, parts: PartChange[]): Promise<void> {
  const collection = FigurePartModel.collection;
  const rowOf = ({ _id, face, marks }: PartChange) => ({
    ...{ _id, face, batch: number },
    ...(marks.length > 0 ? { marks } : {}),
  });
  // Most of what an import brings is new: making rows costs a third of changing them.
  const there = await insertMissing(collection, parts.filter(({ fresh }) => fresh).map(rowOf));
  const changed = parts.filter(({ _id, fresh }) => !fresh || there.has(_id));
  const writes = changed.map(({ _id, face, marks }) =>
    upsert(
      { _id, batch: { $lt: number } },
      marks.length > 0
        ? { $set: { face, marks, batch: number } }
        : { $set: { face, batch: number }, $unset: { marks: 1 } },
    ),
  );
  await writeAll(collection as never, writes);
}

const nameOf = ({ of, key, month }: { of: string; key: string; month?: string }) => ({
  of,
  key,
  month: month ?? null,
});

const upsert = (filter: object, update: object) => ({ updateOne: { filter, update, upsert: true } });

/** A row that has had this batch already is not met by its filter: the store tries to make it, and says that it is there. */
async function writeAll(to: Collection, writes: object[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    await to.bulkWrite(writes as AnyBulkWriteOperation[], { ordered: false });
  } catch (error) {
    if (!onlyRepeats(error)) throw error;
  }
}

/** Keeps everybody else from beginning a batch until a moment; again, for longer. @returns false when others hold it */
export async function hold(by: string, milliseconds: number): Promise<boolean> {
  const { number, held } = await lastBatch(by);
  const until = new Date(machineClock.now().getTime() + milliseconds);
  const filter = { _id: 'batch', number, done: true, 'held.by': held?.by ?? null } as const;
  const { matchedCount } = await collection().updateOne(filter, { $set: { held: { by, until } } });
  return matchedCount > 0;
}

export async function release(by: string): Promise<void> {
  await collection().updateOne({ _id: 'batch', 'held.by': by }, { $set: { held: null } });
}
