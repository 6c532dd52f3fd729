import type { PageParts } from '../../platform/context.ts';
import { afterFigures } from '../figures/read.ts';
import { answeredOn } from './queries.ts';
import { themesOn } from './themes.ts';

/** On the page of a regulation: what people asked about it and what they were answered. */
export const askedPart: NonNullable<PageParts['regulation']>[number] = {
  view: 'feedback/lists/asked',
  model: async ({ now }, { slug }) => {
    const [items, figures] = await Promise.all([answeredOn(slug, now), afterFigures('regulation', slug)]);
    const listHref = `/feedback?status=answered&regulation=${slug}`;
    return items.length > 0 ? { items, listHref, answered: figures?.answered } : undefined;
  },
};

/** On the ledger of a procedure: what several people raise, in the words that everybody can read. */
export const themesPart: NonNullable<PageParts['ledger']>[number] = {
  view: 'feedback/lists/themes',
  model: async (_context, { slug }) => {
    const shown = await themesOn(slug);
    return shown.themes.length > 0 ? { ...shown } : undefined;
  },
};
