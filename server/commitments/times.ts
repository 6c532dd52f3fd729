import { cityDate } from '../calendar/index.ts';
import { rowOnOrFirst } from '../city/dated-rows.ts';
import { readSeed } from '../platform/seed.ts';
import type { CommitmentTimes } from './rules.ts';

/** The times in force when something was promised: they hold to its end. */
export function timesOf({ madeAt }: { madeAt: Date }): CommitmentTimes {
  return rowOnOrFirst(readSeed<CommitmentTimes[]>('commitment-times'), cityDate(madeAt));
}
