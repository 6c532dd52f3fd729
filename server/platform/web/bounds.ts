import type Joi from 'joi';

/** How much a schema takes at most. Read from it once, so that what is far too much is refused before it is looked at. */
export interface Bounds {
  /** Characters of a text. */
  text: number;
  /** Items of a list; undefined where no list is taken. */
  items?: number;
  each?: Bounds;
  /** By name, of an object with fixed fields. */
  fields?: Map<string, Bounds>;
}

/** Of a text whose schema names no length: a date, a number or an id in writing. */
const UNNAMED = 100;
/** Of a list whose schema names none: all that can be ticked in one form. */
const UNNAMED_ITEMS = 300;
/** Of what no schema describes, and of any body. */
const MOST_BYTES = 512 * 1024;

/** A letter with two marks, written apart and percent-encoded. */
const FORM_BYTES = 13;
/** The same in JSON, every mark escaped. */
const JSON_BYTES = 18;

interface Described {
  type?: string;
  flags?: { only?: boolean };
  allow?: unknown[];
  rules?: { name: string; args?: { limit?: unknown } }[];
  keys?: Record<string, Described>;
  patterns?: unknown[];
  items?: Described[];
  matches?: Branch[];
  whens?: Branch[];
}
type Branch = { schema?: Described; then?: Described; otherwise?: Described };

const known = new WeakMap<Joi.Schema, Bounds>();

export function boundsOf(schema: Joi.Schema): Bounds {
  const bounds = known.get(schema) ?? boundsIn(schema.describe() as Described);
  known.set(schema, bounds);
  return bounds;
}

function boundsIn(described: Described): Bounds {
  const branches = [...(described.matches ?? []), ...(described.whens ?? [])]
    .flatMap(({ schema, then, otherwise }) => [schema, then, otherwise])
    .flatMap((branch) => (branch ? [boundsIn(branch)] : []));
  return branches.reduce(wider, ownBounds(described));
}

function ownBounds({ type, flags, allow = [], rules = [], keys, patterns, items = [] }: Described): Bounds {
  const limits = rules.filter(({ name }) => name === 'max' || name === 'length');
  const most = Math.min(...limits.map(({ args }) => Number(args?.limit)));
  if (type === 'object')
    return keys && !patterns ? { text: UNNAMED, fields: fieldsIn(keys) } : { text: MOST_BYTES };
  if (type === 'array') {
    const each = items.map(boundsIn).reduce(wider, { text: UNNAMED });
    return { text: each.text, each, items: Number.isFinite(most) ? most : UNNAMED_ITEMS };
  }
  if (type === 'string' && !flags?.only) return { text: Number.isFinite(most) ? most : UNNAMED };
  return { text: Math.max(UNNAMED, ...allow.map((each) => String(each).length)) };
}

const fieldsIn = (keys: Record<string, Described>) =>
  new Map(Object.entries(keys).map(([name, field]) => [name, boundsIn(field)]));

function wider(a: Bounds, b: Bounds): Bounds {
  const items = Math.max(a.items ?? 0, b.items ?? 0);
  const each = a.each && b.each ? wider(a.each, b.each) : (a.each ?? b.each);
  const fields = a.fields ?? b.fields;
  return {
    text: Math.max(a.text, b.text),
    ...(items > 0 ? { items } : {}),
    ...(each ? { each } : {}),
    ...(fields ? { fields } : {}),
  };
}

/** The body of a form in bytes. Twice what its fields take: whoever pasted too much gets it back to be shortened. */
export function formBytes(schema: Joi.Schema | undefined): number {
  return Math.min(MOST_BYTES, 16_384 + (schema ? 2 * bytesOf(boundsOf(schema), FORM_BYTES) : 0));
}

/** The body of a call in bytes. */
export function jsonBytes(schema: Joi.Schema | undefined): number {
  return Math.min(MOST_BYTES, 16_384 + (schema ? bytesOf(boundsOf(schema), JSON_BYTES) : 0));
}

function bytesOf({ text, items, each, fields }: Bounds, perCharacter: number): number {
  if (fields)
    return [...fields].reduce((sum, [name, field]) => sum + name.length + bytesOf(field, perCharacter), 0);
  if (items !== undefined && each) return items * bytesOf(each, perCharacter);
  return text * perCharacter;
}
