import type { Feature } from '../platform/feature.ts';
import { reloadCalendars, startCalendar } from './load.ts';
import { goOnReaction, supersedeReaction } from './reactions.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { limitRoutes } from './routes/limits.ts';

/** Working calendars and limits as dated data: what every deadline is counted by. */
export const calendar: Feature = {
  name: 'calendar',
  routes: [...calendarRoutes, ...limitRoutes],
  reactions: () => [supersedeReaction, goOnReaction],
  jobs: () => [reloadCalendars],
  menu: [
    {
      ...{ place: 200, href: '/calendar', text: 'calendar.menu' },
      ...{ who: ['calendar', 'short-notice'] as const, rare: true },
    },
  ],
  start: startCalendar,
};
