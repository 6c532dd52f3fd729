import { DAY_MS } from '../../city/dates.ts';
import { ABSENCE_MOST_DAYS } from './limits.ts';

/** Civil days of the city, both included: '2026-03-09'. */
export interface Absence {
  from: string;
  to: string;
  /** Account that stands in. */
  deputy?: string | null;
}

/** True on the days of the absence. */
export function isAway(absence: Pick<Absence, 'from' | 'to'> | null | undefined, today: string): boolean {
  return !!absence && absence.from <= today && today <= absence.to;
}

/** True once the last day of the absence has passed. */
export function isOver(absence: Pick<Absence, 'to'>, today: string): boolean {
  return absence.to < today;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** What is wrong with the days of an absence, by field; undefined when nothing is. */
export function absenceFault(
  absence: Absence,
  today: string,
): { field: 'from' | 'to'; text: string } | undefined {
  if (absence.to < absence.from) return { field: 'to', text: 'accounts.errors.ends-before-start' };
  if (isOver(absence, today)) return { field: 'to', text: 'accounts.errors.absence-past' };
  if (daysBetween(absence.from, absence.to) > ABSENCE_MOST_DAYS)
    return { field: 'to', text: 'accounts.errors.absence-long' };
  return undefined;
}
