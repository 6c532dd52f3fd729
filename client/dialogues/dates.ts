export type DateStyle = 'date' | 'moment' | 'short';

const LOCALE: Record<string, string> = { vi: 'vi-VN', en: 'en-GB', ru: 'ru-RU' };
const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: DAY,
  moment: { weekday: 'long', ...DAY, ...TIME },
  short: { day: '2-digit', month: '2-digit', year: 'numeric', ...TIME },
};

/** What comes later reads as what the server has written: server/platform/i18n/dates.ts, compared by a test. */
export function dateFormat(style: DateStyle, language: string, timeZone?: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALE[language] ?? language, { ...STYLES[style], timeZone });
}

const formats = new Map<DateStyle, Intl.DateTimeFormat>();

/** A moment in the reader's language and the city's time zone. */
export function dateOf(at: string, style: DateStyle): string {
  let format = formats.get(style);
  if (!format) {
    const { timeZone } = document.querySelector<HTMLElement>('[data-time-zone]')?.dataset ?? {};
    format = dateFormat(style, document.documentElement.lang, timeZone);
    formats.set(style, format);
  }
  return format.format(new Date(at));
}
