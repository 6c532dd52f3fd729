import { readDay } from './rules/civil-days.ts';

const SHAPE =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * An instant from ISO 8601 text; undefined for anything else. Without `Z` or an offset a time names no
 * instant, and Date would read the machine's zone into it.
 */
export function readInstant(text: unknown): Date | undefined {
  const parts = typeof text === 'string' ? SHAPE.exec(text) : null;
  if (!parts || readDay(parts[1]) === undefined) return undefined;
  const at = new Date(text as string);
  return Number.isNaN(at.getTime()) ? withColon(text as string) : at;
}

/** `+0700` is good ISO 8601 that not every engine reads. */
function withColon(text: string): Date | undefined {
  const at = new Date(text.replace(/(\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at.getTime()) ? undefined : at;
}
