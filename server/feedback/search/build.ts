import { setImmediate as breath } from 'node:timers/promises';
import mongoose from 'mongoose';
import { log } from '../../platform/log.ts';
import { Feedback } from '../item/model.ts';
import { indexedItem, itemIndex, READ, type Searched } from './item-index.ts';

/** As many as a segment of the index has: a row of it is written once. */
const AT_ONCE = 4_096;

/**
 * Reads the items that the index does not know yet, oldest first, and goes on where the last try ended.
 * @param until says when to break off
 * @returns false when something is left
 */
export async function buildSearch(until: () => boolean = () => false): Promise<boolean> {
  const index = itemIndex();
  let { built, cursor = '' } = await index.state();
  if (built) return true;
  while (!until()) {
    const from = cursor ? { _id: { $gt: new mongoose.Types.ObjectId(cursor) } } : {};
    const items = await Feedback.find(from, READ).sort({ _id: 1 }).limit(AT_ONCE).lean<Searched[]>();
    if (items.length === 0) {
      await index.noteProgress({ built: true });
      if (cursor) log.info('the search index is complete');
      return true;
    }
    await index.put(items.map(indexedItem).filter(({ parts }) => Object.keys(parts).length > 0));
    cursor = items.at(-1)!._id.toHexString();
    await index.noteProgress({ cursor });
    await breath();
  }
  return false;
}

/** Makes the index anew. Broken off, it goes on by itself when the site starts. @returns how many items there are */
export async function rebuildSearch(): Promise<number> {
  await itemIndex().empty();
  await buildSearch();
  return (await itemIndex().state()).docs;
}
