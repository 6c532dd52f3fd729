import { type Actor, hasRole, type Role, worksFor } from '../../platform/context.ts';

export const VALUE_ROLES = ['official', 'head', 'coordinator'] as const satisfies Role[];
export const TASK_ROLES = ['coordinator', 'leader'] as const satisfies Role[];
export const DOING_ROLES = ['head', 'coordinator'] as const satisfies Role[];

/** Of the own unit; coordinators for all. */
export function canGiveValue(actor: Actor, unit: string): boolean {
  return hasRole(actor, 'coordinator') || (hasRole(actor, 'official', 'head') && worksFor(actor, unit));
}

export const canGiveValues = (actor: Actor): boolean => hasRole(actor, ...VALUE_ROLES);
export const canSetTasks = (actor: Actor): boolean => hasRole(actor, ...TASK_ROLES);

/** Done is what the head of the unit, or a coordinator, says is done. */
export function canCloseTask(actor: Actor, { unit }: { unit: string }): boolean {
  return hasRole(actor, 'coordinator') || (hasRole(actor, 'head') && worksFor(actor, unit));
}
