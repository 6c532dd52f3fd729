import { setImmediate as breath } from 'node:timers/promises';
import type { QueryFilter, Types } from 'mongoose';
import { queryTokens } from '../../platform/text.ts';
import { wordingsOf } from '../../regulations/index.ts';
import { Feedback, type FeedbackFields, type Words } from '../item/model.ts';
import { readCode } from '../item/rules/codes.ts';
import { relevanceOf } from './relevance.ts';

/** Older ones that are found too are left out: nobody turns that many pages. */
const MOST_RANKED = 5_000;
/** Between two breaths: some milliseconds, in which nobody else is served. */
const AT_ONCE = 200;

export function searchFilter(q: string): QueryFilter<FeedbackFields> {
  const code = readCode(q);
  if (code) return { code };
  // Nothing to look for (only punctuation, say) finds nothing, rather than everything.
  if (queryTokens(q).length === 0) return { code: '' };
  const [typed, ...others] = [q, ...wordingsOf(q)].map((wording) => ({
    tokens: { $all: queryTokens(wording) },
  }));
  return others.length > 0 ? { $or: [typed!, ...others] } : typed!;
}

/**
 * A page of what was found, the best first, of equals the newest.
 * @param after cursor of `listFeedback`: place and id of the last row of the page before
 */
export async function bestFirst(
  filter: QueryFilter<FeedbackFields>,
  { q, after, size }: { q: string; after?: string; size: number },
): Promise<{ rows: FeedbackFields[]; next?: string }> {
  const ids = await ranked(filter, q);
  const [place, last] = after?.split('-') ?? [];
  // What has come or gone meanwhile moves the rows: one goes on after the row that was last.
  const found = ids.indexOf(last ?? '');
  const from = found >= 0 ? found + 1 : Number(place ?? 0);
  const wanted = ids.slice(from, from + size);
  const rows = await Feedback.find({ _id: { $in: wanted } }, { pending: 0 }).lean<FeedbackFields[]>();
  const placeOf = (row: FeedbackFields) => wanted.indexOf(row._id.toHexString());
  const to = from + wanted.length;
  return {
    rows: rows.sort((one, other) => placeOf(one) - placeOf(other)),
    ...(to < ids.length ? { next: `${to}-${wanted.at(-1)}` } : {}),
  };
}

type Candidate = { _id: Types.ObjectId; publicText: Words };

async function ranked(filter: QueryFilter<FeedbackFields>, q: string): Promise<string[]> {
  const candidates = await Feedback.find(filter, { publicText: 1 })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST_RANKED)
    .lean<Candidate[]>();
  const scores = [q, ...wordingsOf(q)].map(relevanceOf);
  const scoreOf = (words: Words) => Math.max(...scores.map((score) => score(words)));
  const scored: { id: string; score: number }[] = [];
  for (const { _id, publicText } of candidates) {
    if (scored.length % AT_ONCE === AT_ONCE - 1) await breath();
    scored.push({ id: _id.toHexString(), score: scoreOf(publicText) });
  }
  // Sorting keeps the order of equals: the newest first.
  return scored.sort((one, other) => other.score - one.score).map(({ id }) => id);
}
