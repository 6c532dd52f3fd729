import type { Text } from '../errors.ts';
import { isOverloaded } from '../text.ts';
import type { Bounds } from './bounds.ts';

/** So many faults are named; the rest would only make the reply long. */
export const MOST_FAULTS = 10;
const LONGEST_NAME = 80;

/** What is trimmed, left out and put together may make a text shorter; what is longer than this is too long for certain. */
const certainlyTooLong = (most: number) => most * 4 + 400;

/**
 * What no schema has to look at, by field: texts and lists far too long, letters under heaps of marks (to put those into
 * one form takes time by the square of their number), more unknown fields than a slip explains. Costs a look at each
 * value and stops at the tenth fault.
 */
export function hostileParts(input: unknown, bounds: Bounds, strict: boolean): Record<string, Text> {
  const found: Record<string, Text> = {};
  look(input, bounds, []);
  return found;

  function note(path: readonly string[], text: string, limit?: number): void {
    const name = path.map((part) => part.slice(0, LONGEST_NAME)).join('.') || 'form';
    found[name] ??= { text: `errors.field.${text}`, values: { limit } };
  }

  function look(value: unknown, within: Bounds, path: readonly string[]): void {
    if (Object.keys(found).length >= MOST_FAULTS) return;
    if (typeof value === 'string') {
      if (value.length > certainlyTooLong(within.text)) note(path, 'too-long', within.text);
      else if (isOverloaded(value)) note(path, 'marks');
    } else if (Array.isArray(value)) lookAtList(value, within, path);
    else if (typeof value === 'object' && value !== null) lookAtFields(value, within, path);
  }

  function lookAtList(
    list: readonly unknown[],
    { text, items = 300, each }: Bounds,
    path: readonly string[],
  ) {
    if (list.length > items) {
      note(path, 'too-many', items);
      return;
    }
    for (const [at, one] of list.entries()) {
      // The fields of forms are flat: a fault of one of several ticks is the field's.
      const place = strict ? [...path, String(at)] : path;
      // Where no list belongs the schema refuses what stands in it unseen: nobody walks down a thousand lists in lists.
      if (each || typeof one === 'string') look(one, each ?? { text }, place);
    }
  }

  function lookAtFields(value: object, { text, fields }: Bounds, path: readonly string[]): void {
    const names = Object.keys(value);
    const unknown = fields ? names.filter((name) => !fields.has(name)) : [];
    if (strict && unknown.length > MOST_FAULTS) {
      for (const name of unknown.slice(0, MOST_FAULTS)) note([...path, name], 'unknown');
      return;
    }
    if (!fields && names.length > 300) {
      note(path, 'too-many', 300);
      return;
    }
    for (const name of names) {
      const one = (value as Record<string, unknown>)[name];
      const within = fields ? fields.get(name) : { text };
      // What is unknown is left out of a form, and refused by its name in a call.
      if (within && (fields || typeof one === 'string')) look(one, within, [...path, name]);
    }
  }
}
