import { CommandError } from '../errors.ts';
import type { Filter, Found } from '../filter/compile.ts';
import { pathsOf } from '../filter/nodes.ts';
import { decodeSome, type Names, namesOf } from '../partial-decode.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import { documentPrefix } from '../storage/index-keys.ts';
import { type Document, decode } from '../values.ts';
import { type Access, type Plan, plan } from './planner.ts';
import { Sorter, type SortField, sortKey } from './sort.ts';

/** A document that matches. */
export class Match {
  readonly bytes: Buffer;
  readonly found: Found;
  /** At least the fields that filter and sort look at. */
  readonly view: Document;
  private whole: Document | undefined;

  constructor(bytes: Buffer, view: Document, found: Found) {
    this.bytes = bytes;
    this.view = view;
    this.found = found;
  }

  get document(): Document {
    this.whole ??= decode(this.bytes);
    return this.whole;
  }
}

export interface Query {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** Infinity: all. */
  readonly limit: number;
  /** Milliseconds since the epoch at which to give up, or undefined. */
  readonly until?: number | undefined;
}

/** Checked once in so many candidates. */
const CLOCK_EVERY = 256;

/** The matches in order, read as they are asked for unless a sort needs them all. */
export function* find(documents: Documents, collection: Collection, query: Query): Generator<Match> {
  const chosen = plan(collection, query.filter.node, query.sort);
  const ordered = query.sort.length === 0 || (chosen.accesses.length === 1 && chosen.accesses[0]!.sorted);
  const all = matches({ documents, collection, chosen }, query);
  yield* limited(ordered ? all : inOrder(all, query), query);
}

function* limited(all: Iterable<Match>, { skip, limit }: Query): Generator<Match> {
  if (limit <= 0) return;
  let seen = 0;
  for (const match of all) {
    if (seen++ < skip) continue;
    yield match;
    if (seen - skip >= limit) return;
  }
}

function* inOrder(all: Iterable<Match>, query: Query): Generator<Match> {
  const sorter = new Sorter<Match>(query.skip + query.limit);
  for (const match of all) sorter.add(sortKey(match.view, query.sort), match);
  yield* sorter.sorted();
}

interface Walk {
  readonly documents: Documents;
  readonly collection: Collection;
  readonly chosen: Plan;
}

function* matches(walk: Walk, query: Query): Generator<Match> {
  const { filter, until } = query;
  const names = namesWanted(query);
  let seen = 0;
  for (const bytes of candidates(walk)) {
    if (until !== undefined && ++seen % CLOCK_EVERY === 0 && Date.now() > until) throw tooLate();
    const view = names ? decodeSome(bytes, names) : decode(bytes);
    const found: Found = {};
    if (filter.matches(view, found)) yield new Match(bytes, view, found);
  }
}

function namesWanted({ filter, sort }: Query): Names | undefined {
  const paths = pathsOf(filter.node);
  return paths && namesOf([...paths, ...sort.map((field) => field.path)]);
}

export function tooLate(): CommandError {
  return new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
}

function* candidates(walk: Walk): Generator<Buffer> {
  const { accesses } = walk.chosen;
  const repeats = accesses.length > 1 || accesses.some((access) => access.index?.multikey.includes(true));
  const seen = new Set<string>();
  for (const access of accesses) {
    for (const { id, bytes } of walkAccess(walk, access)) {
      if (repeats) {
        const name = id.toString('latin1');
        if (seen.has(name)) continue;
        seen.add(name);
      }
      const stored = bytes ?? walk.documents.read(walk.collection, id);
      if (stored) yield stored;
    }
  }
}

function* walkAccess(walk: Walk, access: Access): Generator<{ id: Buffer; bytes?: Buffer }> {
  const prefix = documentPrefix(walk.collection).length;
  const { catalog, engine } = walk.documents;
  let { removals } = catalog;
  // A reader may come back after its index has been dropped: what is missing then is no end.
  const refuseGone = () => {
    if (removals === catalog.removals) return;
    catalog.refuseGone(walk.collection, access.index);
    removals = catalog.removals;
  };
  const ranges = access.reverse ? [...access.ranges].reverse() : access.ranges;
  for (const range of ranges) {
    for (const { key, value } of engine.entries(range, access.reverse)) {
      refuseGone();
      yield access.index ? { id: value } : { id: key.subarray(prefix), bytes: value };
    }
    refuseGone();
  }
}
