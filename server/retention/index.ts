import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { retentionJob } from './jobs.ts';
import { retentionRoutes } from './routes.ts';
import { RETENTION } from './settings.ts';

export { carryOutRetention } from './actions.ts';
export { RETENTION } from './settings.ts';

const settings = settingDoors(RETENTION);

/** What goes when: the city's rules, their job, and a page that says what will go and what has gone. */
export const retention: Feature = {
  name: 'retention',
  routes: [...retentionRoutes, ...settings.routes],
  jobs: () => [retentionJob],
  menu: [{ place: 345, href: '/retention', text: 'retention.menu', who: ['settings'], rare: true }],
  pageParts: settings.pageParts,
};
