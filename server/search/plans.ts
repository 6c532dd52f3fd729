import { createHash } from 'node:crypto';
import type { ObjectId } from 'mongodb';
import type { Indexed, Part } from './indexed.ts';
import { keyOf, type Postings } from './posting-rows.ts';
import { placeOf, posting, segmentOf, weightOf } from './postings.ts';
import { timesOf, type Word, wordsOf } from './words.ts';

/** What the index keeps of a thing. */
export interface EntryRow {
  _id: ObjectId;
  /** The number under which its words are kept; another one whenever they change. */
  doc: number;
  /** A hash for each part; none: it has left the index. */
  parts: Record<string, string>;
  /** Of what was read when its words last changed. */
  version: number;
  /** Being written: whatever was left half done by a crash is written anew under another number. */
  pending: boolean;
  /** Numbers from before, as long as the columns may know them: while it is being written. */
  former?: number[];
}

/** What has to be done for a thing. */
export interface Plan {
  thing: Indexed;
  /** `grown`: parts were added to those that stand. */
  how: 'new' | 'grown' | 'same' | 'gone' | 'stale';
  doc: number;
  parts: Record<string, string>;
  before: EntryRow | undefined;
}

const hashOf = ({ heading = '', text }: Part) =>
  createHash('md5').update(`${heading}\n${text}`).digest('base64url').slice(0, 16);

export function planOf(thing: Indexed, before: EntryRow | undefined): Plan {
  const parts = Object.fromEntries(Object.entries(thing.parts).map(([name, part]) => [name, hashOf(part)]));
  const plan = { thing, parts, before, doc: before?.doc ?? -1 };
  const stood = Object.entries(before?.parts ?? {});
  if (before && before.version > thing.version) return { ...plan, how: 'stale' };
  if (Object.keys(parts).length === 0)
    return { ...plan, how: stood.length > 0 || before?.pending ? 'gone' : 'stale' };
  if (!before || before.pending || stood.length === 0) return { ...plan, how: 'new' };
  if (!stood.every(([name, hash]) => parts[name] === hash)) return { ...plan, how: 'new' };
  return { ...plan, how: Object.keys(parts).length > stood.length ? 'grown' : 'same' };
}

export function postingsOf(plans: readonly Plan[]): Postings {
  const postings: Postings = new Map();
  // The same words stand in all of them.
  const known = new Map<string, Word>();
  for (const { how, thing, doc, before } of plans) {
    if (how !== 'new' && how !== 'grown') continue;
    for (const [name, part] of Object.entries(thing.parts))
      if (how === 'new' || !(name in before!.parts)) addPart(postings, { doc, part, known });
  }
  return postings;
}

function addPart(
  postings: Postings,
  { doc, part, known }: { doc: number; part: Part; known: Map<string, Word> },
): void {
  const { heading = '', text, share = 1 } = part;
  const inHeading = wordsOf(heading, known);
  const words = [...inHeading, ...inHeading, ...wordsOf(text, known)];
  const segment = keyOf(segmentOf(doc), '');
  for (const { term, form, times } of timesOf(words)) {
    const key = segment + term;
    const forms = postings.get(key) ?? new Map<string, number[]>();
    if (forms.size === 0) postings.set(key, forms);
    const list = forms.get(form);
    const one = posting(placeOf(doc), weightOf(share * times, words.length));
    if (list) list.push(one);
    else forms.set(form, [one]);
  }
}
