import type { Route } from '../platform/web/route.ts';
import { consoleRoutes } from './routes/console.ts';
import { deskRoutes } from './routes/desk.ts';
import { listRoutes } from './routes/list.ts';
import { minutesRoutes } from './routes/minutes.ts';
import { registerRoutes } from './routes/register.ts';
import { roomRoutes } from './routes/room.ts';
import { screenRoutes } from './routes/screen.ts';
import { setUpRoutes } from './routes/set-up.ts';
import { takePartRoutes } from './routes/take-part.ts';

/** Fixed paths first: '/dialogues/new' is no session. */
export const dialogueRoutes: Route[] = [
  ...listRoutes,
  ...setUpRoutes,
  ...takePartRoutes,
  ...registerRoutes,
  ...minutesRoutes,
  ...roomRoutes,
  ...screenRoutes,
  ...consoleRoutes,
  ...deskRoutes,
];
