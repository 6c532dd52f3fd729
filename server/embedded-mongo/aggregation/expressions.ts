import { compare } from '../compare.ts';
import { CommandError, failedToParse, unsupported } from '../errors.ts';
import { asDocument, assign, type Document, Double, own } from '../values.ts';

/** Computes a value from a document; undefined stands for a missing value. */
export type Expression = (document: Document) => unknown;

type Variables = Readonly<Record<string, unknown>>;
type Make = (parts: Expression[]) => Expression;

/** The expression operators of this store; each gets its arguments compiled. */
const EXPRESSIONS: Record<string, { arguments: number | 'any'; make: Make }> = {
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $rand: { arguments: 'any', make: () => () => new Double(Math.random()) },
};

function comparing(accepts: (order: number) => boolean): { arguments: number; make: Make } {
  return {
    arguments: 2,
    make:
      ([left, right]) =>
      (document) =>
        accepts(compareExpressed(left!(document), right!(document))),
  };
}

/** In expressions, unlike in filters, a missing value precedes null. */
function compareExpressed(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return compare(left, right);
}

/** Throws for every operator outside EXPRESSIONS, naming it. */
export function compileExpression(source: unknown, variables: Variables = {}): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return reference(source, variables);
  if (Array.isArray(source)) {
    const parts = source.map((part) => compileExpression(part, variables));
    return (document) => parts.map((part) => part(document) ?? null);
  }
  const document = asDocument(source);
  if (!document || (source as { _bsontype?: string })._bsontype) return () => source;
  const names = Object.keys(document);
  if (!names.some((name) => name.startsWith('$'))) return objectOf(document, variables);
  if (names.length !== 1)
    throw failedToParse('an object representing an expression must have exactly one field');
  return operation(names[0]!, document[names[0]!], variables);
}

function operation(name: string, operand: unknown, variables: Variables): Expression {
  if (name === '$literal') return () => operand;
  const known = Object.hasOwn(EXPRESSIONS, name) ? EXPRESSIONS[name] : undefined;
  if (!known) throw unsupported(`the expression operator ${name}`);
  const list = Array.isArray(operand) ? operand : [operand];
  if (known.arguments !== 'any' && list.length !== known.arguments) {
    throw failedToParse(
      `Expression ${name} takes exactly ${known.arguments} arguments. ${list.length} were passed in.`,
    );
  }
  return known.make(list.map((part) => compileExpression(part, variables)));
}

function objectOf(source: Document, variables: Variables): Expression {
  const fields = Object.entries(source).map(
    ([name, part]) => [name, compileExpression(part, variables)] as const,
  );
  return (document) => {
    const object: Document = {};
    for (const [name, part] of fields) {
      const value = part(document);
      if (value !== undefined) assign(object, name, value);
    }
    return object;
  };
}

function reference(source: string, variables: Variables): Expression {
  if (!source.startsWith('$$')) return fieldOf(source.slice(1).split('.'));
  const [name, ...rest] = source.slice(2).split('.');
  if (name === 'ROOT' || name === 'CURRENT') return rest.length ? fieldOf(rest) : (document) => document;
  if (!Object.hasOwn(variables, name!)) {
    if (/^[A-Z]/.test(name!)) throw unsupported(`the variable $$${name}`);
    throw new CommandError(17276, `Use of undefined variable: ${name}`);
  }
  const value = variables[name!];
  return rest.length ? () => reach(value, rest) : () => value;
}

function fieldOf(parts: readonly string[]): Expression {
  return (document) => reach(document, parts);
}

/** Through arrays a path gives the list of what it finds in their documents. */
function reach(from: unknown, parts: readonly string[]): unknown {
  let value = from;
  for (const [i, part] of parts.entries()) {
    if (Array.isArray(value)) {
      return value
        .map((element) => (asDocument(element) ? reach(element, parts.slice(i)) : undefined))
        .filter((v) => v !== undefined);
    }
    const document = asDocument(value);
    if (!document) return undefined;
    value = own(document, part);
  }
  return value;
}
