import { type Actor, isStaff, may, worksFor } from '../platform/context.ts';

export interface Subject {
  unit: string;
  /** Account id. */
  owner: string | null;
}

/** The owner; and the head of the unit, for owners leave. */
export function canTend(actor: Actor, { unit, owner }: Subject): boolean {
  if (!isStaff(actor) || !worksFor(actor, unit)) return false;
  return actor.id === owner ? may(actor, 'answer') : may(actor, 'approve');
}

/** Whoever had the promise in the answer to their own item, as long as it is known whose that was. */
export function canObject(actor: Actor, of: { source: string; senderErased?: boolean }): boolean {
  const { source, senderErased } = of;
  return !senderErased && actor.kind === 'visitor' && actor.holds.includes(source);
}

/** The head of the unit decides about another date, and confirms that something is done. */
export function canDecide(actor: Actor, { unit }: Subject): boolean {
  return may(actor, 'approve') && worksFor(actor, unit);
}

/** Requests not yet decided and reminders. */
export function canSeeInside(actor: Actor, { unit }: Subject): boolean {
  return may(actor, 'screen') || (may(actor, 'answer') && worksFor(actor, unit));
}
