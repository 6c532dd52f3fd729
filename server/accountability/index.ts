import { cityDate } from '../calendar/index.ts';
import type { Feature } from '../platform/feature.ts';
import { delayListOperations } from './delay-list/api.ts';
import { delayListRoutes } from './delay-list/routes.ts';
import { tellingJob } from './delay-list/told.ts';
import { forecastRoutes } from './routes.ts';

/** Who was late, by month and unit, for everybody; and, for those in charge, who will be. */
export const accountability: Feature = {
  name: 'accountability',
  routes: [...delayListRoutes, ...forecastRoutes],
  operations: delayListOperations,
  jobs: () => [tellingJob],
  menu: [
    { place: 80, href: '/delays', text: 'accountability.menu' },
    {
      ...{ place: 150, href: '/forecast', text: 'accountability.menu-forecast' },
      who: ['head', 'coordinator', 'leader'],
    },
  ],
  pageParts: {
    unit: [
      {
        view: 'accountability/unit-part',
        model: async ({ now }, { slug }) => ({ slug, month: cityDate(now).slice(0, 7) }),
      },
    ],
  },
};
