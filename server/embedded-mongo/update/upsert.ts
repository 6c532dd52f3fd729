import { ObjectId } from 'bson';
import { equal } from '../compare.ts';
import { CommandError, unsupported } from '../errors.ts';
import { conjuncts, type Node } from '../filter/nodes.ts';
import { copy, type Document } from '../values.ts';
import { applyUpdate } from './apply.ts';
import type { Update } from './parse.ts';
import { makeSlot, read, write } from './slots.ts';

/** The document that an upsert inserts: the filter's equalities, changed by the update, `_id` first. */
export function upserted(filter: Node, update: Update, now: number): Document {
  const base: Document = {};
  const equalities = equalitiesOf(filter);
  for (const { path, value } of equalities) {
    // A replacement takes nothing but the _id from the filter.
    if (update.kind === 'replace' && path.join('.') !== '_id') continue;
    put(base, path, value);
  }
  const { _id: id, ...rest } = applyUpdate(base, update, { found: {}, inserting: true, now });
  return { _id: id === undefined ? new ObjectId() : id, ...rest };
}

function put(base: Document, path: readonly string[], value: unknown): void {
  const slot = makeSlot(base, path);
  const known = read(slot);
  if (known !== undefined && !equal(known, value)) {
    throw new CommandError(54, `cannot infer query fields to set, path '${path.join('.')}' is matched twice`);
  }
  write(slot, copy(value));
}

function equalitiesOf(filter: Node): { path: readonly string[]; value: unknown }[] {
  return conjuncts(filter).flatMap((node) => {
    if (node.kind === 'or' && node.of.length === 1) throw unsupported('an upsert by an $or of one clause');
    if (node.kind !== 'leaf') return [];
    if (node.operator === 'in' && (node.operand as unknown[]).length === 1)
      throw unsupported('an upsert by an $in of one value');
    return node.operator === 'eq' ? [{ path: node.path, value: node.operand }] : [];
  });
}
