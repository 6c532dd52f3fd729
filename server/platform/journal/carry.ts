import { type Site, systemContext } from '../context.ts';
import { insertMissing } from '../data/insert-missing.ts';
import { faultDetails, log } from '../log.ts';
import { traced } from '../trace.ts';
import { journalledModelOf } from './commit.ts';
import type { Entry } from './entry.ts';
import { Journal, type JournalRow } from './model.ts';
import type { Reaction } from './reaction.ts';

const MOST_TRIES = 8;

/** An entry on its way, with what an earlier try has done already. */
interface Carried {
  row: JournalRow;
  /** It stands in the journal. */
  known: boolean;
}

/** Takes entries to their reactions and to the journal, many in one go. */
export class Carrier {
  readonly #reactions = new Map<string, Reaction[]>();
  readonly #site: Site;

  constructor(reactions: Reaction[], site: Site) {
    this.#site = site;
    const names = reactions.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    // What is done is kept by name: the second of two would never run.
    if (twice) throw new Error(`two reactions are named ${twice}`);
    for (const reaction of reactions)
      for (const name of new Set(reaction.to)) this.#reactions.set(name, [...this.#of(name), reaction]);
  }

  isUrgent({ name }: Entry): boolean {
    return this.#of(name).some(({ urgent }) => urgent);
  }

  /**
   * Runs the reactions, then writes how far they came, then takes the entries out of their documents: each step one
   * write for all of them. Until the last an entry stands in its document, and whatever a crash cuts off is found there.
   * @param known rows of entries that stand in the journal already
   */
  async carry(entries: Entry[], known: Map<string, JournalRow> = new Map()): Promise<void> {
    const carried = entries.map((entry): Carried => {
      const row = known.get(entry._id);
      return row ? { row, known: true } : { row: this.#newRow(entry), known: false };
    });
    await Promise.all(carried.map(({ row }) => this.#react(row)));
    await keep(carried);
    await takeOut(entries);
  }

  #newRow({ _id, name, at, actor, requestId, subject, details, personal }: Entry): JournalRow {
    const entry = { _id, name, at, actor, requestId, subject, details, personal };
    return { ...entry, done: [], dead: [], tries: 0, open: this.#of(name).length > 0, unsealed: true };
  }

  async #react(row: JournalRow): Promise<void> {
    if (!row.open) return;
    row.tries++;
    for (const reaction of this.#left(row)) {
      const fault = await this.#try(reaction, row);
      if (!fault) row.done.push(reaction.name);
      else if (row.tries >= MOST_TRIES) row.dead.push({ reaction: reaction.name, fault });
    }
    row.open = this.#left(row).length > 0;
  }

  /** Reactions that are neither done nor given up. */
  #left({ name, done, dead }: JournalRow): Reaction[] {
    return this.#of(name).filter(
      (reaction) => !done.includes(reaction.name) && !dead.some((each) => each.reaction === reaction.name),
    );
  }

  async #try(reaction: Reaction, entry: Entry): Promise<string | undefined> {
    try {
      // What follows from something carries its request's id.
      const context = systemContext(this.#site, reaction.name);
      const { name } = reaction;
      await traced(this.#site, { kind: 'reaction', name, requestId: entry.requestId }, async () =>
        reaction.run(entry, { ...context, requestId: entry.requestId }),
      );
      return undefined;
    } catch (error) {
      log.error(
        { entry: entry._id, requestId: entry.requestId, reaction: reaction.name, ...faultDetails(error) },
        'reaction failed',
      );
      return error instanceof Error ? error.name : typeof error;
    }
  }

  #of(name: string): Reaction[] {
    return this.#reactions.get(name) ?? [];
  }
}

/** Writes the entries with how far their reactions came. */
async function keep(carried: Carried[]): Promise<void> {
  const fresh = carried.filter(({ known }) => !known).map(({ row }) => row);
  // What stands there already, another process has put there meanwhile.
  const there = await insertMissing(Journal.collection, fresh);
  const changes = carried
    .filter(({ row, known }) => known || there.has(row._id))
    .map(({ row: { _id, done, dead, tries, open } }) => ({
      updateOne: { filter: { _id }, update: { $set: { done, dead, tries, open } } },
    }));
  if (changes.length > 0) await Journal.bulkWrite(changes, { ordered: false });
}

/** Only what stands in the journal may leave its document; the document's version is not touched. */
async function takeOut(entries: Entry[]): Promise<void> {
  const byModel = new Map<string, Entry[]>();
  for (const entry of entries)
    byModel.set(entry.subject.model, [...(byModel.get(entry.subject.model) ?? []), entry]);
  await Promise.all(
    [...byModel].map(([model, of]) =>
      journalledModelOf(model)?.updateMany(
        { _id: { $in: [...new Set(of.map(({ subject }) => subject.id))] } },
        { $pull: { pending: { _id: { $in: of.map(({ _id }) => _id) } } } },
        { timestamps: false },
      ),
    ),
  );
}

/** Rows of those of the entries that stand in the journal. */
export async function rowsOf(entries: Entry[]): Promise<Map<string, JournalRow>> {
  const rows = await Journal.find({ _id: { $in: entries.map(({ _id }) => _id) } }).lean<JournalRow[]>();
  return new Map(rows.map((row) => [row._id, row]));
}
