import { createHash } from 'node:crypto';
import type { Code } from 'bson';
import { bytesOf, orderedNames } from './compare.ts';
import {
  asDocument,
  type Binary,
  type BSONRegExp,
  type Document,
  numeric,
  ObjectId,
  Order,
  orderOf,
  type Timestamp,
} from './values.ts';

/**
 * Longest encoding of one field in an index key. LMDB's keys end at 1,978 bytes; a longer value keeps
 * this many bytes and a hash, so equality stays exact and order becomes inexact within the prefix.
 */
export const FIELD_BYTES = 160;
const HASH_BYTES = 16;

let scratch = Buffer.allocUnsafe(4096);
let at = 0;

function room(bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function byte(value: number): void {
  room(1);
  scratch[at++] = value;
}

/**
 * A value as bytes whose order is BSON's order. No encoding is the beginning of another; the first byte
 * is neither 0x00 nor 0xff, also when inverted.
 */
export function encodeValue(value: unknown): Buffer {
  at = 0;
  write(value);
  return Buffer.from(scratch.subarray(0, at));
}

export interface FieldKey {
  readonly bytes: Buffer;
  /** The bytes are a prefix and a hash: their order says nothing within the prefix. */
  readonly cut: boolean;
}

/** One field of an index key; a descending field has all bytes inverted. */
export function encodeField(value: unknown, descending: boolean): FieldKey {
  const full = encodeValue(value);
  const cut = full.length > FIELD_BYTES;
  const bytes = cut ? Buffer.concat([full.subarray(0, FIELD_BYTES), digest(full)]) : full;
  return { bytes: descending ? invert(bytes) : bytes, cut };
}

/** The part of a field's key that may bound a range: without the hash. */
export function encodeBound(value: unknown): Buffer {
  return encodeValue(value).subarray(0, FIELD_BYTES);
}

/** Long values keep exact equality by their hash; the empty second part sorts before any hash. */
function digest(full: Buffer): Buffer {
  return createHash('sha256').update(full).digest().subarray(0, HASH_BYTES);
}

/** A value read back from a key. */
export interface FieldValue {
  readonly value: unknown;
  /** The place of the next field. */
  readonly end: number;
}

/**
 * The value of the field that begins at `at`. Of a number the key does not tell the kind, and it has null for what is
 * missing. undefined: a kind of value that is not read back.
 */
export function decodeField(key: Buffer, at: number, descending: boolean): FieldValue | undefined {
  const flip = descending ? 0xff : 0;
  switch (key[at]! ^ flip) {
    case Order.Null:
      return { value: null, end: at + 1 };
    case Order.Number: {
      const value = doubleAt(key, at + 1, flip);
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { value, end: at + 9 } : undefined;
    }
    case Order.String:
      return stringAt(key, at + 1, flip);
    case Order.ObjectId:
      return { value: new ObjectId(flipped(key, at + 1, at + 13, flip)), end: at + 13 };
    case Order.Boolean:
      return { value: (key[at + 1]! ^ flip) === 2, end: at + 2 };
    case Order.Date:
      return { value: new Date(doubleAt(key, at + 1, flip)), end: at + 9 };
    default:
      return undefined;
  }
}

function flipped(key: Buffer, start: number, end: number, flip: number): Buffer {
  const part = key.subarray(start, end);
  return flip ? invert(part) : Buffer.from(part);
}

function doubleAt(key: Buffer, start: number, flip: number): number {
  const bytes = flipped(key, start, start + 8, flip);
  if (bytes[0]! & 0x80) bytes[0]! &= 0x7f;
  else for (let i = 0; i < 8; i++) bytes[i] = ~bytes[i]! & 0xff;
  return bytes.readDoubleBE(0);
}

function stringAt(key: Buffer, start: number, flip: number): FieldValue | undefined {
  const end = key.indexOf(flip, start);
  // A zero inside of the text.
  if (end < 0 || (key[end + 1] ?? flip) === (0xff ^ flip)) return undefined;
  return { value: flipped(key, start, end, flip).toString('utf8'), end: end + 1 };
}

export function invert(bytes: Buffer): Buffer {
  const inverted = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) inverted[i] = ~bytes[i]! & 0xff;
  return inverted;
}

