import ICAL from 'ical.js';
import { type CalendarDay, DAY_KINDS, type DayKind, type Problem, readDay, writeDay } from './rules.ts';

/** A larger file is no list of days off. */
const LONGEST_FILE = 2_000_000;
/** Of a line that is read: the library takes time with the square of the length of its parameters. */
const LONGEST_LINE = 5_000;
/** A longer "holiday" is a school term or a slip of the year. */
const LONGEST_EVENT_DAYS = 31;
const LONGEST_DURATION_DAYS = 999;
const MOST_DAYS = 5_000;
const LONGEST_NAME = 200;
/** Our own files carry the kind along; other programs leave such a line alone. */
export const KIND_LINE = 'X-DAY-KIND';
/** What other lines hold is of no use here. */
const READ = ['DTSTART', 'DTEND', 'DURATION', 'SUMMARY', 'STATUS', KIND_LINE];

export interface ImportedDays {
  days: CalendarDay[];
  problems: Problem[];
}

/** One content line of RFC 5545: `DTSTART;VALUE=DATE:20250101`. */
interface ContentLine {
  /** Number of the line in the file, from 1. */
  number: number;
  name: string;
  content: string;
  /** As ical.js gives it: dates as 2025-01-01, texts without escapes. */
  value: string;
}

type Event = Map<string, ContentLine>;
type Refuse = (key: string, line: number, values?: Problem['values']) => void;

/**
 * Days from the all-day events of an iCalendar text, each date a row, sorted. Without a kind of ours an
 * event is a day off of kind `kind`, named in `language` by its summary. Problems name the line;
 * nothing is taken from an event whose dates or kind have one, so an administrator sees what is missing.
 */
export function readIcal(
  text: string,
  { kind = 'holiday', language = 'vi' }: { kind?: DayKind; language?: 'vi' | 'en' | 'ru' } = {},
): ImportedDays {
  const problems: Problem[] = [];
  const refuse: Refuse = (key, line, values = {}) =>
    problems.push({ key, severity: 'error', where: `line ${line}`, values: { ...values, line } });
  const rows = new Map<string, CalendarDay>();
  for (const event of eventsOf(contentLines(text, refuse), refuse)) {
    for (const row of rowsOf(event, { kind, language, refuse })) addRow(rows, row, event, refuse);
  }
  return { days: [...rows.values()].sort((a, b) => (a.date < b.date ? -1 : 1)), problems };
}

/** ical.js names no lines and stops at the first fault: it is given one line after the other. */
function contentLines(text: string, refuse: Refuse): ContentLine[] {
  if (text.length > LONGEST_FILE) {
    refuse('ical-too-long', 1, { characters: LONGEST_FILE });
    return [];
  }
  return unfold(text).flatMap(({ number, content }) => {
    const name = /^[A-Za-z0-9-]+(?=[;:])/.exec(content)?.[0].toUpperCase();
    const colon = content.indexOf(':');
    const value = name && READ.includes(name) ? readValue(content) : content.slice(colon + 1);
    if (name && colon > 0 && value !== undefined) return [{ number, name, content, value }];
    refuse('ical-line-unreadable', number, { line: number });
    return [];
  });
}

/** Undefined when the line is none. */
function readValue(content: string): string | undefined {
  if (content.length > LONGEST_LINE) return undefined;
  try {
    return String(ICAL.parse.property(content)[3]);
  } catch {
    return undefined;
  }
}

