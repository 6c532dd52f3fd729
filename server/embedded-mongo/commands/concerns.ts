import { CommandError, typeMismatch, unsupported } from '../errors.ts';
import { asDocument, type Document, isNumber, numeric, typeName } from '../values.ts';

const WRITE_FIELDS = ['w', 'j', 'wtimeout', 'fsync', 'provenance'];

export function checkWriteConcern(given: unknown): void {
  const concern = concernOf('writeConcern', given);
  refuseUnknown(concern, WRITE_FIELDS, 'WriteConcernOptions');
  const { w } = concern;
  if (isNumber(w) && Number(numeric(w)) > 1) {
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(79, `No write concern mode named '${w}' found`);
}

const READ_FIELDS = ['level', 'provenance'];
const OF_REPLICA_SETS = ['afterClusterTime', 'afterOpTime', 'atClusterTime'];

/** Commands that read a snapshot; `commands/snapshot.ts` looks at what they say. */
const OF_SNAPSHOTS = ['find', 'getMore'];

/** @param name the command */
export function checkReadConcern(given: unknown, name: string): void {
  const concern = concernOf('readConcern', given);
  if (concern.level === 'snapshot' && OF_SNAPSHOTS.includes(name)) return;
  const replicated = OF_REPLICA_SETS.find((field) => Object.hasOwn(concern, field));
  if (replicated) throw unsupported(`readConcern.${replicated}`);
  refuseUnknown(concern, READ_FIELDS, 'readConcern');
  const { level } = concern;
  // One copy and synchronous commits: what can be read is on disk, so these levels are one.
  if (level !== undefined && !['local', 'available', 'majority'].includes(String(level)))
    throw unsupported(`the read concern ${typeName(level)} '${String(level)}'`);
}

function concernOf(name: string, given: unknown): Document {
  const concern = given === undefined ? {} : asDocument(given);
  if (concern) return concern;
  throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(given)}', expected type 'object'`);
}

function refuseUnknown(concern: Document, known: readonly string[], where: string): void {
  const odd = Object.keys(concern).find((field) => !known.includes(field));
  if (odd) throw new CommandError('UnknownField', `BSON field '${where}.${odd}' is an unknown field.`);
}
