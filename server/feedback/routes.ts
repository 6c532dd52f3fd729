import type { Route } from '../platform/web/route.ts';
import { afterRoutes } from './after/routes.ts';
import { contributionRoutes } from './contributions/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { requirementRoutes } from './requirements/routes.ts';
import { clockRoutes } from './routes/clocks.ts';
import { deskRoutes } from './routes/desk.ts';
import { itemRoutes } from './routes/item.ts';
import { listRoutes } from './routes/list.ts';
import { submitRoutes } from './routes/submit.ts';

/** '/feedback/new' stands before '/feedback/:code'. */
export const feedbackRoutes: Route[] = [
  ...submitRoutes,
  ...requirementRoutes,
  ...listRoutes,
  ...deskRoutes,
  ...clockRoutes,
  ...contributionRoutes,
  ...evidenceRoutes,
  ...afterRoutes,
  ...itemRoutes,
];
