import { cityDate } from '../calendar/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type CommitmentTimes, timesAt } from './rules.ts';

/** The times in force when something was promised: they hold to its end. */
export function timesOf({ madeAt }: { madeAt: Date }): CommitmentTimes {
  return timesAt(readSeed<CommitmentTimes[]>('commitment-times'), cityDate(madeAt));
}
