import { type Actor, hasRole } from '../platform/context.ts';
import { type CalendarChange, type DayKind, isAdHoc } from './rules.ts';

/** Administrators keep the calendar; coordinators close or open a day on short notice, after a storm for instance. */
export function canEditDay(actor: Actor, kind: DayKind): boolean {
  return hasRole(actor, 'administrator') || (hasRole(actor, 'coordinator') && isAdHoc(kind));
}

export function canEditCalendar(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}

export function canSeeDrafts(actor: Actor): boolean {
  return hasRole(actor, 'administrator', 'coordinator');
}

/** Whoever could have made every change may apply them, or give a draft of them up. */
export function canApply(actor: Actor, changes: readonly CalendarChange[]): boolean {
  if (hasRole(actor, 'administrator')) return true;
  return hasRole(actor, 'coordinator') && changes.every((change) => isAdHoc(change.kind));
}

export function canEditLimits(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}
