import type { Document } from '../values.ts';
import { compileFilter } from './compile.ts';
import { pathsOf } from './nodes.ts';

type Condition = ReturnType<typeof compileFilter> & {
  /** Top-level fields that it looks at; undefined: any. */
  readonly names: readonly string[] | undefined;
};

const known = new WeakMap<Document, Condition>();

/** The condition of a partial index, compiled once: every plan and every write asks. */
export function conditionOf(partial: Document): Condition {
  const condition = known.get(partial) ?? compiled(partial);
  known.set(partial, condition);
  return condition;
}

function compiled(partial: Document): Condition {
  const filter = compileFilter(partial);
  const names = pathsOf(filter.node)?.map((path) => path.split('.')[0]!);
  return { ...filter, names };
}
