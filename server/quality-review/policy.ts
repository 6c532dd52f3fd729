import { type Actor, hasRole, isStaff } from '../platform/context.ts';

export const REVIEWERS = ['reviewer'] as const;
export const FIGURE_ROLES = ['reviewer', 'coordinator', 'leader'] as const;

/** A reviewer, who had no hand in the answer. @param by accounts that wrote it or sent it against the check */
export function canReview(actor: Actor, by: readonly (string | undefined)[]): boolean {
  return hasRole(actor, ...REVIEWERS) && isStaff(actor) && !by.includes(actor.id);
}

export function canSeeFigures(actor: Actor): boolean {
  return hasRole(actor, ...FIGURE_ROLES);
}
