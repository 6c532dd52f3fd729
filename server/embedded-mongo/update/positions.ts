import { badValue, unsupported } from '../errors.ts';
import type { Found } from '../filter/compile.ts';
import { type Document, typeName } from '../values.ts';
import { type ArrayFilters, identifier } from './parse.ts';
import { findSlot, read } from './slots.ts';

/** Turns `$`, `$[]` and `$[name]` into the places that they mean in this document. */
export function resolvePath(
  document: Document,
  path: readonly string[],
  by: { found: Found; arrayFilters: ArrayFilters },
): string[][] {
  const at = path.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [[...path]];
  const [head, rest] = [path.slice(0, at), path.slice(at + 1)];
  const places = path[at] === '$' ? [placeFound(path, by.found)] : placesIn(document, path, { at, ...by });
  return places.flatMap((place) => resolvePath(document, [...head, String(place), ...rest], by));
}

function placeFound(path: readonly string[], found: Found): number {
  if (found.ambiguous)
    throw unsupported(
      `the positional operator in '${path.join('.')}' when conditions match different elements`,
    );
  if (found.place !== undefined) return found.place;
  throw badValue('The positional operator did not find the match needed from the query.');
}

function placesIn(
  document: Document,
  path: readonly string[],
  by: { at: number; arrayFilters: ArrayFilters },
): number[] {
  const head = path.slice(0, by.at);
  const slot = findSlot(document, head);
  const array = slot && read(slot);
  if (array === undefined) {
    throw badValue(
      `The path '${head.join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(array)) {
    throw badValue(`Cannot apply array updates to non-array element ${head.at(-1)}: ${typeName(array)}`);
  }
  const name = identifier(path[by.at]!);
  if (name === undefined) return [...array.keys()];
  const matches = by.arrayFilters.get(name)!;
  return [...array.keys()].filter((place) => matches({ [name]: array[place] }));
}
