import { cityDate } from '../calendar/index.ts';
import type { Feature } from '../platform/feature.ts';
import { addToUnitPage } from '../units/index.ts';
import { accountabilityOperations } from './api.ts';
import { accountabilityRoutes } from './routes.ts';
import { tellingJob } from './told.ts';

/** Who was late, by month and unit, for everybody; and, for those in charge, who will be. */
export const accountability: Feature = {
  name: 'accountability',
  routes: accountabilityRoutes,
  operations: accountabilityOperations,
  jobs: () => [tellingJob],
  async start() {
    addToUnitPage({
      view: 'accountability/unit-part',
      model: async ({ now }, { slug }) => ({ slug, month: cityDate(now).slice(0, 7) }),
    });
  },
};
