import {
  Binary,
  type BSONRegExp,
  DBRef,
  type Decimal128,
  Double,
  deserialize,
  Int32,
  Long,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { CommandError, unsupported } from './errors.ts';

export type Document = Record<string, unknown>;

const KEEP_TYPES = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
} as const;

/** Numbers stay wrapped (Int32, Double, Long): 1, 1.0 and 1L must survive a read and a write as they are. */
export function decode(bytes: Uint8Array): Document {
  return deserialize(bytes, KEEP_TYPES);
}

/** As `decode`, but the elements of the array `field` stay raw bytes. */
export function decodeKeepingRaw(bytes: Uint8Array, field: string): Document {
  return deserialize(bytes, { ...KEEP_TYPES, fieldsAsRaw: { [field]: true } });
}

/** Beyond 17 MB the BSON library gives up; MongoDB's limit of a document is 16. */
export function encode(document: Document): Buffer {
  try {
    const { buffer, byteOffset, byteLength } = serialize(document, { ignoreUndefined: false });
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof RangeError)
      throw new CommandError('BSONObjectTooLarge', 'the BSON document is too large');
    throw error;
  }
}

export function copy<T>(value: T): T {
  return (decode(encode({ value })) as { value: T }).value;
}

/** BSON's comparison order. Also the first byte of every stored key, so never change a number. */
export const Order = {
  MinKey: 1,
  EmptyArray: 2,
  Null: 5,
  Number: 10,
  String: 15,
  Object: 20,
  Array: 25,
  Binary: 30,
  ObjectId: 35,
  Boolean: 40,
  Date: 45,
  Timestamp: 47,
  Regex: 50,
  Code: 60,
  CodeWithScope: 65,
  MaxKey: 127,
} as const;

/** Stands for an empty array in an index key, where it sorts before null, as in MongoDB. */
export const EMPTY_ARRAY = Symbol('empty array');

const WRAPPED: Record<string, number> = {
  Int32: Order.Number,
  Double: Order.Number,
  Long: Order.Number,
  ObjectId: Order.ObjectId,
  Binary: Order.Binary,
  Timestamp: Order.Timestamp,
  BSONRegExp: Order.Regex,
  BSONSymbol: Order.String,
  MinKey: Order.MinKey,
  MaxKey: Order.MaxKey,
  DBRef: Order.Object,
};

/** The place of the value's type in BSON's order; a missing value ranks as null. */
export function orderOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return Order.String;
    case 'boolean':
      return Order.Boolean;
    case 'undefined':
      return Order.Null;
    case 'symbol':
      return Order.EmptyArray;
    case 'number':
    case 'bigint':
      return Order.Number;
  }
  if (value === null) return Order.Null;
  const tag = (value as { _bsontype?: unknown })._bsontype;
  if (typeof tag === 'string') return wrappedOrder(tag, value);
  if (Array.isArray(value)) return Order.Array;
  return value instanceof Date ? Order.Date : Order.Object;
}

function wrappedOrder(tag: string, value: unknown): number {
  const order = WRAPPED[tag];
  if (order !== undefined) return order;
  if (tag === 'Code') return (value as { scope?: unknown }).scope ? Order.CodeWithScope : Order.Code;
  throw unsupported(`comparing or indexing a value of type ${tag}`);
}

/** The name that `$type` and error messages use; undefined for a missing value. */
export function typeName(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const tag = (value as { _bsontype?: string } | null)?._bsontype;
  if (tag === 'Int32') return 'int';
  if (tag === 'Long') return 'long';
  if (tag === 'Decimal128') return 'decimal';
  if (tag === 'BSONSymbol') return 'symbol';
  if (typeof value === 'number') return 'double';
  return NAMES[orderOf(value)];
}

const NAMES: Record<number, string> = {
  [Order.MinKey]: 'minKey',
  [Order.Null]: 'null',
  [Order.Number]: 'double',
  [Order.String]: 'string',
  [Order.Object]: 'object',
  [Order.Array]: 'array',
  [Order.Binary]: 'binData',
  [Order.ObjectId]: 'objectId',
  [Order.Boolean]: 'bool',
  [Order.Date]: 'date',
  [Order.Timestamp]: 'timestamp',
  [Order.Regex]: 'regex',
  [Order.Code]: 'javascript',
  [Order.CodeWithScope]: 'javascriptWithScope',
  [Order.MaxKey]: 'maxKey',
};

/** A plain embedded document: neither an array, nor a date, nor a wrapped value. */
function isDocument(value: unknown): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    (value as { _bsontype?: unknown })._bsontype === undefined &&
    !(value instanceof Date)
  );
}

/** As `isDocument`, and also what the BSON library made a DBRef, seen as the document it was. */
export function asDocument(value: unknown): Document | undefined {
  if (isDocument(value)) return value;
  return value instanceof DBRef ? (value.toJSON() as unknown as Document) : undefined;
}

export function isNumber(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  const tag = (value as { _bsontype?: string } | null | undefined)?._bsontype;
  return tag === 'Int32' || tag === 'Double' || tag === 'Long';
}

/** For comparing only: bigint beyond the exact range of a double, so that both kinds compare exactly. */
export function numeric(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Long) {
    const near = value.toNumber();
    return Number.isSafeInteger(near) ? near : value.toBigInt();
  }
  return (value as Int32 | Double).value;
}

/** The value as a whole number for counts and limits, or undefined. */
export function wholeNumber(value: unknown): number | undefined {
  if (!isNumber(value)) return undefined;
  const number = Number(numeric(value));
  return Number.isSafeInteger(number) ? number : undefined;
}

/** How MongoDB reads a value as yes or no (options, projections, $expr). */
export function truthy(value: unknown): boolean {
  if (isNumber(value)) return Number(numeric(value)) !== 0;
  return value !== undefined && value !== null && value !== false;
}

/** Whether documents and lists stand in one another deeper than `levels`, the document itself being the first. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value) && !isDocument(value)) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true;
  return false;
}

export function own(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** Assigns also a name such as __proto__ as a field of its own. */
export function assign(document: Document, name: string, value: unknown): void {
  if (name !== '__proto__') document[name] = value;
  else Object.defineProperty(document, name, { value, enumerable: true, configurable: true, writable: true });
}

export type { BSONRegExp, Decimal128 };
export { Binary, Double, Int32, Long, ObjectId, Timestamp };
