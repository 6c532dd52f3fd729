import { CommandError } from '../errors.ts';
import type { Filter, Found } from '../filter/compile.ts';
import { pathsOf } from '../filter/nodes.ts';
import { decodeSome, type Names, namesOf } from '../partial-decode.ts';
import { PAUSE, type Pause, type Paused, type Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import { type Document, decode } from '../values.ts';
import { plan } from './planner.ts';
import type { Profile } from './profile.ts';
import { Sorter, type SortField, sortKey } from './sort.ts';
import { candidates, type Walking } from './walk.ts';

/** A document that matches. */
export class Match {
  readonly id: Buffer;
  /** undefined: its index told all that was asked. */
  private readonly stored: Buffer | undefined;
  readonly found: Found;
  /** At least the fields that filter and sort look at, and those that the query needs. */
  readonly view: Document;
  private whole: Document | undefined;

  constructor(of: { id: Buffer; bytes: Buffer | undefined; view: Document; found: Found }) {
    this.id = of.id;
    this.stored = of.bytes;
    this.view = of.view;
    this.found = of.found;
  }

  get bytes(): Buffer {
    if (!this.stored) throw new Error('a document was asked for that was not read');
    return this.stored;
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
  /** The paths that are asked of the view of each match; undefined: the document is asked for. */
  readonly needs?: readonly string[] | undefined;
  readonly profile?: Profile;
}

/** Checked once in so many candidates. */
const CLOCK_EVERY = 256;
/** A sort that may give more than this holds where its documents are, and reads them again in their turn. */
const HELD = 1000;

/** The matches in order, read as they are asked for unless a sort needs them all. */
export function* find(documents: Documents, collection: Collection, query: Query): Generator<Match | Pause> {
  const ordered = query.sort.map(({ path }) => path);
  const asked = { node: query.filter.node, ordered, needs: query.needs };
  const chosen = plan(collection, asked, query.sort);
  const walk = { documents, collection, chosen, asked, profile: query.profile };
  const all = matches(walk, query);
  yield* limited(inTheirOrder(walk, all, query), query, documents);
}

/** What was found, whole, with pauses. */
export function* gathered<T>(all: Paused<T>): Work<T[]> {
  const list: T[] = [];
  for (const each of all) {
    if (each === PAUSE) yield PAUSE;
    else list.push(each);
  }
  return list;
}

/** The document as it is now, if it is there and still matches. */
export function readAgain(
  at: { documents: Documents; collection: Collection },
  id: Buffer,
  query: Query,
): Match | undefined {
  const bytes = at.documents.read(at.collection, id);
  if (!bytes) return undefined;
  const view = viewOf(bytes, namesWanted(query));
  const found: Found = {};
  return query.filter.matches(view, found) ? new Match({ id, bytes, view, found }) : undefined;
}

function* limited(
  all: Paused<Match>,
  { skip, limit }: Query,
  { slice }: Documents,
): Generator<Match | Pause> {
  if (limit <= 0) return;
  let seen = 0;
  for (const match of all) {
    if (match === PAUSE) yield PAUSE;
    else if (seen++ < skip) {
      if (slice.isOver) yield PAUSE;
    } else {
      yield match;
      if (seen - skip >= limit) return;
    }
  }
}

function inTheirOrder(walk: Walking, all: Paused<Match>, query: Query): Paused<Match> {
  const { accesses } = walk.chosen;
  if (query.sort.length === 0 || (accesses.length === 1 && accesses[0]!.sorted)) return all;
  if (query.profile) query.profile.sorted = true;
  return query.skip + query.limit > HELD && !query.needs
    ? sortedById(walk, all, query)
    : sortedWhole(walk, all, query);
}

function* sortedWhole(walk: Walking, all: Paused<Match>, query: Query): Generator<Match | Pause> {
  const { slice } = walk.documents;
  const bytesOf = (match: Match) => (query.needs ? 0 : match.bytes.length);
  const sorter = new Sorter<Match>({ limit: query.skip + query.limit, bytesOf, slice });
  for (const match of all) {
    if (match === PAUSE) yield PAUSE;
    else yield* sorter.add(sortKey(match.view, query.sort), match);
  }
  yield* sorter.sorted();
}

function* sortedById(walk: Walking, all: Paused<Match>, query: Query): Generator<Match | Pause> {
  const { slice } = walk.documents;
  const sorter = new Sorter<Buffer>({
    limit: query.skip + query.limit,
    bytesOf: (id) => id.length,
    slice,
  });
  for (const match of all) {
    if (match === PAUSE) yield PAUSE;
    else yield* sorter.add(sortKey(match.view, query.sort), match.id);
  }
  for (const id of sorter.sorted()) {
    const match = id === PAUSE ? PAUSE : readAgain(walk, id, query);
    if (match) yield match;
    if (slice.isOver) yield PAUSE;
  }
}

function* matches(walk: Walking, query: Query): Generator<Match | Pause> {
  const { filter, until } = query;
  const names = namesWanted(query);
  let seen = 0;
  for (const candidate of candidates(walk)) {
    if (until !== undefined && ++seen % CLOCK_EVERY === 0 && Date.now() > until) throw tooLate();
    if (candidate === PAUSE) {
      yield PAUSE;
      continue;
    }
    const { id, bytes, view } = candidate;
    if (!bytes) {
      yield new Match({ id, bytes, view: view!, found: {} });
      continue;
    }
    const seenOf = viewOf(bytes, names);
    const found: Found = {};
    if (filter.matches(seenOf, found)) yield new Match({ id, bytes, view: seenOf, found });
  }
}

function viewOf(bytes: Buffer, names: Names | undefined): Document {
  return names ? decodeSome(bytes, names) : decode(bytes);
}

function namesWanted({ filter, sort, needs = [] }: Query): Names | undefined {
  const paths = pathsOf(filter.node);
  return paths && namesOf([...paths, ...sort.map((field) => field.path), ...needs]);
}

export function tooLate(): CommandError {
  return new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
}
