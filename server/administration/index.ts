import type { Feature } from '../platform/feature.ts';
import { administrationRoutes } from './routes.ts';

/** The first page of whoever looks after the site: how it does, and what is not set up yet. */
export const administration: Feature = {
  name: 'administration',
  routes: administrationRoutes,
  menu: [
    {
      ...{ place: 105, href: '/administration', text: 'administration.menu' },
      ...{ who: ['operate'] as const, daily: true },
    },
  ],
};
