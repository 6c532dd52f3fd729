import type { QueryFilter } from 'mongoose';
import { unitStaff } from '../../accounts/index.ts';
import type { Actor } from '../../platform/context.ts';
import type { Crossing } from '../figures/crossed.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeeInside } from '../item/policy.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { type WhoActs, whoActs } from '../item/who-acts.ts';
import { publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';

/** What a leader looks after: who has it, since when, and what comes next. */
const WATCHED = ['overdue', 'disputed', 'reopened'] as const;
export type Watched = (typeof WATCHED)[number];

export interface WatchedItem extends PublicItem {
  since: Date;
  /** Named only to those inside; else it is the unit's. */
  who?: WhoActs;
}

const FILTER: Record<Watched, { filter: object; sort: Record<string, 1> }> = {
  // In the order of an index: a city may have thousands.
  overdue: { filter: { closedAt: null, overdueAt: { $gt: BEFORE_ALL } }, sort: { overdueAt: 1, _id: 1 } },
  disputed: { filter: { closedAt: null, status: 'disputed' }, sort: { dueAt: 1, _id: 1 } },
  reopened: { filter: { closedAt: null, 'reopening.unit': { $exists: true } }, sort: { dueAt: 1, _id: 1 } },
};

const since = (item: FeedbackFields): Record<Watched, Date> => ({
  overdue: item.dueAt,
  disputed: item.dispute?.at ?? item.dueAt,
  reopened: item.reopening?.at ?? item.dueAt,
});

function whoseOf({ units, regulations, ward, language }: Crossing): QueryFilter<FeedbackFields> {
  return {
    ...(units ? { unit: { $in: [...units] } } : {}),
    ...(regulations ? { regulation: { $in: [...regulations] } } : {}),
    ...(ward ? { ward } : {}),
    ...(language ? { language: language as FeedbackFields['language'] } : {}),
  };
}

/** Some of them, those first that wait longest. */
export async function itemsToWatch(
  { actor, now }: { actor: Actor; now: Date },
  { watched, among, most }: { watched: Watched; among: Crossing; most: number },
): Promise<WatchedItem[]> {
  const { filter, sort } = FILTER[watched];
  const whose = whoseOf(among);
  const [rows, staff] = await Promise.all([
    Feedback.find({ ...filter, ...whose, ...UNSHIELDED }, { pending: 0 })
      .sort(sort)
      .limit(most)
      .lean<FeedbackFields[]>(),
    unitStaff(now),
  ]);
  return rows.map((row) => {
    const who = canSeeInside(actor, row) ? whoActs(row, staff) : undefined;
    return { ...publicItem(row, now), since: since(row)[watched], ...(who ? { who } : {}) };
  });
}
