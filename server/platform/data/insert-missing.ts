import type { Collection } from 'mongoose';
import { faultsOfRows, onlyRepeats } from './write-faults.ts';

/**
 * Inserts rows past the model, in one write; those that stand there already stay as they are.
 * @returns the ids of those @throws the store's answer to any other fault
 */
export async function insertMissing<Id>(collection: Collection, rows: { _id: Id }[]): Promise<Set<Id>> {
  if (rows.length === 0) return new Set();
  try {
    await collection.insertMany(rows as never[], { ordered: false });
    return new Set();
  } catch (error) {
    if (!onlyRepeats(error)) throw error;
    return new Set(faultsOfRows(error)!.map(({ index }) => rows[index]!._id));
  }
}
