import { type Actor, isStaff, may, type Role, worksFor } from '../../platform/context.ts';
import { permissionRow } from '../../platform/permissions.ts';
import { type DialogueStatus, PUBLIC_DIALOGUES } from './rules/status.ts';

/** What the questions below look at. */
export interface Subject {
  code: string;
  status: DialogueStatus;
  chair: { id: string };
  moderators: readonly { id: string }[];
  units: readonly string[];
}

/** Roles that a chair can have: whoever may speak for the city. */
export const CHAIRS: readonly Role[] = permissionRow('chair').roles;

/** Sets sessions up. */
export function canPlan(actor: Actor): boolean {
  return may(actor, 'plan-dialogues');
}

function isChair(actor: Actor, { chair }: Pick<Subject, 'chair'>): boolean {
  return isStaff(actor) && actor.id === chair.id && may(actor, 'chair');
}

/** Named for this session and still a moderator. */
function isModerator(actor: Actor, { moderators }: Pick<Subject, 'moderators'>): boolean {
  return may(actor, 'moderate') && isStaff(actor) && moderators.some(({ id }) => id === actor.id);
}

/** Screens questions, steers the room, publishes the minutes. Coordinators stand in. */
export function canModerate(actor: Actor, subject: Pick<Subject, 'chair' | 'moderators'>): boolean {
  return isModerator(actor, subject) || isChair(actor, subject) || may(actor, 'moderate-all');
}

/** Puts down conclusions: the chair, or a moderator for the chair, who approves them with the minutes. */
export function canConclude(actor: Actor, subject: Pick<Subject, 'chair' | 'moderators'>): boolean {
  return isChair(actor, subject) || isModerator(actor, subject);
}

/** Four eyes: the chair approves what the moderators have written, and returns what is to be written otherwise. */
export function canWriteMinutes(actor: Actor, subject: Pick<Subject, 'chair' | 'moderators'>): boolean {
  return canModerate(actor, subject) && !isChair(actor, subject);
}

export function canApproveMinutes(actor: Actor, subject: Pick<Subject, 'chair'>): boolean {
  return isChair(actor, subject);
}

/** A session that is only planned is seen by those who plan and take part. */
export function canSee(actor: Actor, subject: Subject): boolean {
  return PUBLIC_DIALOGUES.includes(subject.status) || canModerate(actor, subject) || canPlan(actor);
}

/** Names given, questions not approved, measures: the staff stream. */
export function canSeeInside(actor: Actor, subject: Pick<Subject, 'chair' | 'moderators'>): boolean {
  return canModerate(actor, subject);
}

/** The unit's people write what is read out in the room, from anywhere. */
export function canPrepare(actor: Actor, question: { unit: string | null }): boolean {
  return may(actor, 'answer') && worksFor(actor, question.unit);
}

/** Id under which a visitor takes part in a session; undefined for viewers and staff. */
export function participantIn(actor: Actor, code: string): string | undefined {
  if (actor.kind !== 'visitor') return undefined;
  const held = actor.holds.find((each) => each.startsWith(`${code}:`));
  return held?.slice(code.length + 1);
}
