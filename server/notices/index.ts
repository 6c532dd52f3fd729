import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { digestJob } from './jobs.ts';
import { lettersToDecide } from './queries.ts';
import { REMINDERS_WITH_EFFECT } from './reminder-effect.ts';
import { noticeRoutes } from './routes.ts';
import { settingsRoutes } from './settings-routes.ts';

export { letterCounts } from './queries.ts';

const rules = settingDoors(REMINDERS_WITH_EFFECT);

/** Letters on their way, letters of the day, and due dates in people's calendars. */
export const notices: Feature = {
  name: 'notices',
  routes: [...noticeRoutes, ...settingsRoutes, ...rules.routes],
  pageParts: rules.pageParts,
  jobs: (tools) => [digestJob(tools)],
  menu: [
    {
      ...{ place: 190, href: '/outbox', text: 'menu.outbox', who: ['outbox'] },
      waiting: lettersToDecide,
    },
    { place: 210, href: '/account/notices', text: 'notices.menu', who: 'staff', rare: true },
  ],
};