/** The first key after all keys that begin with `prefix`. */
export function after(prefix: Buffer): Buffer {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  const next = Buffer.from(prefix.subarray(0, end));
  next[end - 1]! += 1;
  return next;
}

/** A string form of the encoding, for maps and sets: equal exactly when the values are equal. */
export function keyString(value: unknown): string {
  return encodeValue(value).toString('latin1');
}

function write(value: unknown): void {
  const order = orderOf(value);
  byte(order);
  writeBody(order, value);
}

function writeBody(order: number, value: unknown): void {
  switch (order) {
    case Order.Number:
      writeNumber(numeric(value));
      break;
    case Order.String:
      writeString(typeof value === 'string' ? value : String(value));
      break;
    case Order.ObjectId:
      writeBytes((value as ObjectId).id);
      break;
    case Order.Date:
      writeDouble((value as Date).getTime());
      break;
    case Order.Boolean:
      byte(value ? 2 : 1);
      break;
    case Order.Object:
      writeDocument(asDocument(value)!);
      break;
    case Order.Array:
      for (const element of value as unknown[]) write(element);
      byte(0);
      break;
    default:
      writeRare(order, value);
      break;
  }
}

function writeRare(order: number, value: unknown): void {
  if (order === Order.Binary) {
    const binary = value as Binary;
    room(5);
    at = scratch.writeUInt32BE(binary.position, at);
    byte(binary.sub_type);
    writeBytes(bytesOf(binary));
  } else if (order === Order.Timestamp) {
    room(8);
    at = scratch.writeBigUInt64BE(BigInt.asUintN(64, (value as Timestamp).toBigInt()), at);
  } else if (order === Order.Regex) {
    writeString((value as BSONRegExp).pattern);
    writeString((value as BSONRegExp).options);
  } else if (order === Order.Code || order === Order.CodeWithScope) {
    writeString((value as Code).code);
    writeDocument((value as Code).scope ?? {});
  }
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  scratch.set(bytes, at);
  at += bytes.length;
}

function writeDocument(document: Document): void {
  for (const name of orderedNames(document)) {
    const value = document[name];
    const order = orderOf(value);
    byte(order);
    writeString(name);
    writeBody(order, value);
  }
  byte(0);
}

/** Zero bytes inside are escaped as 00 ff, so the closing 00 sorts a prefix first. */
function writeString(text: string): void {
  const bytes = Buffer.byteLength(text);
  room(bytes + 1);
  scratch.write(text, at, 'utf8');
  if (!text.includes('\0')) {
    at += bytes;
    byte(0);
    return;
  }
  for (const unit of Buffer.from(text)) {
    byte(unit);
    if (unit === 0) byte(0xff);
  }
  byte(0);
}

function writeDouble(number: number): void {
  room(8);
  if (Number.isNaN(number)) {
    scratch.fill(0, at, at + 8);
  } else {
    scratch.writeDoubleBE(number === 0 ? 0 : number, at);
    if (scratch[at]! & 0x80) for (let i = 0; i < 8; i++) scratch[at + i] = ~scratch[at + i]! & 0xff;
    else scratch[at]! |= 0x80;
  }
  at += 8;
}

/** Beyond 2^53 a long is a double and a difference, so that neighbours stay apart. */
function writeNumber(number: number | bigint): void {
  const near = Number(number);
  writeDouble(near);
  if (!Number.isFinite(near) || Math.abs(near) <= Number.MAX_SAFE_INTEGER) return;
  room(2);
  const difference = typeof number === 'bigint' ? Number(number - BigInt(near)) : 0;
  at = scratch.writeUInt16BE(difference + 0x8000, at);
}
