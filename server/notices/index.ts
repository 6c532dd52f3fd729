import type { Feature } from '../platform/feature.ts';
import { digestJob } from './jobs.ts';
import { lettersToDecide } from './queries.ts';
import { reminderRoutes } from './reminder-routes.ts';
import { noticeRoutes } from './routes.ts';
import { settingsRoutes } from './settings-routes.ts';

export { letterCounts } from './queries.ts';

/** Letters on their way, letters of the day, and due dates in people's calendars. */
export const notices: Feature = {
  name: 'notices',
  routes: [...noticeRoutes, ...settingsRoutes, ...reminderRoutes],
  jobs: (tools) => [digestJob(tools)],
  menu: [
    {
      ...{ place: 190, href: '/outbox', text: 'menu.outbox', who: ['outbox'] },
      waiting: lettersToDecide,
    },
    { place: 210, href: '/account/notices', text: 'notices.menu', who: 'staff', rare: true },
  ],
};
