import type { Context } from '../platform/context.ts';
import { formatDate } from '../platform/i18n/dates.ts';

/** 'March 2026', as the reader's language writes it. */
export function monthName(name: string, { language }: Pick<Context, 'language'>): string {
  return formatDate(new Date(`${name}-15T00:00:00Z`), 'month', language, 'UTC');
}

/** '3/26', where there is little room. */
export const shortMonth = (month: string) => `${Number(month.slice(5))}/${month.slice(2, 4)}`;
