import { cityDate } from '../calendar/index.ts';
import type { Feature } from '../platform/feature.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { delayListOperations } from './delay-list/api.ts';
import { delayListJob } from './delay-list/jobs.ts';
import { listLetters } from './delay-list/letters.ts';
import { LIST_ROLES, RULE_ROLES } from './delay-list/policy.ts';
import { delayListRoutes } from './delay-list/routes.ts';
import { delayRuleRoutes } from './delay-list/rule-routes.ts';
import { staffListRoutes } from './delay-list/staff-routes.ts';
import { tellingJob } from './delay-list/told.ts';
import { openDataRoutes } from './open-data/routes.ts';
import { forecastRoutes } from './routes.ts';
import { scoreRoutes } from './scores/routes.ts';

/** Who was late, by month and unit, for everybody; and, for those in charge, who will be. */
export const accountability: Feature = {
  name: 'accountability',
  routes: [
    ...[...delayListRoutes, ...staffListRoutes, ...delayRuleRoutes, ...forecastRoutes],
    ...[...scoreRoutes, ...dashboardRoutes, ...openDataRoutes],
  ],
  operations: delayListOperations,
  reactions: (tools) => [listLetters(tools)],
  jobs: (tools) => [tellingJob, delayListJob(tools)],
  menu: [
    { place: 75, href: '/dashboard', text: 'dashboard.menu' },
    { place: 80, href: '/delays', text: 'accountability.menu' },
    {
      ...{ place: 150, href: '/forecast', text: 'accountability.menu-forecast' },
      who: ['head', 'coordinator', 'leader'],
    },
    { place: 155, href: '/delay-lists', text: 'accountability.delay-list.menu', who: LIST_ROLES },
    { place: 195, href: '/delay-rules', text: 'accountability.delay-list.menu-rules', who: RULE_ROLES },
  ],
  pageParts: {
    unit: [
      {
        view: 'accountability/unit-part',
        model: async ({ now }, { slug }) => ({ slug, month: cityDate(now).slice(0, 7) }),
      },
      { view: 'accountability/scores/unit-part', model: async (_context, { slug }) => ({ slug }) },
    ],
  },
};
