import type { Feature } from '../platform/feature.ts';
import { lookAtOwnRoles } from './in-force.ts';
import { ownRolesJob, rolesOverJob } from './jobs.ts';
import { rolesRoutes } from './routes.ts';

export { changeRole, makeRole } from './actions.ts';
export { MAKE_ROLE } from './acts.ts';
/** Who may do what: the given roles, and those that a city makes of the same permissions. */
export { grantsOf, ownRoles, ownRolesWith } from './in-force.ts';
export { canKeepRoles } from './policy.ts';
export { isOpen, type OwnRole, permissionsIn } from './rules.ts';

export const roles: Feature = {
  name: 'roles',
  routes: rolesRoutes,
  jobs: () => [ownRolesJob, rolesOverJob],
  start: ({ now }) => lookAtOwnRoles(now),
  menu: [{ place: 181, href: '/roles', text: 'roles.title', who: 'staff', rare: true }],
};