/** Long lines are continued on the next one after a space or tab (RFC 5545, 3.1). */
function unfold(text: string): { number: number; content: string }[] {
  const lines: { number: number; parts: string[] }[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((raw, index) => {
      const last = lines[lines.length - 1];
      if (/^[ \t]/.test(raw) && last) last.parts.push(raw.slice(1));
      else if (raw !== '') lines.push({ number: index + 1, parts: [raw] });
    });
  return lines.map(({ number, parts }) => ({ number, content: parts.join('') }));
}

function eventsOf(lines: ContentLine[], refuse: Refuse): Event[] {
  const events: Event[] = [];
  const nested: string[] = [];
  if (!lines.some((line) => line.name === 'BEGIN' && line.value.toUpperCase() === 'VCALENDAR')) {
    refuse('ical-no-calendar', 1);
    return [];
  }
  for (const line of lines) {
    const value = line.value.toUpperCase();
    if (line.name === 'BEGIN') {
      nested.push(value);
      if (value === 'VEVENT') events.push(new Map([['BEGIN', line]]));
    } else if (line.name === 'END') {
      if (nested.pop() !== value) refuse('ical-nesting', line.number);
    } else if (nested[nested.length - 1] === 'VEVENT') events[events.length - 1]!.set(line.name, line);
  }
  if (nested.length > 0) refuse('ical-ends-early', lines[lines.length - 1]!.number);
  return events;
}

interface Reading {
  kind: DayKind;
  language: 'vi' | 'en' | 'ru';
  refuse: Refuse;
}

function rowsOf(event: Event, { kind: usual, language, refuse }: Reading): CalendarDay[] {
  const begin = event.get('BEGIN')!.number;
  if (event.get('STATUS')?.value.toUpperCase() === 'CANCELLED') return [];
  if (event.has('RRULE') || event.has('RDATE')) {
    refuse('ical-repeating', begin);
    return [];
  }
  const first = allDay(event.get('DTSTART'), begin, refuse);
  const end = event.has('DTEND') ? allDay(event.get('DTEND'), begin, refuse) : lastOf(event, first, refuse);
  const kind = kindOf(event, usual, refuse);
  if (first === undefined || end === undefined || kind === undefined) return [];
  if (end <= first || end - first > LONGEST_EVENT_DAYS) {
    refuse('ical-span', begin, { from: writeDay(first), until: writeDay(end - 1), days: LONGEST_EVENT_DAYS });
    return [];
  }
  const summary = (event.get('SUMMARY')?.value ?? '').trim().slice(0, LONGEST_NAME);
  const name = summary ? { name: { [language]: summary } } : {};
  return Array.from({ length: end - first }, (_, index) => ({
    date: writeDay(first + index),
    kind,
    ...name,
  }));
}

/** Without an end an all-day event takes one day, or what its DURATION says (RFC 5545, 3.6.1). */
function lastOf(event: Event, first: number | undefined, refuse: Refuse): number | undefined {
  const line = event.get('DURATION');
  if (first === undefined || !line) return first === undefined ? undefined : first + 1;
  const days = daysOf(line.value);
  if (days === undefined) refuse('ical-duration', line.number);
  return days && first + days;
}

function daysOf(duration: string): number | undefined {
  try {
    const days = ICAL.Duration.fromString(duration).toSeconds() / 86_400;
    return Number.isInteger(days) && days > 0 && days <= LONGEST_DURATION_DAYS ? days : undefined;
  } catch {
    return undefined;
  }
}

function allDay(line: ContentLine | undefined, begin: number, refuse: Refuse): number | undefined {
  if (!line) {
    refuse('ical-no-start', begin);
    return undefined;
  }
  // Many programs leave VALUE=DATE out: ical.js then takes a date for a moment without a time.
  const date = line.value.replace(/T::$/, '');
  if (/^\d{4}-\d\d-\d\dT/.test(date)) {
    refuse('ical-not-all-day', line.number);
    return undefined;
  }
  // It leaves out what stands behind a date.
  const whole = line.content.endsWith(`:${date.replaceAll('-', '')}`);
  const day = whole ? readDay(date) : undefined;
  if (day === undefined) refuse('ical-date-malformed', line.number);
  return day;
}

function kindOf(event: Event, usual: DayKind, refuse: Refuse): DayKind | undefined {
  const line = event.get(KIND_LINE);
  if (!line) return usual;
  const kind = DAY_KINDS.find((each) => each === line.value);
  if (!kind) refuse('ical-kind-unknown', line.number);
  return kind;
}

function addRow(rows: Map<string, CalendarDay>, row: CalendarDay, event: Event, refuse: Refuse): void {
  const line = event.get('BEGIN')!.number;
  const earlier = rows.get(row.date);
  if (earlier && earlier.kind !== row.kind) refuse('ical-days-clash', line, { date: row.date });
  else if (rows.size >= MOST_DAYS) refuse('ical-too-many-days', line, { days: MOST_DAYS });
  else if (!earlier) rows.set(row.date, row);
}
