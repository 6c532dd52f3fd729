import type { QueryFilter } from 'mongoose';
import { wordingsOf } from '../../regulations/index.ts';
import { wantedWords } from '../../search/query.ts';
import { type Snippet, snippet } from '../../search/snippet.ts';
import type { Word } from '../../search/words.ts';
import { Feedback, type FeedbackFields, type Words } from '../item/model.ts';
import { ACCEPTED } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { itemIndex } from '../search/item-index.ts';
import { compared, relevanceOf } from './relevance.ts';
import { LEFT_OUT } from './row.ts';

/** What was found; of more than this nobody turns the pages. */
export const MOST_FOUND = 1_000;
/** So many of the best are looked at more closely: which words stand side by side. */
const LOOKED_AT = 100;
/** Of those found, so many at once are held against what the index does not know. */
const AT_ONCE = 200;

/** Whatever the index says: what is not public is found by nobody. */
const PUBLIC = { status: { $in: [...ACCEPTED] }, publishText: true, ...UNSHIELDED } as const;

export interface FoundItems {
  rows: FeedbackFields[];
  next?: string;
  /** How many there are; `more`: at least so many. */
  found: { count: number; more: boolean };
}

export interface Search {
  q: string;
  facets: Record<string, readonly string[]>;
  /** Cursor of `listFeedback`: place and id of the last row of the page before. */
  after?: string;
  size: number;
  /** Those of these ids, however many others say it better. */
  among?: readonly string[];
}

/** False when there is nothing to look for: one letter, or words that stand in every text. */
export function canSearch(q: string): boolean {
  return wantedWords(q).length > 0;
}

/** A page of what was found, the best first, of equals the newest. @param filter what the index does not know */
export async function bestFirst(filter: QueryFilter<FeedbackFields>, search: Search): Promise<FoundItems> {
  const { q, facets, after, size, among } = search;
  const wordings = [q, ...wordingsOf(q)];
  const most = among?.length ?? MOST_FOUND;
  const { hits, total } = await itemIndex().search({ wordings, facets, most, among });
  const ids = await bestOfAll(hits, wordings);
  const [place, last] = after?.split('-') ?? [];
  // What has come or gone meanwhile moves the rows: one goes on after the row that was last.
  const lastAt = ids.indexOf(last ?? '');
  const from = lastAt >= 0 ? lastAt + 1 : Number(place ?? 0);
  const { rows, to } = await rowsOf(ids, { $and: [filter, PUBLIC] }, { from, size });
  const next = to < ids.length ? { next: `${to}-${ids[to - 1]}` } : {};
  return { rows, ...next, found: { count: Math.min(total, MOST_FOUND), more: total > MOST_FOUND } };
}

async function rowsOf(
  ids: readonly string[],
  filter: QueryFilter<FeedbackFields>,
  { from, size }: { from: number; size: number },
): Promise<{ rows: FeedbackFields[]; to: number }> {
  const rowsOfIds = (some: readonly string[]) =>
    Feedback.find({ $and: [{ _id: { $in: some } }, filter] }, LEFT_OUT).lean<FeedbackFields[]>();
  // Mostly these are the page.
  let to = Math.min(ids.length, from + size);
  const byId = new Map((await rowsOfIds(ids.slice(from, to))).map((row) => [row._id.toHexString(), row]));
  const wanted = ids.slice(from, to).filter((id) => byId.has(id));
  const first = wanted.length;
  while (to < ids.length && wanted.length < size) {
    const some = ids.slice(to, to + AT_ONCE);
    const rows = await Feedback.find({ $and: [{ _id: { $in: some } }, filter] }, { _id: 1 }).lean();
    const passing = new Set(rows.map(({ _id }) => String(_id)));
    for (const id of some) {
      if (wanted.length === size) break;
      to += 1;
      if (passing.has(id)) wanted.push(id);
    }
  }
  const later = wanted.length > first ? await rowsOfIds(wanted.slice(first)) : [];
  for (const row of later) byId.set(row._id.toHexString(), row);
  return { rows: wanted.flatMap((id) => byId.get(id) ?? []), to };
}

type Candidate = Pick<FeedbackFields, '_id' | 'publicText'>;

/** The best by their words, those before the others whose words stand as they were typed. */
async function bestOfAll(hits: readonly { id: string }[], wordings: readonly string[]): Promise<string[]> {
  const ids = hits.map(({ id }) => id);
  const close = ids.slice(0, LOOKED_AT);
  const rows = await Feedback.find({ _id: { $in: close } }, { publicText: 1 }).lean<Candidate[]>();
  // A wording of more words is not better for that.
  const scores = wordings.map((wording) => ({
    of: relevanceOf(wording),
    words: wantedWords(wording).length,
  }));
  const scoreOf = (words: Words) => {
    const text = compared(words);
    return Math.max(...scores.map((score) => score.of(text) / score.words));
  };
  const scored = new Map(rows.map(({ _id, publicText }) => [_id.toHexString(), scoreOf(publicText)]));
  const ranked = close.sort((one, other) => (scored.get(other) ?? 0) - (scored.get(one) ?? 0));
  return [...ranked, ...ids.slice(LOOKED_AT)];
}

/** Where in its public text, else in its answer, an item says what was looked for. */
export function excerptOf(q: string): (item: { text?: string; answerText?: string }) => Snippet | undefined {
  const wanted = [q, ...wordingsOf(q)].flatMap(wantedWords);
  const isWanted = ({ term, form }: Word) =>
    wanted.some(
      (each) =>
        (each.term === term && (each.form === '' || form === '' || each.form === form)) ||
        (each.open && each.form === '' && each.term.length >= 3 && term.startsWith(each.term)),
    );
  return ({ text = '', answerText = '' }) => snippet(text, isWanted) ?? snippet(answerText, isWanted);
}
