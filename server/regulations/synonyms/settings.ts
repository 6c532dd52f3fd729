import type { Job } from '../../platform/clock/scheduler.ts';
import { readSeed } from '../../platform/seed.ts';
import { otherWordings, type SynonymRow } from '../rules.ts';
import { SynonymTable } from './model.ts';

export const TABLE = 'city';

export interface SynonymRows {
  number: number;
  rows: readonly SynonymRow[];
}

let known: SynonymRows | undefined;

function shipped(): SynonymRows {
  return { number: 1, rows: readSeed<{ rows: SynonymRow[] }>('synonyms').rows };
}

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function synonymRows(): Promise<SynonymRows> {
  const table = await SynonymTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  known = table ? { number: table.number, rows: table.rows } : shipped();
  return known;
}

/** How else people say what they search for, by the words in force. */
export function wordingsOf(query: string): string[] {
  const { rows } = known ?? shipped();
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
