import type { CalendarData } from './types.ts';

/**
 * The calendar of a unit that keeps hours of its own: its working week, hours and days go before the city's,
 * and on all other dates the city's days off hold. A day off added to the city's calendar so reaches every unit.
 */
export function withOwnHours(city: CalendarData, own: CalendarData): CalendarData {
  const dates = new Set(own.days.filter((row) => row.active !== false).map((row) => row.date));
  return {
    ...city,
    id: own.id,
    workingWeek: own.workingWeek,
    officeHours: own.officeHours,
    hours: own.hours,
    days: [...city.days.filter((row) => !dates.has(row.date)), ...own.days],
  };
}
