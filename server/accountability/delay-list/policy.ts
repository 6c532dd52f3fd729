import { type Actor, hasRole, isStaff, type Role, worksFor } from '../../platform/context.ts';
import type { Position } from './rules/act.ts';

export const LIST_ROLES = ['official', 'head', 'coordinator', 'leader'] as const satisfies Role[];
export const REPEAT_ROLES = ['head', 'leader'] as const satisfies Role[];
export const RULE_ROLES = ['administrator'] as const satisfies Role[];

export interface ListSubject {
  unit: string | null;
  /** Units whose people speak for it: itself, or those that took over. */
  respondents: readonly string[];
}

export interface EntrySubject {
  position: Position;
  official: string | null;
}

const ofTheUnit = (actor: Actor, { respondents }: ListSubject) =>
  respondents.some((unit) => worksFor(actor, unit));

/** The working page of a list, before it is public too. */
export function canSeeList(actor: Actor, list: ListSubject): boolean {
  return (
    hasRole(actor, 'coordinator', 'leader') || (hasRole(actor, 'head', 'official') && ofTheUnit(actor, list))
  );
}

export function seesAllLists(actor: Actor): boolean {
  return hasRole(actor, 'coordinator', 'leader');
}

/** Heads for the unit, coordinators for their own list; officials to what concerns them (`canReplyTo`). */
export function canReply(actor: Actor, list: ListSubject): boolean {
  if (list.unit === null) return hasRole(actor, 'coordinator');
  return hasRole(actor, 'head', 'official') && ofTheUnit(actor, list);
}

export function canReplyTo(actor: Actor, list: ListSubject, entry: EntrySubject): boolean {
  if (!canReply(actor, list)) return false;
  return list.unit === null || hasRole(actor, 'head') || (isStaff(actor) && entry.official === actor.id);
}

/** Nobody corrects what is told of themselves. */
export function canCorrect(actor: Actor, list: ListSubject): boolean {
  if (hasRole(actor, 'leader')) return true;
  return list.unit !== null && hasRole(actor, 'coordinator') && !ofTheUnit(actor, list);
}

export function canOpen(actor: Actor): boolean {
  return hasRole(actor, 'coordinator', 'leader');
}

export function canApprove(actor: Actor): boolean {
  return hasRole(actor, 'leader');
}

export function canEditRules(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}

/** A unit's record is decided by the leadership, an official's by the head of the unit. */
export function canDecideRepeat(
  actor: Actor,
  { unit, official }: { unit: string | null; official: string | null },
) {
  if (official === null) return hasRole(actor, 'leader');
  return hasRole(actor, 'head') && worksFor(actor, unit) && isStaff(actor) && actor.id !== official;
}

export function canSeeRepeat(
  actor: Actor,
  { unit, official }: { unit: string | null; official: string | null },
) {
  if (hasRole(actor, 'leader')) return true;
  return (
    hasRole(actor, 'head') &&
    worksFor(actor, unit) &&
    (official === null || (isStaff(actor) && actor.id !== official))
  );
}
