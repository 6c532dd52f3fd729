import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { changeEach } from '../../platform/journal/index.ts';
import { SavedQueue } from './model.ts';

const naming = (units: readonly string[]) => ({
  removedAt: null,
  $or: [{ sharedWith: { $in: [...units] } }, { 'query.unit': { $in: [...units] } }],
});

export function countQueuesNaming(units: readonly string[]): Promise<number> {
  return SavedQueue.countDocuments(naming(units) as never);
}

/** Saved filters that name a unit that has ended, or are shared with its people, name its successor. */
export function succeedQueues(context: Context, { from, to }: Succession): Promise<void> {
  return changeEach(context, SavedQueue, {
    filter: naming([from]),
    change(queue) {
      queue.sharedWith = [...new Set(queue.sharedWith.map((unit) => (unit === from ? to : unit)))];
      if (queue.query['unit'] === from) queue.set('query', { ...queue.query, unit: to });
      return { name: 'queue.succeeded', details: { from, unit: to } };
    },
  });
}
