import type { Trilingual } from '../platform/context.ts';

interface Named {
  slug: string;
  name: Trilingual;
}

/**
 * What the calendar must know of units, regulations and items. It lies below them all, for they count their days
 * by it; so they tell it, when the server starts.
 */
export interface CalendarCatalogue {
  units(): Named[];
  unit(slug: string): Named | undefined;
  regulation(slug: string): Named | undefined;
  kinds: readonly string[];
}

let catalogue: CalendarCatalogue = {
  units: () => [],
  unit: () => undefined,
  regulation: () => undefined,
  kinds: [],
};

export function tellCalendar(told: CalendarCatalogue): void {
  catalogue = told;
}

export function toldCatalogue(): CalendarCatalogue {
  return catalogue;
}
