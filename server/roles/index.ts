import type { Feature } from '../platform/feature.ts';
import { rolesRoutes } from './routes.ts';

/** Who may do what: the given roles. */
export const roles: Feature = {
  name: 'roles',
  routes: rolesRoutes,
  menu: [{ place: 181, href: '/roles', text: 'roles.title', who: 'staff', rare: true }],
};
