import { cityDate } from '../../calendar/index.ts';
import { may, type PageParts } from '../../platform/context.ts';
import { documentListOn } from '../../regulations/index.ts';
import { paperFigures } from '../figures/read.ts';
import { demandsOutside, demandsToAnswer } from './queries.ts';

export const paperParts: PageParts = {
  unit: [
    {
      view: 'feedback/papers/part',
      async model(_context, { slug }) {
        const [figures, rows] = await Promise.all([
          paperFigures('unit', slug),
          demandsOutside({ unit: slug }),
        ]);
        return figures && figures.named > 0 ? { figures, rows } : undefined;
      },
    },
  ],
  regulation: [
    {
      view: 'feedback/papers/part',
      async model({ now }, { slug }) {
        const [figures, rows] = await Promise.all([
          paperFigures('regulation', slug),
          demandsOutside({ regulation: slug }),
        ]);
        const { documents: list, source } = documentListOn(slug, cityDate(now)) ?? {};
        const counted = figures && figures.named > 0 ? { figures, rows } : {};
        return list || figures?.named ? { ...counted, list, source } : undefined;
      },
    },
  ],
  inbox: [
    {
      view: 'feedback/papers/inbox-part',
      async model({ actor }, { units }) {
        if (!may(actor, 'approve')) return undefined;
        const demands = await demandsToAnswer(actor, units);
        return demands.length > 0 ? { demands } : undefined;
      },
    },
  ],
};
