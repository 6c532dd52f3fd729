import { type Actor, isStaff, may, type Permission } from '../platform/context.ts';

interface Asked {
  permission: Permission;
  by: { id: string };
  concerns?: string;
}

/** Whoever has the permission of the act: a token has not, for the second one is to be a person. */
export function canSeeRequest(actor: Actor, { permission, by }: Asked): boolean {
  return isStaff(actor) && !actor.scopes && (may(actor, permission) || actor.id === by.id);
}

export function canDecide(actor: Actor, asked: Asked): boolean {
  return (
    isStaff(actor) &&
    !actor.scopes &&
    may(actor, asked.permission) &&
    actor.id !== asked.by.id &&
    actor.id !== asked.concerns
  );
}

export function isOwn(actor: Actor, { by }: Asked): boolean {
  return isStaff(actor) && !actor.scopes && actor.id === by.id;
}
