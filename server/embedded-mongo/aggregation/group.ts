import { CommandError, failedToParse, unsupported } from '../errors.ts';
import { keyString } from '../keys.ts';
import { add } from '../numbers.ts';
import { SORT_BYTES } from '../query/sort.ts';
import { PAUSE, type Pause } from '../slices.ts';
import { asDocument, assign, type Document, Int32, isNumber } from '../values.ts';
import { compileExpression, type Expression } from './expressions.ts';
import type { Stage } from './stage.ts';

export function group(source: Document, variables: Document): Stage {
  if (!Object.hasOwn(source, '_id')) throw failedToParse('a group specification must include an _id');
  const { _id: by, ...rest } = source;
  const id = compileExpression(by, variables);
  const fields = Object.entries(rest).map(([name, clause]) => compileSum(name, clause, variables));
  return function* grouped(documents, slice): Generator<Document | Pause> {
    const groups = new Map<string, { id: unknown; sums: unknown[] }>();
    let bytes = 0;
    for (const document of documents) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const value = id(document) ?? null;
      const key = keyString(value);
      let known = groups.get(key);
      if (!known) {
        known = { id: value, sums: fields.map(() => new Int32(0)) };
        groups.set(key, known);
        bytes += 2 * key.length + GROUP_BYTES;
        if (bytes > SORT_BYTES) throw tooManyGroups();
      }
      for (const [i, { of }] of fields.entries()) {
        const added = of(document);
        if (isNumber(added)) known.sums[i] = add(known.sums[i], added);
      }
      if (slice.isOver) yield PAUSE;
    }
    for (const { id: value, sums } of groups.values()) {
      const result: Document = { _id: value };
      for (const [i, { name }] of fields.entries()) assign(result, name, sums[i]);
      yield result;
    }
  };
}

/** Of each group beside its value. */
const GROUP_BYTES = 200;

function tooManyGroups(): CommandError {
  return new CommandError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `PlanExecutor error during aggregation :: caused by :: $group exceeded ${SORT_BYTES} bytes, and this store groups in memory only`,
  );
}

/** $sum is the one accumulator of this store. */
function compileSum(name: string, source: unknown, variables: Document): { name: string; of: Expression } {
  const clause = asDocument(source);
  const operators = clause ? Object.keys(clause) : [];
  if (operators.length !== 1) throw failedToParse(`The field '${name}' must specify one accumulator`);
  const operator = operators[0]!;
  if (operator !== '$sum') throw unsupported(`the accumulator ${operator}`);
  if (name.includes('.')) throw failedToParse(`The field name '${name}' cannot contain '.'`);
  return { name, of: compileExpression(clause![operator], variables) };
}
