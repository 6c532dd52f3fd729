import type { Collection } from 'mongoose';
import { faultsOfRows } from './write-faults.ts';

interface Waiting {
  row: object;
  done(): void;
  failed(fault: unknown): void;
}

const groups = new WeakMap<Collection, Waiting[]>();

/**
 * Inserts a row past the model, in one command with those that others insert in this turn: a command costs more than a
 * row. Each caller waits for the disk and hears of the faults of its own row alone.
 */
export function insertTogether(collection: Collection, row: object): Promise<void> {
  return new Promise((done, failed) => {
    const group = groups.get(collection);
    if (group) return void group.push({ row, done, failed });
    groups.set(collection, [{ row, done, failed }]);
    setImmediate(() => {
      const all = groups.get(collection)!;
      groups.delete(collection);
      void (all.length === 1 ? insertOne(collection, all[0]!) : insertAll(collection, all));
    });
  });
}

const OPTIONS = { ignoreUndefined: true } as const;

async function insertOne(collection: Collection, { row, done, failed }: Waiting): Promise<void> {
  try {
    await collection.insertOne(row, OPTIONS);
    done();
  } catch (fault) {
    failed(fault);
  }
}

async function insertAll(collection: Collection, all: Waiting[]): Promise<void> {
  try {
    const rows = all.map(({ row }) => row);
    await collection.insertMany(rows, { ...OPTIONS, ordered: false });
    for (const { done } of all) done();
  } catch (fault) {
    const faults = faultsOfRows(fault);
    const own =
      faults &&
      new Map(
        faults.map(({ index, code, errmsg }) => [index, Object.assign(new Error(errmsg), { code })] as const),
      );
    for (const [at, { done, failed }] of all.entries()) {
      if (!own) failed(fault);
      else if (own.has(at)) failed(own.get(at));
      else done();
    }
  }
}
