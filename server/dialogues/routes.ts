import type { Route } from '../platform/web/route.ts';
import { consoleRoutes } from './console/routes.ts';
import { exportRoutes } from './export/routes.ts';
import { minutesRoutes } from './minutes/routes.ts';
import { deskRoutes } from './panel/routes.ts';
import { registerRoutes } from './participants/routes.ts';
import { takePartRoutes } from './participants/take-part-routes.ts';
import { roomRoutes } from './room/routes.ts';
import { screenRoutes } from './room/screen-routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { setUpRoutes } from './set-up/routes.ts';

/** Fixed paths first: '/dialogues/new' is no session. */
export const dialogueRoutes: Route[] = [
  ...sessionRoutes,
  ...exportRoutes,
  ...setUpRoutes,
  ...takePartRoutes,
  ...registerRoutes,
  ...minutesRoutes,
  ...roomRoutes,
  ...screenRoutes,
  ...consoleRoutes,
  ...deskRoutes,
];
