import { type Matcher, matcher } from '../filter/compile.ts';
import { conjuncts, type Node, type Operator, pathsOf } from '../filter/nodes.ts';
import { decodeField } from '../keys.ts';
import type { Index } from '../storage/catalog.ts';
import { indexPrefix } from '../storage/index-keys.ts';
import { assign, type Document, isNumber, own } from '../values.ts';
import { isPoint } from './bounds.ts';

/** What the keys of an index tell of a document, so that it need not be read. */
export interface KeyView {
  /** Decides with the view alone; a document that it leaves out does not match. */
  readonly test: Matcher;
  /** The key tells all that is asked; else the document must be read too. */
  readonly covers: boolean;
  /** undefined: this key does not tell it. */
  view(key: Buffer): Document | undefined;
}

export interface Asked {
  readonly node: Node;
  /** Of the sort. */
  readonly ordered: readonly string[];
  /** Whose values go into the answer; undefined: the whole document. */
  readonly needs: readonly string[] | undefined;
}

/** A key has null for what is missing, and does not tell an integer from a double: these ask for neither. */
const TOLD = new Set<Operator>(['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'regex']);

export function keyView(index: Index, asked: Asked): KeyView | undefined {
  const told = toldPaths(index);
  const decided = conjuncts(asked.node).filter((node) => isTold(node, told));
  const covers = isCovered(index, asked);
  const bounded = new Set(index.fields.slice(0, firstFree(index, decided)).map(({ path }) => path));
  const isUseful = covers || decided.some((node) => !pathsOf(node)!.every((path) => bounded.has(path)));
  if (!isUseful) return undefined;
  if (covers && isHeldByBounds(index, asked, decided))
    return { test: () => true, covers, view: () => NOTHING };
  // Where the document is read too, its key only decides.
  const given = covers ? [...asked.ordered, ...asked.needs!] : [];
  const wanted = new Set([...decided.flatMap((node) => pathsOf(node)!), ...given]);
  const exact = new Set(covers ? asked.needs : []);
  return {
    test: matcher({ kind: 'and', of: decided }),
    covers,
    view: (key) => viewOf(index, key, { wanted, exact }),
  };
}

const NOTHING: Document = {};

/** Every key within the bounds counts: only equalities of the first fields are asked, each once, and no value is. */
function isHeldByBounds(index: Index, { ordered, needs }: Asked, decided: readonly Node[]): boolean {
  if (ordered.length > 0 || needs!.length > 0) return false;
  const paths = decided.map((node) =>
    node.kind === 'leaf' && node.operator === 'eq' && isPoint(node.operand) ? node.path.join('.') : '',
  );
  const first = index.fields.slice(0, decided.length).map(({ path }) => path);
  return new Set(paths).size === decided.length && paths.every((path) => first.includes(path));
}

/** Whether the index can give the answer without the documents. */
export function isCovered(index: Index, { node, ordered, needs }: Asked): boolean {
  if (!needs) return false;
  const told = toldPaths(index);
  return isTold(node, told) && [...ordered, ...needs].every((path) => told.has(path));
}

/** One field inside of another would be told twice, perhaps differently. */
function toldPaths(index: Index): Set<string> {
  if (index.cut) return new Set();
  const paths = index.fields.map(({ path }) => path);
  const isApart = (path: string) =>
    !paths.some((other) => other !== path && `${other}.`.startsWith(`${path}.`));
  return new Set(
    index.fields.filter(({ path }, i) => !index.multikey[i] && isApart(path)).map(({ path }) => path),
  );
}

function isTold(node: Node, told: ReadonlySet<string>): boolean {
  if (node.kind === 'expression') return false;
  if (node.kind === 'leaf') return TOLD.has(node.operator) && told.has(node.path.join('.'));
  return (node.kind === 'not' ? [node.of] : node.of).every((each) => isTold(each, told));
}

/** How many of the first fields the conditions bound one after another: those hold of every key already. */
function firstFree(index: Index, decided: readonly Node[]): number {
  const points = new Set(
    decided.flatMap((node) => (node.kind === 'leaf' && node.operator === 'eq' ? [node.path.join('.')] : [])),
  );
  const at = index.fields.findIndex(({ path }) => !points.has(path));
  return at < 0 ? index.fields.length : at;
}

function viewOf(
  index: Index,
  key: Buffer,
  { wanted, exact }: { wanted: ReadonlySet<string>; exact: ReadonlySet<string> },
): Document | undefined {
  const view: Document = {};
  let at = indexPrefix(index).length;
  let left = wanted.size;
  for (const { path, parts, descending } of index.fields) {
    if (left === 0) break;
    const field = decodeField(key, at, descending);
    if (!field) return undefined;
    at = field.end;
    if (!wanted.has(path)) continue;
    left--;
    if (exact.has(path) && (field.value === null || isNumber(field.value))) return undefined;
    place(view, parts, field.value);
  }
  return view;
}

function place(view: Document, parts: readonly string[], value: unknown): void {
  let at = view;
  for (const part of parts.slice(0, -1)) {
    if (!own(at, part)) assign(at, part, {});
    at = at[part] as Document;
  }
  assign(at, parts.at(-1)!, value);
}
