import type { Job } from '../../platform/clock/scheduler.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { readSeed } from '../../platform/seed.ts';
import { otherWordings, type SynonymRow } from '../rules.ts';
import { SynonymTable } from './model.ts';

export const TABLE = 'city';

export interface SynonymRows {
  number: number;
  rows: readonly SynonymRow[];
}

function shipped(): SynonymRows {
  return { number: 1, rows: readSeed<{ rows: SynonymRow[] }>('synonyms').rows };
}

const memory = storeMemory(() => ({ table: shipped() }));

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function synonymRows(): Promise<SynonymRows> {
  const table = await SynonymTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  memory().table = table ? { number: table.number, rows: table.rows } : shipped();
  return memory().table;
}

/** How else people say what they search for, by the words in force. */
export function wordingsOf(query: string): string[] {
  const { rows } = memory().table;
  return otherWordings(
    query,
    rows.filter(({ validTo }) => validTo === null),
  );
}

/** So that every process searches by the newest words. */
export const synonymsJob: Job = {
  name: 'regulations.read-synonyms',
  everySeconds: 30,
  everyProcess: true,
  run: async () => void (await synonymRows()),
};
