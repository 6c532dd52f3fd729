import type { Trilingual } from '../platform/context.ts';

/** Why nobody but administrators can write now. */
export interface Closed {
  reason: Trilingual;
  since: Date;
}

/** What is told on top of every page. */
export interface Notice {
  text: Trilingual;
  from: Date;
  /** null: until it is taken away. */
  until: Date | null;
}

export function noticeAt(notice: Notice | null | undefined, now: Date): Notice | undefined {
  return notice && notice.from <= now && (!notice.until || now < notice.until) ? notice : undefined;
}

/** What the file of `npm run maintenance` says: reasons by language, those that are missing as in Vietnamese. */
export function readReason(text: string): Trilingual {
  let read: Partial<Record<keyof Trilingual, unknown>> = {};
  try {
    read = Object(JSON.parse(text));
  } catch {
    // Somebody has written plain words: they hold for all.
    read = { vi: text.trim() };
  }
  const words = (value: unknown) => (typeof value === 'string' && value ? value.slice(0, 500) : undefined);
  const vi = words(read.vi) ?? words(read.en) ?? words(read.ru) ?? 'Hệ thống đang được bảo trì.';
  return {
    vi,
    en: words(read.en) ?? words(read.vi) ?? 'The site is being maintained.',
    ru: words(read.ru) ?? words(read.vi) ?? 'Ведутся технические работы.',
  };
}
