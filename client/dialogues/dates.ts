import { type DateStyle, formatDate } from '../../server/platform/i18n/dates.ts';

/** A moment in the reader's language and the city's time zone, as the server writes it. */
export function dateOf(at: string, style: DateStyle): string {
  const { timeZone } = document.querySelector<HTMLElement>('[data-time-zone]')?.dataset ?? {};
  const language = document.documentElement.lang as Parameters<typeof formatDate>[2];
  return formatDate(new Date(at), style, language, timeZone!);
}
