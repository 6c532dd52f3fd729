import { asDocument, type Document, own } from './values.ts';

/** Sees an element that a path reaches (undefined: missing) and its place in the outermost array. */
export type Visit = (element: unknown, place: number | undefined) => boolean;

export interface Path {
  readonly parts: readonly string[];
  /** Whether an array at the end of the path is opened, so that its elements are seen before itself. */
  readonly opensLast: boolean;
}

/** Calls `visit` for what the path reaches, in MongoDB's order, until it says true; whether it did. */
export function someElement(document: Document, path: Path, visit: Visit): boolean {
  return walk(document, { path, visit }, 0, undefined);
}

interface Walk {
  readonly path: Path;
  readonly visit: Visit;
}

function walk(from: Document, by: Walk, start: number, place: number | undefined): boolean {
  const { parts } = by.path;
  let value: unknown = from;
  let at = start;
  while (at < parts.length) {
    const document = asDocument(value);
    if (!document) return by.visit(undefined, place);
    value = own(document, parts[at]!);
    at++;
    if (Array.isArray(value)) return walkArray(value, by, at, place);
  }
  return by.visit(value, place);
}

function walkArray(array: unknown[], by: Walk, at: number, place: number | undefined): boolean {
  if (at === by.path.parts.length) {
    if (by.path.opensLast && array.some((element, i) => by.visit(element, place ?? i))) return true;
    return by.visit(array, place);
  }
  const name = by.path.parts[at]!;
  for (const [i, element] of array.entries()) {
    const document = asDocument(element);
    if (document && walk(document, by, at, place ?? i)) return true;
    if (name === String(i) && walkIndexed(element, by, at + 1, place ?? i)) return true;
  }
  return false;
}

function walkIndexed(element: unknown, by: Walk, at: number, place: number): boolean {
  if (at === by.path.parts.length) return by.visit(element, place);
  if (Array.isArray(element)) return walkArray(element, by, at, place);
  const document = asDocument(element);
  return document !== undefined && walk(document, by, at, place);
}

export function isPosition(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}
