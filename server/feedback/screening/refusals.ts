import { accountNames } from '../../accounts/index.ts';
import { addDays } from '../../city/dates.ts';
import type { Context } from '../../platform/context.ts';
import { allow } from '../../platform/errors.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeeOverturned } from '../item/policy.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { overturnRates } from './rules.ts';

export interface RefusalRow {
  name: string;
  refused: number;
  contested: number;
  overturned: number;
  /** Of those that were refused, in %. */
  percent: number;
}

const DAYS = 365;

type Row = Pick<FeedbackFields, 'refusal' | 'contest' | 'overturned' | 'closedAt'>;

/** Of the last year, by coordinator: how many were refused, contested, taken back. Not public. @throws Forbidden */
export async function refusalRows(context: Context): Promise<RefusalRow[]> {
  allow(canSeeOverturned(context.actor));
  const since = addDays(context.now, -DAYS);
  const read = { refusal: 1, contest: 1, overturned: 1, closedAt: 1 } as const;
  const [standing, back] = await Promise.all([
    Feedback.find({ 'refusal.by': { $gt: '' }, closedAt: { $gte: since }, ...UNSHIELDED }, read).lean<
      Row[]
    >(),
    Feedback.find({ 'overturned.takenBackAt': { $gt: BEFORE_ALL }, ...UNSHIELDED }, read).lean<Row[]>(),
  ]);
  const rows = [
    ...standing.map(({ refusal, contest }) => ({
      by: refusal!.by!,
      contested: !!contest?.openSince || !!contest?.upheld,
      overturned: false,
    })),
    ...back
      .flatMap(({ overturned }) => overturned)
      .filter(({ by, at }) => by && at >= since)
      .map(({ by, contested }) => ({ by: by!, contested, overturned: true })),
  ];
  const rates = overturnRates(rows);
  const names = await accountNames(rates.map(({ by }) => by));
  return rates.map(({ by, ...each }) => ({
    ...{ name: names.get(by) ?? '–', ...each },
    percent: Math.round((100 * each.overturned) / each.refused),
  }));
}
