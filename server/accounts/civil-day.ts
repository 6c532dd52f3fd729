import { localDate, seedCalendar } from '../calendar/index.ts';

/** The city's date at a moment: '2026-03-04'. */
export function civilDay(at: Date): string {
  return localDate(seedCalendar(), at);
}

/** A moment within the day, for the helpers that write dates. */
export function noonOf(day: string): Date {
  return new Date(`${day}T05:00:00Z`);
}
