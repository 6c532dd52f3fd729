import type { Language } from '../context.ts';

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB', ru: 'ru-RU' };
const localeOf = (language: Language) => LOCALES[language] ?? language;
export type DateStyle = 'date' | 'day' | 'month' | 'moment' | 'short';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  /** 3 December 2026 */
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  /** Thursday, 3 December 2026 */
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** December 2026 */
  month: { month: 'long', year: 'numeric' },
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

/** As offices write it, the hour first: "17:00, Thứ Tư, ngày 16/12/2026". Intl says "lúc 17:00 Thứ Tư, 16 tháng 12, 2026". */
const VIETNAMESE: Record<DateStyle, (part: (type: Intl.DateTimeFormatPartTypes) => string) => string> = {
  date: (part) => `${part('day')}/${part('month')}/${part('year')}`,
  day: (part) => `${part('weekday')}, ngày ${VIETNAMESE.date(part)}`,
  month: (part) => `tháng ${Number(part('month'))} năm ${part('year')}`,
  moment: (part) => `${part('hour')}:${part('minute')}, ${VIETNAMESE.day(part)}`,
  short: (part) => `${part('hour')}:${part('minute')}, ${VIETNAMESE.date(part)}`,
};

type Format = (at: Date) => string;
const formats = new Map<string, Format>();

function formatIn(style: DateStyle, language: Language, timeZone: string): Format {
  const figures = language === 'vi' && ({ day: '2-digit', month: '2-digit' } as const);
  const format = new Intl.DateTimeFormat(localeOf(language), { ...STYLES[style], ...figures, timeZone });
  if (language !== 'vi') return (at) => format.format(at);
  return (at) => {
    const parts = format.formatToParts(at);
    return VIETNAMESE[style]((type) => parts.find((part) => part.type === type)?.value ?? '');
  };
}

/** A date in the reader's language and the city's time zone. The scripts of pages use it too. */
export function formatDate(at: Date, style: DateStyle, language: Language, timeZone: string): string {
  const key = `${style} ${language} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = formatIn(style, language, timeZone);
    formats.set(key, format);
  }
  return format(at);
}

const relatives = new Map<Language, Intl.RelativeTimeFormat>();
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** "in 3 days", "2 hours ago": days are those of the calendar in the city's time zone, from midnight to midnight. */
export function formatRelative(at: Date, now: Date, language: Language, timeZone: string): string {
  let format = relatives.get(language);
  if (!format) {
    format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' });
    relatives.set(language, format);
  }
  const read = format.format(...distance(at, now, timeZone));
  // It stands within a sentence; Intl begins "Ngày mai" like one.
  return read.charAt(0).toLowerCase() + read.slice(1);
}

function distance(at: Date, now: Date, timeZone: string): [number, Intl.RelativeTimeFormatUnit] {
  const away = at.getTime() - now.getTime();
  if (Math.abs(away) < HOUR_MS) return [Math.trunc(away / MINUTE_MS), 'minute'];
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  return days === 0 ? [Math.trunc(away / HOUR_MS), 'hour'] : [days, 'day'];
}

const civilDates = new Map<string, Intl.DateTimeFormat>();

/** Dates of a zone, counted from 1 January 1970. */
function dayNumber(at: Date, timeZone: string): number {
  let format = civilDates.get(timeZone);
  if (!format) {
    // Of Canada: 2026-12-04.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    civilDates.set(timeZone, format);
  }
  return Date.parse(`${format.format(at)}T00:00:00Z`) / DAY_MS;
}

export function formatNumber(value: number, language: Language): string {
  return value.toLocaleString(localeOf(language));
}

/** "78%"; in Russian "78 %" on one line. */
export function formatPercent(value: number, language: Language): string {
  return `${formatNumber(value, language)}${language === 'ru' ? '\u00a0' : ''}%`;
}
