import { PAUSE, type Pause } from '../slices.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import type { Engine, Entry } from '../storage/engine.ts';
import { documentPrefix, idOfEntry } from '../storage/index-keys.ts';
import type { Document } from '../values.ts';
import { type Asked, keyView } from './key-view.ts';
import type { Access, Plan } from './planner.ts';
import type { Profile } from './profile.ts';

export interface Walking {
  readonly documents: Documents;
  readonly collection: Collection;
  readonly chosen: Plan;
  readonly asked: Asked;
  readonly profile: Profile | undefined;
}

export interface Candidate {
  readonly id: Buffer;
  /** undefined: the key of the index has told that it matches, and all that was asked. */
  readonly bytes: Buffer | undefined;
  readonly view: Document | undefined;
}

/** What the plan leads to, each document once, with a pause whenever the time is over. */
export function* candidates(walk: Walking): Generator<Candidate | Pause> {
  const { accesses } = walk.chosen;
  walk.profile?.plan.push(...accesses.map(described));
  const repeats = accesses.length > 1 || accesses.some((access) => access.index?.multikey.includes(true));
  const seen = new Set<string>();
  for (const access of accesses) {
    for (const candidate of reached(walk, access)) {
      if (candidate !== PAUSE) {
        if (repeats) {
          const name = candidate.id.toString('latin1');
          if (seen.has(name)) continue;
          seen.add(name);
        }
        yield candidate;
      }
      if (walk.documents.slice.isOver) yield PAUSE;
    }
  }
}

/** Of one access; a pause stands for a key that leads to nothing. */
function* reached(walk: Walking, access: Access): Generator<Candidate | Pause> {
  const { index } = access;
  const { documents, collection, profile } = walk;
  const keys = index && keyView(index, walk.asked);
  const prefix = documentPrefix(collection).length;
  for (const { key, value } of entriesOf(walk, access)) {
    if (!index) {
      if (profile) profile.documentsExamined++;
      yield { id: key.subarray(prefix), bytes: documents.unpacked(collection, value), view: undefined };
      continue;
    }
    if (profile) profile.keysExamined++;
    const id = idOfEntry(index, { key, value });
    const view = keys?.view(key);
    if (view && keys && !keys.test(view)) yield PAUSE;
    else if (view && keys?.covers) yield { id, bytes: undefined, view };
    else yield fetched({ documents, collection, profile }, id) ?? PAUSE;
  }
}

function fetched(
  { documents, collection, profile }: Pick<Walking, 'documents' | 'collection' | 'profile'>,
  id: Buffer,
): Candidate | undefined {
  const bytes = documents.read(collection, id);
  if (profile) profile.documentsExamined++;
  return bytes && { id, bytes, view: undefined };
}

function* entriesOf(walk: Walking, access: Access): Generator<Entry> {
  const { catalog, engine } = walk.documents;
  let { removals } = catalog;
  // A reader may come back after its index has been dropped: what is missing then is no end.
  const refuseGone = () => {
    if (removals === catalog.removals) return;
    catalog.refuseGone(walk.collection, access.index);
    removals = catalog.removals;
  };
  for (const entry of inOrder(engine, access)) {
    refuseGone();
    yield entry;
  }
  refuseGone();
}

function inOrder(engine: Engine, access: Access): Iterable<Entry> {
  const { reverse } = access;
  const ranges = reverse ? [...access.ranges].reverse() : access.ranges;
  const merged = access.merged && (reverse ? [...access.merged].reverse() : access.merged);
  if (access.exact && !merged) return named(engine, ranges);
  const lists = ranges.map((range) => engine.entries(range, reverse));
  return merged ? sideBySide(lists, merged, reverse) : chained(lists);
}

function* named(engine: Engine, ranges: Access['ranges']): Generator<Entry> {
  for (const { low } of ranges) {
    const value = engine.get(low);
    if (value) yield { key: low, value };
  }
}

function* chained(lists: readonly Iterable<Entry>[]): Generator<Entry> {
  for (const list of lists) yield* list;
}

interface Head {
  readonly list: Iterator<Entry>;
  readonly prefix: number;
  entry: Entry;
}

/** Ranges that are in order each, as one list in the order of what follows their prefixes. */
function* sideBySide(
  lists: readonly Generator<Entry>[],
  prefixes: readonly number[],
  reverse: boolean,
): Generator<Entry> {
  const heads: Head[] = lists.flatMap((list, i) => {
    const { value } = list.next();
    return value ? [{ list, prefix: prefixes[i]!, entry: value }] : [];
  });
  const way = reverse ? -1 : 1;
  while (heads.length > 0) {
    const first = heads.reduce((best, head) => (way * compareRest(head, best) < 0 ? head : best));
    yield first.entry;
    const { value } = first.list.next();
    if (value) first.entry = value;
    else heads.splice(heads.indexOf(first), 1);
  }
}

function compareRest(a: Head, b: Head): number {
  return a.entry.key.compare(b.entry.key, b.prefix, b.entry.key.length, a.prefix, a.entry.key.length);
}

function described({ index, bounded }: Access): string {
  if (index) return `IXSCAN ${shownPattern(index)}`;
  return bounded ? 'IDHACK' : 'COLLSCAN';
}

function shownPattern({ fields }: Index): string {
  return `{ ${fields.map(({ path, descending }) => `${path}: ${descending ? -1 : 1}`).join(', ')} }`;
}
