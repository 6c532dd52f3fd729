import { setImmediate as breath } from 'node:timers/promises';
import mongoose from 'mongoose';
import { log } from '../../platform/log.ts';
import { Feedback } from '../item/model.ts';
import { indexedItem, itemIndex, READ, type Searched } from './item-index.ts';

const AT_ONCE = 1_024;

/**
 * Reads the items that the index does not know yet, oldest first, and goes on where the last try ended.
 * @param until says when to break off
 * @returns false when something is left
 */
export async function buildSearch(until: () => boolean = () => false): Promise<boolean> {
  const index = itemIndex();
  let { built, cursor = '' } = await index.state();
  if (built) return true;
  if (cursor === '') await dropFormerIndex();
  while (!until()) {
    const from = cursor ? { _id: { $gt: new mongoose.Types.ObjectId(cursor) } } : {};
    const items = await Feedback.find(from, READ).sort({ _id: 1 }).limit(AT_ONCE).lean<Searched[]>();
    if (items.length === 0) {
      await index.noteProgress({ built: true });
      if (cursor) log.info('the search index is complete');
      return true;
    }
    await index.put(items.map(indexedItem).filter(({ parts }) => Object.keys(parts).length > 0));
    await removeFormerTokens(items);
    cursor = items.at(-1)!._id.toHexString();
    await index.noteProgress({ cursor });
    await breath();
  }
  return false;
}

const FORMER_INDEX = 'tokens_1_receivedAt_-1';

/** Until 2026 items carried the words by which they were found. */
async function dropFormerIndex(): Promise<void> {
  const indexes = await Feedback.collection.indexes().catch(() => []);
  if (!indexes.some(({ name }) => name === FORMER_INDEX)) return;
  await Feedback.collection.dropIndex(FORMER_INDEX);
  log.info('items are searched by an index of their own from now on; it is made in the background');
}

async function removeFormerTokens(items: readonly Searched[]): Promise<void> {
  const ids = items.map(({ _id }) => _id);
  await Feedback.collection.updateMany(
    { _id: { $in: ids }, tokens: { $exists: true } },
    { $unset: { tokens: 1 } },
  );
}
