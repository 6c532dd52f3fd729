import type { Feature } from '../platform/feature.ts';
import { guideRoutes } from './routes.ts';

/** What each role does on its first day, and what the words mean. */
export const guide: Feature = {
  name: 'guide',
  routes: guideRoutes,
  menu: [{ place: 215, href: '/guide', text: 'guide.menu', who: 'staff', rare: true }],
};
