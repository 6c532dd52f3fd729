import type { HydratedDocument, Model } from 'mongoose';
import type { Context } from '../context.ts';
import { commit, type Happening, type Journalled, retrying } from './commit.ts';

const TOGETHER = 100;

/**
 * Changes every document that a filter finds, each in a commit of its own. A document that is changed is not found by
 * the filter any more: begun anew it goes on where it was cut off.
 */
export async function changeEach<T extends Journalled>(
  context: Context,
  model: Model<T>,
  { filter, change }: { filter: object; change(document: HydratedDocument<T>): Happening },
): Promise<void> {
  for (let after: unknown; ; ) {
    const later = after === undefined ? filter : { $and: [filter, { _id: { $gt: after } }] };
    const rows = (await model
      .find(later as never, { _id: 1 })
      .sort({ _id: 1 })
      .limit(TOGETHER)
      .lean()) as unknown as { _id: unknown }[];
    for (const { _id } of rows)
      await retrying(async () => {
        const found = await model.findOne({ $and: [filter, { _id }] } as never);
        if (found) await commit(context, found, change(found));
      });
    if (rows.length < TOGETHER) return;
    after = rows.at(-1)!._id;
  }
}
