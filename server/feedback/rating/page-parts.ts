import { addToRegulationPage } from '../../regulations/index.ts';
import { addToUnitPage } from '../../units/index.ts';
import { figuresOfRegulation, figuresOfUnit } from './figures.ts';

const VIEW = 'feedback/rating/figures';

/** Figures on the pages of units and regulations; nothing where nothing was answered yet. */
export function showAfterFigures(): void {
  addToUnitPage({
    view: VIEW,
    async model(_context, { slug }) {
      const figures = await figuresOfUnit(slug);
      return figures.answered > 0
        ? { figures, listHref: `/feedback?status=answered&unit=${slug}` }
        : undefined;
    },
  });
  addToRegulationPage({
    view: VIEW,
    async model(_context, { slug }) {
      const figures = await figuresOfRegulation(slug);
      return figures.answered > 0
        ? { figures, listHref: `/feedback?status=answered&regulation=${slug}` }
        : undefined;
    },
  });
}
