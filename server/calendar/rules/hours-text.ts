import type { OfficeInterval } from './types.ts';

/** '08:00–12:00, 13:00–17:00' */
export function writeHours(intervals: readonly OfficeInterval[]): string {
  return intervals.map(([from, until]) => `${from}–${until}`).join(', ');
}

/**
 * Intervals as people type them: '8:00-12:00, 13h-17h30'. What cannot be read comes back as typed, so that
 * `checkCalendar` names it.
 */
export function readHours(typed: string): OfficeInterval[] {
  const parts = typed
    .split(/[,;\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.map((part) => {
    const [from = '', until = '', ...more] = part.split(/\s*[-–—]\s*/);
    return more.length > 0 ? [part, ''] : [readClock(from), readClock(until)];
  });
}

function readClock(typed: string): string {
  const [, hours, minutes = '00'] = /^(\d{1,2})\s*(?:[:h.]\s*(\d{2})?)?\s*$/i.exec(typed) ?? [];
  return hours === undefined ? typed : `${hours.padStart(2, '0')}:${minutes}`;
}
