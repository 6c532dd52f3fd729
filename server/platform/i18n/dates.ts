import type { Language } from '../context.ts';

const LOCALE: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB', ru: 'ru-RU' };
export type DateStyle = 'date' | 'day' | 'moment' | 'short';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  /** 3 December 2026 */
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  /** Thursday, 3 December 2026 */
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Thursday, 3 December 2026, 17:00 */
  moment: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  /** 03/12/2026, 17:00 */
  short: {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A date in the reader's language and the city's time zone. */
export function formatDate(at: Date, style: DateStyle, language: Language, timeZone: string): string {
  const key = `${style} ${language} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE[language], { ...STYLES[style], timeZone });
    formats.set(key, format);
  }
  return format.format(at);
}

const relatives = new Map<Language, Intl.RelativeTimeFormat>();
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "in 3 days", "2 hours ago". */
export function formatRelative(at: Date, now: Date, language: Language): string {
  let format = relatives.get(language);
  if (!format) {
    format = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto' });
    relatives.set(language, format);
  }
  const distance = at.getTime() - now.getTime();
  const [unit, length] = STEPS.find(([, size]) => Math.abs(distance) >= size) ?? STEPS[2]!;
  return format.format(Math.trunc(distance / length), unit);
}

export function formatNumber(value: number, language: Language): string {
  return value.toLocaleString(LOCALE[language]);
}
