import type { PageParts } from '../../platform/context.ts';
import { addressWith } from '../../units/index.ts';
import { sessionsAbout } from './list.ts';

async function part(about: { regulation: string } | { unit: string }) {
  const { coming, held } = await sessionsAbout(about);
  if (coming.length + held.length === 0) return undefined;
  return { coming, held, href: addressWith('/dialogues', about) };
}

const view = 'dialogues/session/about-part';

/** Pages of regulations and units name the sessions that concern them; an item, the one in which it was asked. */
export const sessionParts: PageParts = {
  item: [{ view: 'dialogues/session/item-part', model: async (_context, { askedIn }) => askedIn }],
  regulation: [{ view, model: (_context, { slug }) => part({ regulation: slug }) }],
  unit: [{ view, model: (_context, { slug }) => part({ unit: slug }) }],
};
