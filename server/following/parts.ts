import type { PageParts } from '../platform/context.ts';

/** On the pages of a procedure and of an office: how to hear of what is asked and answered there. */
export const followParts: PageParts = {
  regulation: [{ view: 'following/part', model: async (_context, { slug }) => hrefs('regulation', slug) }],
  unit: [{ view: 'following/part', model: async (_context, { slug }) => hrefs('unit', slug) }],
};

function hrefs(what: 'regulation' | 'unit', slug: string): Record<string, string> {
  return { followHref: `/follow?${what}=${slug}`, feedHref: `/feedback/feed.atom?${what}=${slug}` };
}
