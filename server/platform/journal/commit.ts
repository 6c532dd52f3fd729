import { EventEmitter } from 'node:events';
import mongoose, { type HydratedDocument, type Model, type Schema } from 'mongoose';
import { type Actor, type Context, isStaff, type Site } from '../context.ts';
import { documentOptions } from '../data/connection.ts';
import { Conflict } from '../errors.ts';
import { type Step, traced } from '../trace.ts';
import { type Entry, type EntryActor, entrySchema } from './entry.ts';

/** What every document with a history has beside its own fields. */
export interface Journalled {
  version: number;
  pending: Entry[];
}

export type Details = {
  details?: Record<string, unknown>;
  personal?: Record<string, unknown>;
  code?: string;
};

const journalledModels = new Map<string, Model<Journalled>>();
const committed = new EventEmitter();

/** A model whose documents change only through `commit`. */
export function journalledModel<T extends Journalled>(name: string, collection: string, schema: Schema<T>) {
  schema.add({ pending: { type: [entrySchema], default: [] } } as never);
  for (const [option, value] of Object.entries(documentOptions)) schema.set(option as never, value as never);
  schema.set('collection', collection);
  // Holds only documents with an entry under way: the recovery tick finds them without a scan.
  schema.index({ 'pending.at': 1 }, { sparse: true });
  const model = mongoose.model<T>(name, schema);
  journalledModels.set(name, model as unknown as Model<Journalled>);
  return model;
}

export function allJournalledModels(): Model<Journalled>[] {
  return [...journalledModels.values()];
}

export function journalledModelOf(name: string): Model<Journalled> | undefined {
  return journalledModels.get(name);
}

/** Calls the listener after each commit of this process. @returns a function that ends it */
export function onCommitted(listener: (entry: Entry, site: Site) => void): () => void {
  committed.on('entry', listener);
  return () => committed.off('entry', listener);
}

export function entryActor(actor: Actor): EntryActor {
  if (isStaff(actor)) {
    const { id, name, approvedBy } = actor;
    return { kind: 'staff', id, name, ...(approvedBy ? { approvedBy } : {}) };
  }
  return actor.kind === 'system' ? { kind: 'system', id: actor.id } : { kind: 'visitor' };
}

export type Happening = { name: string } & Details;

/** The entry of something that happens to a document now. */
export function entryOf(context: Context, subject: { model: string; id: unknown }, what: Happening): Entry {
  return {
    _id: new mongoose.Types.ObjectId().toHexString(),
    name: what.name,
    at: context.now,
    actor: entryActor(context.actor),
    requestId: context.requestId,
    subject: { model: subject.model, id: String(subject.id), ...(what.code ? { code: what.code } : {}) },
    details: what.details ?? {},
    personal: what.personal ?? {},
  };
}

/** What is told of a commit outside: that it was made, not to what. */
export function stepOf({ requestId }: Context, { name }: Pick<Entry, 'name'>): Step {
  return { kind: 'commit', name, requestId };
}

/** Tells this process's listeners of entries that stand in the store. */
export function announce({ site }: Context, ...entries: Entry[]): void {
  for (const entry of entries) committed.emit('entry', entry, site);
}

/**
 * Saves a document together with the journal entry that tells what happened, in one conditional write.
 * @param name past tense, `feature.what-happened`
 * @throws Conflict when the document has changed since it was read
 */
export async function commit<T extends Journalled>(
  context: Context,
  document: HydratedDocument<T>,
  what: Happening,
): Promise<Entry> {
  const model = (document.constructor as Model<T>).modelName;
  const entry = entryOf(context, { model, id: document._id }, what);
  (document.pending as Entry[]).push(entry);
  try {
    await traced(context.site, stepOf(context, entry), () => document.save());
  } catch (error) {
    if (error instanceof mongoose.Error.VersionError) throw new Conflict();
    throw error;
  }
  announce(context, entry);
  return entry;
}

/**
 * Repeats a read-check-commit when somebody else was faster: for moves between states, which are checked anew
 * each time. Edits of text compare the version that the form carried instead.
 */
export async function retrying<R>(act: () => Promise<R>, tries = 5): Promise<R> {
  for (let left = tries; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Conflict && error.text === 'errors.conflict') || left <= 1) throw error;
    }
  }
}
