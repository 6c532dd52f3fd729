import { type Actor, may, type Permission, worksFor } from '../../platform/context.ts';

export const VALUE_PERMISSIONS = ['give-values', 'answer'] as const satisfies Permission[];
export const TASK_PERMISSIONS = ['set-tasks'] as const satisfies Permission[];
export const DOING_PERMISSIONS = ['give-values', 'approve'] as const satisfies Permission[];

/** Of the own unit; coordinators for all. */
export function canGiveValue(actor: Actor, unit: string): boolean {
  return may(actor, 'give-values') || (may(actor, 'answer') && worksFor(actor, unit));
}

export const canGiveValues = (actor: Actor): boolean => may(actor, ...VALUE_PERMISSIONS);
export const canSetTasks = (actor: Actor): boolean => may(actor, ...TASK_PERMISSIONS);

/** Done is what the head of the unit, or a coordinator, says is done. */
export function canCloseTask(actor: Actor, { unit }: { unit: string }): boolean {
  return may(actor, 'give-values') || (may(actor, 'approve') && worksFor(actor, unit));
}
