import { compare, equal } from '../compare.ts';
import { failedToParse, unsupported } from '../errors.ts';
import { add } from '../numbers.ts';
import { asDocument, type Document, Double, Int32, isNumber, numeric } from '../values.ts';
import { compileExpression, type Expression } from './expressions.ts';

/** Collects one value per document of a group. */
interface Accumulator {
  take(value: unknown): void;
  result(): unknown;
}

const MAKERS: Record<string, () => Accumulator> = {
  $sum: () => folding<unknown>(new Int32(0), (sum, value) => (isNumber(value) ? add(sum, value) : sum)),
  $count: () => folding<unknown>(new Int32(0), (sum) => add(sum, new Int32(1))),
  $avg: average,
  $min: () => extreme((order) => order < 0),
  $max: () => extreme((order) => order > 0),
  $first: () => edge((known) => known.length === 0),
  $last: () => edge(() => true),
  $push: () => folding<unknown[]>([], (list, value) => (value === undefined ? list : [...list, value]), true),
  $addToSet: () =>
    folding<unknown[]>([], (list, value) =>
      value === undefined || list.some((known) => equal(known, value)) ? list : [...list, value],
    ),
};

function folding<T>(start: T, step: (so: T, value: unknown) => T, append = false): Accumulator {
  let so = start;
  return {
    take(value) {
      // A long $push would copy its list for every document.
      if (append && value !== undefined) (so as unknown[]).push(value);
      else so = step(so, value);
    },
    result: () => so,
  };
}

function average(): Accumulator {
  let sum = 0;
  let count = 0;
  return {
    take(value) {
      if (!isNumber(value)) return;
      sum += Number(numeric(value));
      count++;
    },
    result: () => (count === 0 ? null : new Double(sum / count)),
  };
}

function extreme(better: (order: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    take(value) {
      if (value === undefined || value === null) return;
      if (best === null || better(compare(value, best))) best = value;
    },
    result: () => best,
  };
}

function edge(replaces: (known: unknown[]) => boolean): Accumulator {
  const known: unknown[] = [];
  return {
    take(value) {
      if (replaces(known)) known[0] = value ?? null;
    },
    result: () => known[0] ?? null,
  };
}

export interface Field {
  readonly name: string;
  readonly make: () => Accumulator;
  readonly expression: Expression;
}

export function compileAccumulator(name: string, source: unknown, variables: Document): Field {
  const clause = asDocument(source);
  const operators = clause ? Object.keys(clause) : [];
  if (operators.length !== 1) throw failedToParse(`The field '${name}' must specify one accumulator`);
  const operator = operators[0]!;
  if (!Object.hasOwn(MAKERS, operator)) throw unsupported(`the accumulator ${operator}`);
  if (name.includes('.')) throw failedToParse(`The field name '${name}' cannot contain '.'`);
  return { name, make: MAKERS[operator]!, expression: compileExpression(clause![operator], variables) };
}
