import type { Collection } from 'mongoose';

interface FaultOfRow {
  code: number;
  index: number;
}

const DUPLICATE = 11000;

/** Faults of single rows of a write of many; undefined when the write failed otherwise. */
function faultsIn(error: unknown): FaultOfRow[] | undefined {
  const { writeErrors } = error as { writeErrors?: FaultOfRow[] };
  return writeErrors?.length ? writeErrors : undefined;
}

/** True when nothing else went wrong than that something stood there already. */
export function onlyRepeats(error: unknown): boolean {
  return faultsIn(error)?.every(({ code }) => code === DUPLICATE) ?? false;
}

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
    return new Set(faultsIn(error)!.map(({ index }) => rows[index]!._id));
  }
}
