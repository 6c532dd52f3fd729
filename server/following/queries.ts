import { publicItems } from '../feedback/index.ts';
import { isCode } from '../feedback/item/rules/codes.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { regulationOf } from '../regulations/index.ts';
import { unitOf } from '../units/index.ts';
import { Following, type FollowingFields } from './model.ts';
import { type Followed, feedOf, pageOf, queryOf, subjectOf, type Target } from './rules.ts';
import { followingToken, hashed } from './tokens.ts';

/** What is followed, as pages and letters name it. */
export interface TargetShown {
  what: Followed;
  /** Of an item: its code. */
  code?: string;
  /** Of an item that everybody can read: what it says, in its own language. */
  words?: string;
  wordsLanguage?: string;
  name?: Trilingual;
  /** Of a search: what was looked for. A letter has it only once the address is confirmed. */
  q?: string;
  href: string;
  feed: string;
}

/** @throws NotFound for what is not there */
export async function shownTarget(
  { now }: Context,
  followed: { what: Followed; subject: string },
): Promise<TargetShown> {
  const { what, subject } = followed;
  const at = { what, href: pageOf(followed), feed: feedOf(followed) };
  if (what === 'item') {
    const [item] = isCode(subject) ? await publicItems([subject], now) : [];
    if (!item) throw new NotFound();
    return {
      ...{ ...at, code: item.code },
      ...(item.subject ? { words: item.subject, wordsLanguage: item.language! } : {}),
    };
  }
  const query = queryOf(followed);
  const regulation = query['regulation'] ? regulationOf(query['regulation']) : undefined;
  const unit = query['unit'] ? unitOf(query['unit']) : undefined;
  if ((query['regulation'] && !regulation) || (query['unit'] && !unit)) throw new NotFound();
  const name = regulation?.name ?? unit?.name;
  return { ...at, ...(name ? { name } : {}), ...(query['q'] ? { q: query['q'] } : {}) };
}

/** @throws NotFound where nothing is named */
export function followedBy(target: Target): { what: Followed; subject: string } {
  const followed = subjectOf(target);
  if (!followed) throw new NotFound();
  return followed;
}

/** What a token of a letter stands for; undefined: nothing any more. */
export function followingOf(token: string): Promise<FollowingFields | null> {
  return Following.findOne({ key: hashed(token), status: { $ne: 'stopped' } }, { pending: 0 })
    .lean<FollowingFields>()
    .exec();
}

const MOST_SHOWN = 200;

export interface FollowingShown extends TargetShown {
  token: string;
  status: FollowingFields['status'];
}

/** All that the mailbox of a link follows; empty for a link that stands for nothing. */
export async function followedIn(context: Context, token: string): Promise<FollowingShown[]> {
  const rows = await Following.find({ list: hashed(token), status: 'confirmed' }, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .limit(MOST_SHOWN)
    .lean<FollowingFields[]>();
  const shown: FollowingShown[] = [];
  for (const row of rows) {
    // What has left the catalogue since is followed no longer.
    const target = await shownTarget(context, row).catch(() => undefined);
    if (target) shown.push({ ...target, token: followingToken(context.site, row), status: row.status });
  }
  return shown;
}

export type FollowingRow = FollowingFields;

export function followingRow(id: string): Promise<FollowingRow | null> {
  return Following.findById(id, { pending: 0 }).lean<FollowingFields>().exec();
}

const ofItem = (code: string) => ({ what: 'item' as const, subject: code, status: 'confirmed' as const });

export async function isFollowed(code: string): Promise<boolean> {
  return (await Following.exists(ofItem(code))) !== null;
}

const AT_ONCE = 200;

/** Everybody who follows an item, read a few at a time. */
export async function* followersOf(code: string): AsyncGenerator<FollowingRow> {
  for (let after: FollowingFields['_id'] | undefined; ; ) {
    const rows = await Following.find(
      { ...ofItem(code), ...(after ? { _id: { $gt: after } } : {}) },
      { pending: 0 },
    )
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .lean<FollowingFields[]>();
    yield* rows;
    after = rows.at(-1)?._id;
    if (rows.length < AT_ONCE) return;
  }
}
