import type { Feature } from '../platform/feature.ts';
import { closedNow, noticeNow, siteStateJob, startSiteState } from './current.ts';
import { maintenanceRoutes } from './routes.ts';

export { closedNow } from './current.ts';

/** The site closed for writing while somebody works on it, and a notice on top of every page. */
export const maintenance: Feature = {
  name: 'maintenance',
  routes: maintenanceRoutes,
  jobs: () => [siteStateJob],
  catalogue: { closed: closedNow, notice: noticeNow },
  start: (_context, { dataDirectory }) => startSiteState(dataDirectory),
};
