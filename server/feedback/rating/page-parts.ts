import type { PageParts } from '../../platform/context.ts';
import { type AfterFigures, afterFigures } from '../figures/read.ts';

const view = 'feedback/rating/figures';

/** Figures on the pages of units and regulations; nothing where nothing was answered yet. */
export const ratingParts: PageParts = {
  unit: [
    { view, model: async (_context, { slug }) => part(await afterFigures('unit', slug), `unit=${slug}`) },
  ],
  regulation: [
    {
      view,
      model: async (_context, { slug }) => part(await afterFigures('regulation', slug), `regulation=${slug}`),
    },
  ],
};

function part(figures: AfterFigures | undefined, about: string) {
  return figures && figures.answered > 0
    ? { figures, listHref: `/feedback?status=answered&${about}` }
    : undefined;
}
