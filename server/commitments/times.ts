import { readFileSync } from 'node:fs';
import { cityDate } from '../calendar/index.ts';
import { type CommitmentTimes, timesAt } from './rules.ts';

const SEED = new URL('../../data/seed/commitment-times.json', import.meta.url);

let rows: CommitmentTimes[] | undefined;

/** The times in force when something was promised: they hold to its end. */
export function timesOf({ madeAt }: { madeAt: Date }): CommitmentTimes {
  rows ??= JSON.parse(readFileSync(SEED, 'utf8')) as CommitmentTimes[];
  return timesAt(rows, cityDate(madeAt));
}
