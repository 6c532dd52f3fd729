import type { Succession } from '../city/succession.ts';
import type { Context } from '../platform/context.ts';
import { changeEach } from '../platform/journal/index.ts';
import { Commitment } from './model.ts';

const STILL_OWED = { status: { $in: ['open', 'late'] } };

export function countOwedBy(units: readonly string[]): Promise<number> {
  return Commitment.countDocuments({ unit: { $in: [...units] }, ...STILL_OWED } as never);
}

/** What a unit that has ended still owes, its successor owes. What was kept or broken stays its own. */
export function succeedCommitments(context: Context, { from, to }: Succession): Promise<void> {
  return changeEach(context, Commitment, {
    filter: { unit: from, ...STILL_OWED },
    change(commitment) {
      commitment.unit = to;
      const { code, source } = commitment;
      return { name: 'commitment.succeeded', code, details: { from, unit: to, source } };
    },
  });
}
