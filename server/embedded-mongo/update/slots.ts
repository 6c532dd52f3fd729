import { badValue, CommandError } from '../errors.ts';
import { isPosition } from '../paths.ts';
import { asDocument, assign, type Document, own, typeName } from '../values.ts';

/** A place in a document that can be read and written. */
export interface Slot {
  readonly parent: Document | unknown[];
  readonly name: string;
}

const MOST_PADDING = 1_500_000;

export function read({ parent, name }: Slot): unknown {
  if (!Array.isArray(parent)) return own(parent, name);
  return isPosition(name) ? parent[Number(name)] : undefined;
}

export function write({ parent, name }: Slot, value: unknown): void {
  if (!Array.isArray(parent)) {
    assign(parent, name, value);
    return;
  }
  const place = Number(name);
  if (place - parent.length > MOST_PADDING) {
    throw badValue(`index ${place} exceeds the array's length by more than ${MOST_PADDING}`);
  }
  while (parent.length < place) parent.push(null);
  parent[place] = value;
}

/** In an array null stays, so that the others keep their places. */
export function clear({ parent, name }: Slot): void {
  if (!Array.isArray(parent)) delete parent[name];
  else if (isPosition(name) && Number(name) < parent.length) parent[Number(name)] = null;
}

/** The slot of a path without positional parts; undefined when something on the way is missing. */
export function findSlot(document: Document, path: readonly string[]): Slot | undefined {
  let parent: Document | unknown[] = document;
  for (const part of path.slice(0, -1)) {
    const next = container(read({ parent, name: part }));
    if (!next) return undefined;
    parent = next;
  }
  return { parent, name: path[path.length - 1]! };
}

/** As `findSlot`, but makes the documents that are missing on the way. */
export function makeSlot(document: Document, path: readonly string[]): Slot {
  let parent: Document | unknown[] = document;
  for (const [i, part] of path.slice(0, -1).entries()) {
    const slot: Slot = checked(parent, path, i);
    const value = read(slot);
    if (value === undefined) write(slot, {});
    const next = container(read(slot));
    if (!next) throw notViable(path[i + 1]!, part, value);
    parent = next;
  }
  return checked(parent, path, path.length - 1);
}

function checked(parent: Document | unknown[], path: readonly string[], at: number): Slot {
  const name = path[at]!;
  if (Array.isArray(parent) && !isPosition(name)) throw notViable(name, path[at - 1]!, parent);
  return { parent, name };
}

function container(value: unknown): Document | unknown[] | undefined {
  return Array.isArray(value) ? value : asDocument(value);
}

function notViable(name: string, under: string, value: unknown): CommandError {
  return new CommandError(
    'PathNotViable',
    `Cannot create field '${name}' in element {${under}: ${typeName(value)}}`,
  );
}
