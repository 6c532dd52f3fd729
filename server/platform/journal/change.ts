import type { Document, HydratedDocument } from 'mongoose';
import type { Actor, Context } from '../context.ts';
import { Conflict, Forbidden, NotFound, type Text } from '../errors.ts';
import { commit, type Details, type Journalled, retrying } from './commit.ts';

/** What somebody can do with a document. Actions keep to it, and the buttons of pages follow from it. */
export interface Verb<Of, Entry extends string> {
  /** Name of its entry; its row in the table of moves. */
  entry: Entry;
  may(actor: Actor, of: Of): boolean;
  /** Why it cannot be done now, by those who may. */
  refusal?(of: Of, context: Context): Text | undefined;
  /** Why its state forbids it, where that can be said better than in general words. */
  wrongState?(of: Of): Text | undefined;
}

/** The status after an entry; undefined when the table of moves has no such row. */
type Table<Of, Entry> = (of: Of, entry: Entry) => string | undefined;

/** Documents that change alike: how one is found, saved and moved. */
interface Kind<Key, Of, Entry> {
  /** @throws NotFound for those who may not know of it */
  find(context: Context, key: Key): Promise<Of | null>;
  saved(of: Of): Document<unknown> & Journalled;
  /** By which people know it. */
  code(of: Of): string;
  /** Absent: verbs say by themselves what may follow what. */
  after?: Table<Of, Entry>;
}

type Happened<Entry> = Details & { name: Entry };
/** What was done; `name` where it is not that of the verb. Undefined: it is so already, nothing happens. */
type Done<Entry> = (Details & { name?: Entry }) | undefined;

export const WRONG_STATE: Text = { text: 'errors.wrong-state' };

function whyNot<Of, Entry extends string>(
  context: Context,
  of: Of,
  { verb, after }: { verb: Verb<Of, Entry>; after: Table<Of, Entry> | undefined },
): 'forbidden' | Text | undefined {
  if (!verb.may(context.actor, of)) return 'forbidden';
  if (after && !after(of, verb.entry)) return verb.wrongState?.(of) ?? WRONG_STATE;
  return verb.refusal?.(of, context);
}

/** For the buttons of a page: what can be done now, and why not, where that is more than the state of the document. */
export function mayDo<Of, Entry extends string, Name extends string>(
  context: Context,
  of: Of,
  { verbs, after }: { verbs: Record<Name, Verb<Of, Entry>>; after?: Table<Of, Entry> },
): { may: Record<Name, boolean>; why: Partial<Record<Name, Text>> } {
  const may = {} as Record<Name, boolean>;
  const why: Partial<Record<Name, Text>> = {};
  for (const name of Object.keys(verbs) as Name[]) {
    const refusal = whyNot(context, of, { verb: verbs[name], after });
    may[name] = !refusal;
    if (refusal && refusal !== 'forbidden' && refusal !== WRONG_STATE) why[name] = refusal;
  }
  return { may, why };
}

export function changesOf<Key, Of, Entry extends string>({ find, saved, code, after }: Kind<Key, Of, Entry>) {
  async function allowed(context: Context, key: Key, verb: Verb<Of, Entry>, version?: number): Promise<Of> {
    const of = await find(context, key);
    if (!of) throw new NotFound();
    const refusal = whyNot(context, of, { verb, after });
    if (refusal === 'forbidden') throw new Forbidden();
    if (version !== undefined && version !== saved(of).version) throw new Conflict();
    if (refusal) throw new Conflict(refusal.text, refusal.values);
    return of;
  }

  async function save(context: Context, of: Of, { name, ...details }: Happened<Entry>): Promise<void> {
    const document = saved(of);
    const status = after?.(of, name);
    if (after && !status) throw new Conflict(WRONG_STATE.text);
    if (status) document.set('status', status);
    await commit(context, document as HydratedDocument<Journalled>, { name, code: code(of), ...details });
  }

  return {
    /** @throws NotFound, Forbidden, Conflict when the verb cannot be done */
    check(context: Context, key: Key, verb: Verb<Of, Entry>): Promise<Of> {
      return allowed(context, key, verb);
    },

    /**
     * Somebody does something: finds the document, asks the verb and the table, changes and commits.
     * @param act still sees the status as it was
     * @param version that the form showed
     * @throws NotFound, Forbidden; Conflict when it cannot be done, or somebody has changed the document since that version
     */
    change(
      context: Context,
      key: Key,
      verb: Verb<Of, Entry>,
      act: (of: Of) => Done<Entry> | Promise<Done<Entry>>,
      version?: number,
    ): Promise<void> {
      const once = async () => {
        const of = await allowed(context, key, verb, version);
        const done = await act(of);
        if (done) await save(context, of, { name: verb.entry, ...done });
      };
      // Whoever has seen a version decides anew about the next one.
      return version === undefined ? retrying(once) : once();
    },

    /** What follows from time or from another change. Where there is nothing to do any more, nothing happens. */
    follow(
      context: Context,
      key: Key,
      act: (of: Of) => Happened<Entry> | undefined | Promise<Happened<Entry> | undefined>,
    ): Promise<void> {
      return retrying(async () => {
        const of = await find(context, key);
        const happened = of && (await act(of));
        if (happened) await save(context, of, happened);
      });
    },
  };
}
