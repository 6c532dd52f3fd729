import type { Job } from '../platform/clock/scheduler.ts';
import { noteRolesOver } from './actions.ts';
import { lookAtOwnRoles } from './in-force.ts';

export const ownRolesJob: Job = {
  name: 'roles.read',
  everySeconds: 30,
  everyProcess: true,
  run: ({ now }) => lookAtOwnRoles(now),
};

export const rolesOverJob: Job = { name: 'roles.over', everySeconds: 60, run: noteRolesOver };
