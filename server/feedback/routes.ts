import type { Route } from '../platform/web/route.ts';
import { clockRoutes } from './clocks/routes.ts';
import { contributionRoutes } from './contributions/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { itemRoutes } from './item-page/routes.ts';
import { listRoutes } from './lists/routes.ts';
import { afterRoutes } from './rating/routes.ts';
import { requirementRoutes } from './submission/requirements/routes.ts';
import { submitRoutes } from './submission/routes.ts';

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
