import { addToItemPage } from '../../feedback/index.ts';
import { addToRegulationPage } from '../../regulations/index.ts';
import { addressWith, addToUnitPage } from '../../units/index.ts';
import { sessionsAbout } from './list.ts';

async function part(about: { regulation: string } | { unit: string }) {
  const { coming, held } = await sessionsAbout(about);
  if (coming.length + held.length === 0) return undefined;
  return { coming, held, href: addressWith('/dialogues', about) };
}

/** Pages of regulations and units name the sessions that concern them; an item, the one in which it was asked. */
export function showSessions(): void {
  addToItemPage({ view: 'dialogues/session/item-part', model: async (_context, { askedIn }) => askedIn });
  const view = 'dialogues/session/about-part';
  addToRegulationPage({ view, model: (_context, { slug }) => part({ regulation: slug }) });
  addToUnitPage({ view, model: (_context, { slug }) => part({ unit: slug }) });
}
