import type { Model } from 'mongoose';
import type { Context } from '../context.ts';
import { traced } from '../trace.ts';
import { entryOf, type Happening, type Journalled, stepOf } from './commit.ts';
import type { Entry } from './entry.ts';

/** Fields that a document gets, if it is still at this version, and the entry that tells of it. */
export interface Change<T> {
  document: { _id: unknown; version: number };
  /** As the store keeps them: they go past the model. */
  set: Partial<T>;
  what: Happening;
}

/**
 * Commits one kind of change to many documents in one command: each in a conditional write of its own, with its entry,
 * as `commit` does, but without reading and checking whole documents. For what clocks do to thousands at once: reactions
 * would compete with the next writes, so the caller calls `announce` when the last is done. What a crash leaves
 * unannounced, recovery finds.
 * @returns the entries that were committed; a document that somebody else has changed meanwhile keeps that change only
 */
export async function commitMany<T extends Journalled>(
  context: Context,
  model: Model<T>,
  changes: Change<T>[],
): Promise<Entry[]> {
  if (changes.length === 0) return [];
  const entries = changes.map(({ document, what }) =>
    entryOf(context, { model: model.modelName, id: document._id }, what),
  );
  const writes = changes.map(({ document, set }, at) => ({
    updateOne: {
      filter: { _id: document._id, version: document.version },
      update: { $set: set, $push: { pending: entries[at] }, $inc: { version: 1 } },
    },
  }));
  // Past the model: casting the updates took several times as long as writing them.
  const { modifiedCount } = await traced(context.site, stepOf(context, entries[0]!), () =>
    model.collection.bulkWrite(writes as never, { ordered: false }),
  );
  return modifiedCount === entries.length ? entries : standing(model, { entries, changes });
}

/** What is not announced nobody carries for some seconds: it still stands in its document. */
async function standing<T extends Journalled>(
  model: Model<T>,
  { entries, changes }: { entries: Entry[]; changes: Change<T>[] },
): Promise<Entry[]> {
  const ids = changes.map(({ document }) => document._id);
  const rows = await model
    .find({ _id: { $in: ids } } as never, { pending: 1 })
    .lean<{ pending: { _id: string }[] }[]>();
  const there = new Set(rows.flatMap(({ pending }) => pending.map(({ _id }) => _id)));
  return entries.filter(({ _id }) => there.has(_id));
}
