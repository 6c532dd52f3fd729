import type { PageParts } from '../../platform/context.ts';
import { afterFigures } from '../figures/read.ts';
import { answeredOn } from './queries.ts';

/** On the page of a regulation: what people asked about it and what they were answered. */
export const askedPart: NonNullable<PageParts['regulation']>[number] = {
  view: 'feedback/lists/asked',
  model: async ({ now }, { slug }) => {
    const [items, figures] = await Promise.all([answeredOn(slug, now), afterFigures('regulation', slug)]);
    const listHref = `/feedback?status=answered&regulation=${slug}`;
    return items.length > 0 ? { items, listHref, answered: figures?.answered } : undefined;
  },
};
