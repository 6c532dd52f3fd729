import { type Collection, type Db, ObjectId } from 'mongodb';
import { insertMissing } from '../platform/data/insert-missing.ts';
import type { Columns, Facts } from './columns.ts';
import type { Indexed } from './indexed.ts';
import { type EntryRow, type Plan, planOf, postingsOf } from './plans.ts';
import type { PostingRows } from './posting-rows.ts';

const TRIES = 8;

interface Places {
  columns: Columns;
  postings: PostingRows;
  /** Takes so many numbers. @returns the first of them */
  next(numbers: number): Promise<number>;
  /** Tells readers which rows of the columns have changed. */
  tell(rows: string[]): Promise<void>;
}

/** Writes what stands where. Words that change get a new number, so that a write may break off anywhere and be repeated. */
export class IndexWriter {
  readonly #entries: Collection<EntryRow>;
  readonly #places: Places;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Db, name: string, places: Places) {
    this.#entries = db.collection(`${name}-entries`);
    this.#places = places;
  }

  /** Brings things as they are now into the index, or out of it. May be repeated. */
  put(things: readonly Indexed[]): Promise<void> {
    const turn = this.#turn.then(() => this.#putAll(things));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #putAll(things: readonly Indexed[]): Promise<void> {
    let left = [...new Map(things.map((thing) => [thing.id, thing])).values()];
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === TRIES) throw new Error('search index: others keep changing the same things');
      left = await this.#putSome(left);
    }
  }

  /** @returns those that another process has changed meanwhile */
  async #putSome(things: readonly Indexed[]): Promise<Indexed[]> {
    const ids = things.map(({ id }) => new ObjectId(id));
    const rows = await this.#entries.find({ _id: { $in: ids } }).toArray();
    const before = new Map(rows.map((row) => [row._id.toHexString(), row]));
    const all = things
      .map((thing) => planOf(thing, before.get(thing.id)))
      .filter(({ how }) => how !== 'stale');
    const first = await this.#places.next(all.filter(({ how }) => how === 'new').length);
    let next = first;
    const plans = all.map((plan) => (plan.how === 'new' ? { ...plan, doc: next++ } : plan));
    const lost = await this.#claim(plans);
    const own = plans.filter(({ thing }) => !lost.has(thing.id));
    await this.#places.postings.add(postingsOf(own));
    const facts = new Map<number, Facts>();
    for (const { how, doc, thing, before: old } of own) {
      for (const number of formerOf(old)) facts.set(number, {});
      if (how === 'gone') facts.set(doc, {});
      else facts.set(doc, { id: thing.id, at: thing.at, facets: thing.facets });
    }
    const changed = await this.#places.columns.write(facts);
    await this.#release(own);
    const cleared = await this.#clearOvertaken(own);
    if (own.length > 0) await this.#places.tell([...changed, ...cleared]);
    return things.filter(({ id }) => lost.has(id));
  }

  /** Somebody else may have given a thing another number after it was read here: what was written then is dead. */
  async #clearOvertaken(plans: readonly Plan[]): Promise<string[]> {
    const ids = plans.map(({ thing }) => new ObjectId(thing.id));
    const rows = await this.#entries.find({ _id: { $in: ids } }, { projection: { doc: 1 } }).toArray();
    const numbers = new Map(rows.map(({ _id, doc }) => [_id.toHexString(), doc]));
    const overtaken = plans.filter(({ thing, doc }) => numbers.get(thing.id) !== doc);
    return this.#places.columns.write(new Map(overtaken.map(({ doc }) => [doc, {}])));
  }

  /** @returns ids of those that somebody else was faster with */
  async #claim(plans: readonly Plan[]): Promise<Set<string>> {
    const changing = plans.filter(({ how }) => how !== 'same');
    const fresh = changing.filter(({ before, how }) => !before && how === 'new');
    const there = await insertMissing(
      this.#entries as never,
      fresh.map(({ thing, doc, parts }) => rowOf(thing, doc, parts)),
    );
    const lost = new Set([...there].map((id) => String(id)));
    for (const { thing, doc, parts, before } of changing.filter((plan) => plan.before)) {
      const { matchedCount } = await this.#entries.updateOne(
        { _id: before!._id, doc: before!.doc, pending: before!.pending },
        { $set: { doc, parts, version: thing.version, pending: true, former: formerOf(before) } },
      );
      if (matchedCount === 0) lost.add(thing.id);
    }
    return lost;
  }

  async #release(plans: readonly Plan[]): Promise<void> {
    const claimed = plans.filter(({ how }) => how !== 'same');
    if (claimed.length === 0) return;
    const ids = claimed.map(({ thing }) => new ObjectId(thing.id));
    // A number belongs to one thing for ever: who has got another one meanwhile is not met.
    const docs = claimed.map(({ doc }) => doc);
    await this.#entries.updateMany(
      { _id: { $in: ids }, doc: { $in: docs } },
      { $set: { pending: false }, $unset: { former: true } },
    );
  }
}

const rowOf = ({ id, version }: Indexed, doc: number, parts: Plan['parts']): EntryRow => ({
  ...{ _id: new ObjectId(id), doc, version },
  ...{ parts, pending: true },
});

/** Numbers that a thing had, as far as the columns may know them. */
function formerOf(row: EntryRow | undefined): number[] {
  return row ? [...(row.former ?? []), row.doc] : [];
}
