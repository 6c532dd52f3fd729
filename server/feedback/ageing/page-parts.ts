import type { PageParts } from '../../platform/context.ts';
import { ageingFigures } from '../figures/read.ts';
import { agedOfUnit, agedToLookAt } from './queries.ts';

export const ageingParts: PageParts = {
  unit: [
    {
      view: 'feedback/ageing/part',
      async model(_context, { slug }) {
        const [figures, rows] = await Promise.all([ageingFigures('unit', slug), agedOfUnit(slug)]);
        return figures && figures.aged > 0 ? { figures, rows } : undefined;
      },
    },
  ],
  regulation: [
    {
      view: 'feedback/ageing/part',
      async model(_context, { slug }) {
        const figures = await ageingFigures('regulation', slug);
        return figures && figures.aged > 0 ? { figures, rows: [] } : undefined;
      },
    },
  ],
  inbox: [
    {
      view: 'feedback/ageing/inbox-part',
      async model({ actor }, { units }) {
        const rows = await agedToLookAt(actor, units);
        return rows.length > 0 ? { rows } : undefined;
      },
    },
  ],
};
