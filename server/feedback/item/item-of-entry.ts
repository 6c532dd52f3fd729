import { gathered } from '../../platform/data/gather.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { Feedback, type FeedbackFields } from './model.ts';

const itemById = gathered(async (ids) => {
  const items = await Feedback.find({ _id: { $in: ids } }).lean<FeedbackFields[]>();
  return new Map(items.map((item) => [item._id.toHexString(), item]));
});

const itemsOfEntries = new WeakMap<Entry, Promise<FeedbackFields | undefined>>();

/** The item of an entry: read once for all that follows, together with those of the entries carried beside it. */
export function itemOfEntry(entry: Entry): Promise<FeedbackFields | undefined> {
  let item = itemsOfEntries.get(entry);
  if (!item) {
    item = itemById(entry.subject.id);
    itemsOfEntries.set(entry, item);
  }
  return item;
}
