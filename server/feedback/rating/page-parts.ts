import type { PageParts } from '../../platform/context.ts';
import { figuresOfRegulation, figuresOfUnit } from './figures.ts';

const view = 'feedback/rating/figures';

/** Figures on the pages of units and regulations; nothing where nothing was answered yet. */
export const ratingParts: PageParts = {
  unit: [{ view, model: async (_context, { slug }) => part(await figuresOfUnit(slug), `unit=${slug}`) }],
  regulation: [
    {
      view,
      model: async (_context, { slug }) => part(await figuresOfRegulation(slug), `regulation=${slug}`),
    },
  ],
};

function part(figures: { answered: number }, about: string) {
  return figures.answered > 0 ? { figures, listHref: `/feedback?status=answered&${about}` } : undefined;
}
