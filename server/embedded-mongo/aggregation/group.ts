import { failedToParse } from '../errors.ts';
import { keyString } from '../keys.ts';
import { assign, type Document } from '../values.ts';
import { compileAccumulator } from './accumulators.ts';
import { compileExpression } from './expressions.ts';
import type { Stage } from './stage.ts';

export function group(source: Document, variables: Document): Stage {
  if (!Object.hasOwn(source, '_id')) throw failedToParse('a group specification must include an _id');
  const { _id: by, ...rest } = source;
  const id = compileExpression(by, variables);
  const fields = Object.entries(rest).map(([name, clause]) => compileAccumulator(name, clause, variables));
  return function* grouped(documents) {
    const groups = new Map<string, { id: unknown; sums: ReturnType<(typeof fields)[number]['make']>[] }>();
    for (const document of documents) {
      const value = id(document) ?? null;
      const key = keyString(value);
      let known = groups.get(key);
      if (!known) {
        known = { id: value, sums: fields.map((field) => field.make()) };
        groups.set(key, known);
      }
      for (const [i, field] of fields.entries()) known.sums[i]!.take(field.expression(document));
    }
    for (const { id: value, sums } of groups.values()) {
      const result: Document = { _id: value };
      for (const [i, field] of fields.entries()) assign(result, field.name, sums[i]!.result());
      yield result;
    }
  };
}
