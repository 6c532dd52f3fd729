import { Timestamp } from 'bson';
import { compare } from '../compare.ts';
import { badValue, CommandError, typeMismatch } from '../errors.ts';
import type { Found } from '../filter/compile.ts';
import { add, multiply } from '../numbers.ts';
import { idKey } from '../storage/index-keys.ts';
import { asDocument, copy, type Document, Int32, isNumber, typeName } from '../values.ts';
import { addToSet, existingArray, pop, pull, pullAll, push } from './arrays.ts';
import { type Change, parsePath, refuseConflicts, type Update } from './parse.ts';
import { resolvePath } from './positions.ts';
import { clear, findSlot, makeSlot, read, type Slot, write } from './slots.ts';

export interface Circumstances {
  readonly found: Found;
  /** The document is new, so $setOnInsert counts. */
  readonly inserting: boolean;
  /** Milliseconds since the epoch, for $currentDate. */
  readonly now: number;
}

/** The document after the update; `document` itself may be changed. Throws before any effect on disk. */
export function applyUpdate(document: Document, update: Update, at: Circumstances): Document {
  const { _id: id } = document;
  const result =
    update.kind === 'replace' ? replaced(document, update.document) : changed(document, update, at);
  if (id !== undefined && (result._id === undefined || !idKey(result._id).equals(idKey(id)))) {
    throw new CommandError(
      'ImmutableField',
      update.kind === 'replace'
        ? `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(result._id)}`
        : "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return result;
}

function replaced(document: Document, replacement: Document): Document {
  const { _id: id = document._id, ...rest } = replacement;
  return id === undefined ? rest : { _id: id, ...rest };
}

function changed(document: Document, update: Update & { kind: 'change' }, at: Circumstances): Document {
  const changes = at.inserting
    ? update.changes
    : update.changes.filter((each) => each.operator !== '$setOnInsert');
  const concrete: Change[] = [];
  for (const change of changes) {
    for (const path of resolvePath(document, change.path, { ...update, found: at.found }))
      concrete.push({ ...change, path });
  }
  if (
    concrete.length !== changes.length ||
    concrete.some(
      (each, i) =>
        each.path.length !== changes[i]!.path.length || each.path.join('.') !== changes[i]!.path.join('.'),
    )
  ) {
    refuseConflicts(concrete.map((each) => each.path));
  }
  for (const change of concrete) applyChange(document, change, at);
  return document;
}

/** Operators that make the path when it is missing, by what they put there. */
const SETTING: Record<string, (value: unknown, change: Change, at: Circumstances) => unknown> = {
  $set: (_value, { operand }) => fresh(operand),
  $setOnInsert: (_value, { operand }) => fresh(operand),
  $inc: (value, change) => arithmetic(value, change, add),
  $mul: (value, change) => arithmetic(value ?? zero(value), change, multiply),
  $min: (value, { operand }) => (value === undefined || compare(operand, value) < 0 ? fresh(operand) : value),
  $max: (value, { operand }) => (value === undefined || compare(operand, value) > 0 ? fresh(operand) : value),
  $push: (value, change) => push(value, fresh(change.operand), change.path.join('.')),
  $addToSet: (value, change) => addToSet(value, fresh(change.operand), change.path.join('.')),
  $currentDate: (_value, { operand }, { now }) => currentDate(operand, now),
};

/** Operators that leave a missing path alone. */
const SHORTENING: Record<string, (value: unknown[], operand: unknown) => unknown[]> = {
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

function applyChange(document: Document, change: Change, at: Circumstances): void {
  const setting = SETTING[change.operator];
  if (setting) {
    const slot = makeSlot(document, change.path);
    write(slot, setting(read(slot), change, at));
    return;
  }
  if (change.operator === '$rename') {
    rename(document, change);
    return;
  }
  const slot = findSlot(document, change.path);
  const value = slot && read(slot);
  if (!slot || value === undefined) return;
  if (change.operator === '$unset') {
    clear(slot);
    return;
  }
  const array = existingArray(value, change.operator, change.path.join('.'));
  write(slot, SHORTENING[change.operator]!(array, change.operand));
}

/** Two documents of a multi-update must not share an object that a later change writes into. */
function fresh(operand: unknown): unknown {
  return typeof operand === 'object' && operand !== null ? copy(operand) : operand;
}

function zero(value: unknown): unknown {
  return value === undefined ? new Int32(0) : value;
}

function arithmetic(value: unknown, change: Change, combine: (a: unknown, b: unknown) => unknown): unknown {
  const { operator, operand, path } = change;
  const word = operator === '$inc' ? 'increment' : 'multiply';
  if (!isNumber(operand))
    throw typeMismatch(`Cannot ${word} with non-numeric argument: {${path.join('.')}: ${typeName(operand)}}`);
  if (value === undefined) return operand;
  if (isNumber(value)) return combine(value, operand);
  throw typeMismatch(
    `Cannot apply ${operator} to a value of non-numeric type. The field '${path.join('.')}' is of non-numeric type ${typeName(value)}`,
  );
}

let lastSecond = 0;
let inSecond = 0;

/** Two timestamps of one second differ by their counter. */
function timestamp(now: number): Timestamp {
  const second = Math.floor(now / 1000);
  inSecond = second === lastSecond ? inSecond + 1 : 1;
  lastSecond = second;
  return new Timestamp({ t: second, i: inSecond });
}

function currentDate(operand: unknown, now: number): unknown {
  if (typeof operand === 'boolean') return new Date(now);
  const type = asDocument(operand)?.$type;
  if (type === 'date') return new Date(now);
  if (type === 'timestamp') return timestamp(now);
  throw badValue(
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}

function rename(document: Document, change: Change): void {
  const to = parsePath(change.operand as string);
  const source = plainSlot(document, change.path, 'source');
  const value = source && read(source);
  if (!source || value === undefined) return;
  plainSlot(document, to, 'destination');
  const target = makeSlot(document, to);
  clear(source);
  write(target, value);
}

function plainSlot(document: Document, path: readonly string[], role: string): Slot | undefined {
  if (path.some((part) => part.startsWith('$')))
    throw badValue(`The ${role} field for $rename may not be dynamic: ${path.join('.')}`);
  for (let end = 1; end < path.length; end++) {
    const slot = findSlot(document, path.slice(0, end));
    if (slot && Array.isArray(read(slot)))
      throw badValue(`The ${role} field cannot be an array element, '${path.join('.')}'`);
  }
  return findSlot(document, path);
}
