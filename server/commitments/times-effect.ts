import { addDays } from '../city/dates.ts';
import { type EffectRow, withEffect } from '../settings/index.ts';
import { Commitment } from './model.ts';
import type { CommitmentTimes } from './rules.ts';
import { COMMITMENT_TIMES } from './times.ts';

type Times = Pick<CommitmentTimes, 'remindBeforeDays' | 'brokenAfterDays' | 'mostNewDates'>;

const count = (filter: object) => Commitment.countDocuments({ keptAt: null, ...filter });

/** Of what is promised and not done: what the times would make of it today. */
async function countedBy(now: Date, times: Times): Promise<Record<string, number>> {
  const [broken, reminded, fixed] = await Promise.all([
    count({ status: { $in: ['late', 'broken'] }, dueAt: { $lt: addDays(now, -times.brokenAfterDays) } }),
    count({ status: 'open', dueAt: { $gte: now, $lte: addDays(now, times.remindBeforeDays) } }),
    count({ status: 'open', dueAt: { $gte: now }, [`dates.${times.mostNewDates}`]: { $exists: true } }),
  ]);
  return { broken, reminded, fixed };
}

/** The times, with what a change would make of the promises that are not done yet. */
export const TIMES_WITH_EFFECT = withEffect(COMMITMENT_TIMES, async ({ now }, { before, after }) => {
  if ((await count({ status: { $in: ['open', 'late', 'broken'] } })) === 0) return [];
  const [old, next] = await Promise.all([countedBy(now, before), countedBy(now, after)]);
  return Object.keys(next).map(
    (what): EffectRow => ({
      text: `settings.effects.commitment-times.${what}`,
      before: old[what]!,
      after: next[what]!,
    }),
  );
});
