import type { Feature } from '../platform/feature.ts';
import { guardNow, readGuard, requestLimitsJob } from './current.ts';
import { requestLimitRoutes } from './routes.ts';

/** What is being limited, and the switch of the guard. */
export const requestLimits: Feature = {
  name: 'request-limits',
  routes: requestLimitRoutes,
  jobs: () => [requestLimitsJob],
  catalogue: { guard: guardNow },
  start: () => readGuard(),
};
