import type { PageParts } from '../platform/context.ts';
import { REQUIRED_DOCUMENTS } from '../regulations/index.ts';
import { unitOf } from '../units/index.ts';
import { canKeepCatalogue } from './policy.ts';
import { isEnding } from './queries.ts';

/** On the public pages: a way to the forms for whoever keeps the catalogue, and what is planned for everybody. */
export const catalogueParts: PageParts = {
  settings: [
    {
      view: 'settings/line',
      async model({ actor }) {
        return canKeepCatalogue(actor) ? { setting: REQUIRED_DOCUMENTS } : undefined;
      },
    },
  ],
  unit: [
    {
      view: 'catalogue/unit-part',
      async model({ actor, now }, unit) {
        const may = canKeepCatalogue(actor);
        const ending = isEnding(unit, now);
        if (!may && !ending) return undefined;
        const next = ending ? unit.successors.flatMap((slug) => unitOf(slug) ?? []) : [];
        return {
          may,
          ending,
          unit,
          next,
          endsAt: ending ? new Date(`${unit.validTo}T12:00:00Z`) : undefined,
        };
      },
    },
  ],
  regulation: [
    {
      view: 'catalogue/regulation-part',
      async model({ actor }, { slug }) {
        return canKeepCatalogue(actor) ? { slug } : undefined;
      },
    },
  ],
};
