import mongoose, { type Model } from 'mongoose';
import type { Context } from '../context.ts';
import { insertTogether } from '../data/insert-together.ts';
import { traced } from '../trace.ts';
import { announce, entryOf, type Happening, type Journalled, stepOf } from './commit.ts';
import type { Entry } from './entry.ts';

const defaults = new Map<string, object>();

/** What the model gives a document that says nothing. Written, never changed: one for all. */
function defaultsOf<T>(model: Model<T>): object {
  let known = defaults.get(model.modelName);
  if (!known) {
    const { _id, ...rest } = new model().toObject() as { _id: unknown };
    known = rest;
    defaults.set(model.modelName, known);
  }
  return known;
}

/**
 * Saves a new document together with the entry that tells of it, as `commit` does, but past the model: making and
 * casting a large document took longer than writing it. For what people send in numbers.
 * @param fields as the store keeps them, with the types of the schema; what is undefined is left out
 * @param what several: all that happens to it at once, in this order
 * @throws the store's answer to a key that exists (`isDuplicateKey`)
 */
export async function commitNew<T extends Journalled>(
  context: Context,
  model: Model<T>,
  fields: Partial<T> & { _id?: unknown },
  what: Happening | readonly Happening[],
): Promise<Entry> {
  const _id = fields._id ?? new mongoose.Types.ObjectId();
  const entries = [what].flat().map((each) => entryOf(context, { model: model.modelName, id: _id }, each));
  const row = { ...defaultsOf(model), ...fields, _id, pending: entries, version: 0 };
  await traced(context.site, stepOf(context, entries[0]!), () => insertTogether(model.collection, row));
  announce(context, ...entries);
  return entries[0]!;
}
