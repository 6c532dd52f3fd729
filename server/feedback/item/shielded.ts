import { type Actor, isStaff } from '../../platform/context.ts';
import { unitOf } from '../../units/index.ts';

/**
 * Lists, search, figures and whatever else is not read by those alone who work on an item: what is about the conduct of a
 * unit is not among it, for that unit reads them too. `test/feedback/shield` fails on a read that says neither this nor why.
 */
export const UNSHIELDED = { shield: null } as const;

/** Of the desks: nothing about the conduct of a unit that the reader works for. */
export function notAgainst(actor: Actor): { 'shield.unit'?: { $nin: string[] } } {
  const units = isStaff(actor) ? (actor.allUnits ?? actor.units) : [];
  return units.length > 0 ? { 'shield.unit': { $nin: [...units] } } : {};
}

/** The unit itself, or one below it: it has no say about the conduct of the unit. */
export function isUnder(unit: string, head: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = unit; at && !seen.has(at); at = unitOf(at)?.parent) {
    if (at === head) return true;
    seen.add(at);
  }
  return false;
}
