import { flagAt } from '../partial-decode.ts';
import type { Update } from './parse.ts';

/**
 * The bytes of a document after an update that sets flags which it has already: such bytes are as long as before, and
 * nothing is decoded. undefined where the update does anything else.
 */
export function withFlags(bytes: Buffer, update: Update): Buffer | undefined {
  if (update.kind !== 'change') return undefined;
  const places: [number, boolean][] = [];
  for (const { operator, path, operand } of update.changes) {
    const isFlag = operator === '$set' && path.length === 1 && typeof operand === 'boolean';
    if (!isFlag || path[0] === '_id') return undefined;
    const place = flagAt(bytes, path[0]!);
    if (place === undefined) return undefined;
    places.push([place, operand]);
  }
  const after = Buffer.from(bytes);
  for (const [place, value] of places) after[place] = value ? 1 : 0;
  return after;
}
