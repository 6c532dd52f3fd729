import { readDay, writeDay } from './civil-days.ts';
import { type ContentLine, contentLines, escapeText, fold, type Refuse, unescapeText } from './ical-lines.ts';
import { type CalendarDay, DAY_KINDS, type DayKind, type Problem } from './types.ts';

/** A longer "holiday" is a school term or a slip of the year. */
const LONGEST_EVENT_DAYS = 31;
const MOST_DAYS = 5_000;
const LONGEST_NAME = 200;
/** Our own files carry the kind along; other programs leave such a line alone. */
const KIND_LINE = 'X-DAY-KIND';

export interface ImportedDays {
  days: CalendarDay[];
  problems: Problem[];
}

type Event = Map<string, ContentLine>;

/**
 * Days from the all-day events of an iCalendar text, each date a row, sorted. Without a kind of ours an
 * event is a day off of kind `kind`, named in `language` by its summary. Problems name the line;
 * nothing is taken from an event that has one, so an administrator sees what is missing.
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
  const summary = unescapeText(event.get('SUMMARY')?.value ?? '')
    .trim()
    .slice(0, LONGEST_NAME);
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
  const parts = /^\+?P(\d{1,3})([DW])$/.exec(line.value);
  if (!parts) refuse('ical-duration', line.number);
  return parts ? first + Number(parts[1]) * (parts[2] === 'W' ? 7 : 1) : undefined;
}

function allDay(line: ContentLine | undefined, begin: number, refuse: Refuse): number | undefined {
  if (!line) {
    refuse('ical-no-start', begin);
    return undefined;
  }
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(line.value);
  if (!parts) {
    refuse(/^\d{8}T/.test(line.value) ? 'ical-not-all-day' : 'ical-date-malformed', line.number);
    return undefined;
  }
  const day = readDay(parts.slice(1).join('-'));
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

/** The active rows as an iCalendar text of all-day events, one a date. `stampedAt` is when it was made. */
export function writeIcal(
  days: readonly CalendarDay[],
  { stampedAt, language = 'vi', domain }: { stampedAt: Date; language?: 'vi' | 'en' | 'ru'; domain: string },
): string {
  const stamp = stampedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const events = days
    .filter((row) => row.active !== false)
    .flatMap((row) => [
      'BEGIN:VEVENT',
      `UID:${row.date}-${row.kind}@${escapeText(domain)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${row.date.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${writeDay(readDay(row.date)! + 1).replaceAll('-', '')}`,
      `SUMMARY:${escapeText(row.name?.[language] ?? row.name?.vi ?? row.kind)}`,
      `${KIND_LINE}:${row.kind}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]);
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${escapeText(domain)}//calendar//VI`,
    'CALSCALE:GREGORIAN',
  ];
  return `${[...head, ...events, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`;
}
