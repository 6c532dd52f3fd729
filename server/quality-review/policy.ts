import { type Actor, isStaff, may } from '../platform/context.ts';

export const REVIEWERS = ['review-answers'] as const;
export const FIGURE_PERMISSIONS = ['see-quality'] as const;

/** A reviewer, who had no hand in the answer. @param by accounts that wrote it or sent it against the check */
export function canReview(actor: Actor, by: readonly (string | undefined)[]): boolean {
  return may(actor, ...REVIEWERS) && isStaff(actor) && !by.includes(actor.id);
}

export function canSeeFigures(actor: Actor): boolean {
  return may(actor, ...FIGURE_PERMISSIONS);
}
