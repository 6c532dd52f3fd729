import { CommandError } from '../errors.ts';
import type { Filter, Found } from '../filter/compile.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import { documentPrefix } from '../storage/index-keys.ts';
import { type Document, decode } from '../values.ts';
import { type Access, type Plan, plan } from './planner.ts';
import { Sorter, type SortField, sortKey } from './sort.ts';

/** A match: decoded for the one who looks at it, and the bytes as stored. */
export interface Match {
  readonly document: Document;
  readonly bytes: Buffer;
  readonly found: Found;
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
  for (const match of all) sorter.add(sortKey(match.document, query.sort), match);
  yield* sorter.sorted();
}

interface Walk {
  readonly documents: Documents;
  readonly collection: Collection;
  readonly chosen: Plan;
}

function* matches(walk: Walk, { filter, until }: Query): Generator<Match> {
  let seen = 0;
  for (const bytes of candidates(walk)) {
    if (until !== undefined && ++seen % CLOCK_EVERY === 0 && Date.now() > until) throw tooLate();
    const document = decode(bytes);
    const found: Found = {};
    if (filter.matches(document, found)) yield { document, bytes, found };
  }
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
  const ranges = access.reverse ? [...access.ranges].reverse() : access.ranges;
  for (const range of ranges) {
    for (const { key, value } of walk.documents.engine.entries(range, access.reverse)) {
      yield access.index ? { id: value } : { id: key.subarray(prefix), bytes: value };
    }
  }
}
