import { type Actor, isStaff, may, type Permission, worksFor } from '../../platform/context.ts';
import type { Position } from './rules/act.ts';

export const LIST_PERMISSIONS = ['answer', 'open-delay-lists'] as const satisfies Permission[];
export const REPEAT_PERMISSIONS = ['approve', 'approve-delay-lists'] as const satisfies Permission[];

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
  return may(actor, 'open-delay-lists') || (may(actor, 'answer') && ofTheUnit(actor, list));
}

export function seesAllLists(actor: Actor): boolean {
  return may(actor, 'open-delay-lists');
}

/** Heads for the unit, coordinators for their own list; officials to what concerns them (`canReplyTo`). */
export function canReply(actor: Actor, list: ListSubject): boolean {
  if (list.unit === null) return may(actor, 'screen');
  return may(actor, 'answer') && ofTheUnit(actor, list);
}

export function canReplyTo(actor: Actor, list: ListSubject, entry: EntrySubject): boolean {
  if (!canReply(actor, list)) return false;
  return list.unit === null || may(actor, 'approve') || (isStaff(actor) && entry.official === actor.id);
}

/** Nobody corrects what is told of themselves. */
export function canCorrect(actor: Actor, list: ListSubject): boolean {
  if (list.unit === null) return may(actor, 'approve-delay-lists');
  return may(actor, 'approve-delay-lists', 'open-delay-lists') && !ofTheUnit(actor, list);
}

export function canOpen(actor: Actor): boolean {
  return may(actor, 'open-delay-lists');
}

export function canApprove(actor: Actor): boolean {
  return may(actor, 'approve-delay-lists');
}

/** A unit's record is decided by the leadership, an official's by the head of the unit. */
export function canDecideRepeat(
  actor: Actor,
  { unit, official }: { unit: string | null; official: string | null },
) {
  if (official === null) return may(actor, 'approve-delay-lists');
  return may(actor, 'approve') && worksFor(actor, unit) && isStaff(actor) && actor.id !== official;
}

export function canSeeRepeat(
  actor: Actor,
  { unit, official }: { unit: string | null; official: string | null },
) {
  if (may(actor, 'approve-delay-lists')) return true;
  return (
    may(actor, 'approve') &&
    worksFor(actor, unit) &&
    (official === null || (isStaff(actor) && actor.id !== official))
  );
}
