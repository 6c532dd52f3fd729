import type { Problem } from './types.ts';

/** One content line of RFC 5545: `DTSTART;VALUE=DATE:20250101`. */
export interface ContentLine {
  /** Number of the line in the file, from 1. */
  number: number;
  name: string;
  parameters: ReadonlyMap<string, string>;
  value: string;
}

/** A larger file is no list of days off. */
const LONGEST_FILE = 2_000_000;
const SHAPE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:]*))*):(.*)$/s;

export type Refuse = (key: string, line: number, values?: Problem['values']) => void;

/** Unfolds and splits the lines of an iCalendar text; what is no content line is refused by its number. */
export function contentLines(text: string, refuse: Refuse): ContentLine[] {
  if (text.length > LONGEST_FILE) {
    refuse('ical-too-long', 1, { characters: LONGEST_FILE });
    return [];
  }
  return unfold(text).flatMap(({ number, content }) => {
    const parts = SHAPE.exec(content);
    if (!parts) {
      refuse('ical-line-unreadable', number, { line: number });
      return [];
    }
    const [, name, parameters, value] = parts as unknown as [string, string, string, string];
    return [{ number, name: name.toUpperCase(), parameters: readParameters(parameters), value }];
  });
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

function readParameters(text: string): Map<string, string> {
  const pairs = text.match(/;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:]*)/g) ?? [];
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(1, at).toUpperCase(), pair.slice(at + 1).replaceAll('"', '')];
    }),
  );
}

export function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, letter: string) =>
    letter.toLowerCase() === 'n' ? '\n' : letter,
  );
}

export function escapeText(value: string): string {
  return value.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\n|\r/g, '\\n');
}

/** Folds at 75 bytes, never inside a letter. */
export function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let bytes = 0;
  for (const letter of line) {
    const point = letter.codePointAt(0)!;
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes + size > 75) {
      lines.push(current);
      current = ' ';
      bytes = 1;
    }
    current += letter;
    bytes += size;
  }
  return [...lines, current].join('\r\n');
}
