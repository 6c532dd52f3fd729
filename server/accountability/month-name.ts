import type { Context } from '../platform/context.ts';

/** 'March 2026', as the reader's language writes it. */
export function monthName(name: string, { language }: Pick<Context, 'language'>): string {
  const words = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return words.format(new Date(`${name}-15T00:00:00Z`));
}

/** '3/26', where there is little room. */
export const shortMonth = (month: string) => `${Number(month.slice(5))}/${month.slice(2, 4)}`;
