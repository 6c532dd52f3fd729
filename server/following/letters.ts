import { publicItems } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { type FollowingRow, followersOf, followingRow, isFollowed, shownTarget } from './queries.ts';
import { ITEM_NEWS } from './rules.ts';
import { followingToken, listToken } from './tokens.ts';

/** What each of these letters ends with: all that the address follows, and how to stop. */
export function linksOf({ site }: Context, row: FollowingRow): Record<string, string> {
  const token = followingToken(site, row);
  return {
    confirmHref: `/following/${token}/confirmation`,
    stopHref: `/following/${token}/stop`,
    listHref: `/following/list/${listToken(site, row.to)}`,
  };
}

/** The first letter: nobody knows yet whose the address is, so it says nothing that was typed in. */
export function confirmingReaction(tools: Tools): Reaction {
  return {
    name: 'following.confirming-letter',
    to: ['following.asked'],
    async run(entry, context) {
      const row = await followingRow(entry.subject.id);
      if (!row?.to || row.status === 'stopped') return;
      const target = await shownTarget(context, row).catch(() => undefined);
      if (!target) return;
      const { q: _q, words: _words, ...named } = target;
      await tools.sendLetter(context, {
        id: `${entry._id}:follower`,
        to: row.to,
        language: row.language,
        view: `following/letters/${row.status === 'confirmed' ? 'known' : 'confirm'}`,
        first: true,
        model: { target: row.status === 'confirmed' ? target : named, ...linksOf(context, row) },
      });
    },
  };
}

/** Those who follow one item hear at once, of what everybody may read. */
export function itemNewsReaction(tools: Tools): Reaction {
  return {
    name: 'following.item-news',
    to: ITEM_NEWS,
    async run(entry, context) {
      const { code } = entry.subject;
      // Of what was noted long afterwards nobody is told.
      if (!code || entry.details['silent'] || !(await isFollowed(code))) return;
      const [item] = await publicItems([code], context.now);
      if (!item) return;
      const happened = entry.name.slice('feedback.'.length);
      for await (const row of followersOf(code))
        await tools.sendLetter(context, {
          id: `${entry._id}:follower:${row._id.toHexString()}`,
          to: row.to,
          language: row.language,
          view: 'following/letters/item',
          about: code,
          stopAt: `${context.site.publicUrl}/following/${followingToken(context.site, row)}/stop`,
          model: { item, happened, ...linksOf(context, row) },
        });
    },
  };
}
