import { badValue, CommandError, failedToParse } from '../errors.ts';
import { compileProjection } from '../query/projection.ts';
import { asDocument, assign, type Document, isNumber, own } from '../values.ts';
import { compileExpression, type Expression } from './expressions.ts';
import { each, type Stage } from './stage.ts';

interface Computed {
  readonly parts: readonly string[];
  readonly expression: Expression;
}

/** Nested documents without operators mean nested paths. */
function flatten(path: string, value: unknown, variables: Document): Computed[] {
  if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$'))) {
    throw badValue(`FieldPath field names may not be empty or start with '$': '${path}'`);
  }
  const nested = plainDocument(value);
  if (nested && Object.keys(nested).length > 0 && !Object.keys(nested)[0]!.startsWith('$')) {
    return Object.entries(nested).flatMap(([name, inner]) => flatten(`${path}.${name}`, inner, variables));
  }
  return [{ parts: path.split('.'), expression: compileExpression(value, variables) }];
}

function plainDocument(value: unknown): Document | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype ? undefined : asDocument(value);
}

function withComputed(onto: Document, source: Document, computed: readonly Computed[]): Document {
  let result = onto;
  for (const { parts, expression } of computed) {
    const value = expression(source);
    if (value !== undefined) result = placed(result, parts, value) as Document;
    else if (parts.length === 1) delete result[parts[0]!];
  }
  return result;
}

function placed(into: unknown, parts: readonly string[], value: unknown): unknown {
  if (parts.length === 0) return value;
  if (Array.isArray(into)) return into.map((element) => placed(element, parts, value));
  const result: Document = { ...plainDocument(into) };
  assign(result, parts[0]!, placed(own(result, parts[0]!), parts.slice(1), value));
  return result;
}

/** $project: fields kept or left out, and fields computed from others. */
export function project(source: Document, variables: Document): Stage {
  if (Object.keys(source).length === 0)
    throw failedToParse('projection specification must have at least one field');
  const kept: Document = {};
  const computed: Computed[] = [];
  for (const [path, wish] of Object.entries(source)) {
    if (typeof wish === 'boolean' || isNumber(wish)) kept[path] = wish;
    else addWish({ kept, computed, variables }, path, wish);
  }
  refuseCollisions([...Object.keys(kept), ...computed.map(({ parts }) => parts.join('.'))]);
  if (computed.length > 0) refuseExclusion(kept);
  // With computed fields only, nothing but the _id stays.
  const base =
    computed.length > 0 && Object.keys(kept).every((path) => path === '_id') ? { _id: true } : kept;
  const projection = compileProjection(base)!;
  const hidesId = computed.length > 0 && kept._id !== undefined && !yes(kept._id);
  return each((document) => {
    const from = projection(document, {});
    if (hidesId) delete from._id;
    return [withComputed(from, document, computed)];
  });
}

function refuseCollisions(paths: readonly string[]): void {
  for (const [i, path] of paths.entries()) {
    for (const before of paths.slice(0, i)) {
      if (path === before || before.startsWith(`${path}.`))
        throw new CommandError(31250, `Invalid $project :: caused by :: Path collision at ${path}`);
      if (path.startsWith(`${before}.`))
        throw new CommandError(
          31249,
          `Invalid $project :: caused by :: Path collision at ${path} remaining portion ${path.slice(before.length + 1)}`,
        );
    }
  }
}

interface Wishes {
  readonly kept: Document;
  readonly computed: Computed[];
  readonly variables: Document;
}

function addWish(wishes: Wishes, path: string, wish: unknown): void {
  const nested = plainDocument(wish);
  if (!nested || Object.keys(nested)[0]?.startsWith('$')) {
    wishes.computed.push(...flatten(path, wish, wishes.variables));
    return;
  }
  if (Object.keys(nested).length === 0)
    throw new CommandError(
      51270,
      `Invalid $project :: caused by :: An empty sub-projection is not a valid value. Found empty object at path '${path}'`,
    );
  for (const [name, inner] of Object.entries(nested)) {
    if (typeof inner === 'boolean' || isNumber(inner)) wishes.kept[`${path}.${name}`] = inner;
    else addWish(wishes, `${path}.${name}`, inner);
  }
}

function yes(wish: unknown): boolean {
  return typeof wish === 'boolean' ? wish : Number(String(wish)) !== 0;
}

function refuseExclusion(kept: Document): void {
  const odd = Object.entries(kept).find(([path, wish]) => path !== '_id' && !yes(wish));
  if (odd)
    throw badValue(
      `Invalid $project :: caused by :: Cannot do exclusion on field ${odd[0]} in inclusion projection`,
    );
}
