/** Dates as text (yyyy-mm-dd) have no zone; which date it is in the city, `calendar` knows. */
export const DAY_MS = 86_400_000;

/** The moment so many times 24 hours later; before it when negative. */
export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

/** The date so many days after another; before it when negative. */
export function daysAfter(date: string, days: number): string {
  return addDays(new Date(`${date}T00:00:00Z`), days)
    .toISOString()
    .slice(0, 10);
}

export const dayBefore = (date: string): string => daysAfter(date, -1);
export const dayAfter = (date: string): string => daysAfter(date, 1);

/** The Monday of the week of a date. */
export function weekOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return daysAfter(date, weekday === 0 ? -6 : 1 - weekday);
}

/** Monday to Sunday, as heads of a month that is drawn. */
export function weekdayInitials(language: string): string[] {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, at) => weekday.format(new Date(Date.UTC(2024, 0, at + 1))));
}
