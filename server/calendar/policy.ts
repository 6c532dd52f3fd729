import { type Actor, may } from '../platform/context.ts';
import { type CalendarChange, type DayKind, isAdHoc } from './rules.ts';

/** Administrators keep the calendar; coordinators close or open a day on short notice, after a storm for instance. */
export function canEditDay(actor: Actor, kind: DayKind): boolean {
  return may(actor, 'calendar') || (may(actor, 'short-notice') && isAdHoc(kind));
}

export function canEditCalendar(actor: Actor): boolean {
  return may(actor, 'calendar');
}

export function canSeeDrafts(actor: Actor): boolean {
  return may(actor, 'calendar', 'short-notice');
}

/** Whoever could have made every change may apply them, or give a draft of them up. */
export function canApply(actor: Actor, changes: readonly CalendarChange[]): boolean {
  if (may(actor, 'calendar')) return true;
  return may(actor, 'short-notice') && changes.every((change) => isAdHoc(change.kind));
}

export function canEditLimits(actor: Actor): boolean {
  return may(actor, 'calendar');
}
