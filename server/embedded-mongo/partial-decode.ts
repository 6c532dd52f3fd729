import { type Document, decode } from './values.ts';

/** Bytes of a value by its BSON type, where they do not depend on the value. */
const FIXED: Record<number, number> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};
/** What the four length bytes of the other types leave out. */
const BESIDE_LENGTH: Record<number, number> = { 2: 4, 3: 0, 4: 0, 5: 5, 12: 16, 13: 4, 14: 4, 15: 0 };
const BOOLEAN = 8;
const REGEX = 11;

/** The top-level names that are wanted, as bytes. */
export type Names = readonly Buffer[];

export function namesOf(paths: Iterable<string>): Names {
  const names = new Set([...paths].map((path) => path.split('.')[0]!));
  return [...names].map((name) => Buffer.from(name));
}

/** Decodes only some fields of a stored document: a scan looks at few of many, and decoding is its cost. */
export function decodeSome(bytes: Buffer, names: Names): Document {
  return names.length === 0 ? {} : decode(withFields(bytes, names));
}

/** A document with these of its fields alone; nothing of it is decoded. */
export function withFields(bytes: Buffer, names: Names): Buffer {
  const parts: Buffer[] = [];
  const end = bytes.length - 1;
  let at = 4;
  while (at < end && parts.length < names.length) {
    const { nameEnd, next } = fieldAt(bytes, at);
    if (isAmong(bytes, at + 1, nameEnd, names)) parts.push(bytes.subarray(at, next));
    at = next;
  }
  return asDocument(parts);
}

/** A document without these of its fields. */
export function withoutFields(bytes: Buffer, names: Names): Buffer {
  const parts: Buffer[] = [];
  const end = bytes.length - 1;
  let kept = 4;
  let at = 4;
  while (at < end) {
    const { nameEnd, next } = fieldAt(bytes, at);
    if (isAmong(bytes, at + 1, nameEnd, names)) {
      parts.push(bytes.subarray(kept, at));
      kept = next;
    }
    at = next;
  }
  return kept === 4 ? bytes : asDocument([...parts, bytes.subarray(kept, end)]);
}

/** Where the one byte of a top-level boolean stands; undefined when there is no boolean of that name. */
export function flagAt(bytes: Buffer, name: string): number | undefined {
  const names = [Buffer.from(name)];
  const end = bytes.length - 1;
  for (let at = 4; at < end; ) {
    const { nameEnd, next } = fieldAt(bytes, at);
    if (isAmong(bytes, at + 1, nameEnd, names)) return bytes[at] === BOOLEAN ? next - 1 : undefined;
    at = next;
  }
  return undefined;
}

function fieldAt(bytes: Buffer, at: number): { nameEnd: number; next: number } {
  // A loop: names are short, and a native call costs more than reading them.
  let nameEnd = at + 1;
  while (bytes[nameEnd] !== 0) nameEnd++;
  return { nameEnd, next: valueEnd(bytes, bytes[at]!, nameEnd + 1) };
}

function asDocument(parts: Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const document = Buffer.allocUnsafe(size);
  document.writeInt32LE(size, 0);
  let at = 4;
  for (const part of parts) at += part.copy(document, at);
  document[at] = 0;
  return document;
}

function isAmong(bytes: Buffer, start: number, end: number, names: Names): boolean {
  for (const name of names) {
    if (name.length !== end - start) continue;
    let same = 0;
    while (same < name.length && bytes[start + same] === name[same]) same++;
    if (same === name.length) return true;
  }
  return false;
}

function valueEnd(bytes: Buffer, type: number, at: number): number {
  const fixed = FIXED[type];
  if (fixed !== undefined) return at + fixed;
  if (type === REGEX) return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1;
  const beside = BESIDE_LENGTH[type];
  if (beside === undefined) throw new Error(`a stored document holds the unknown type ${type}`);
  return at + bytes.readInt32LE(at) + beside;
}
