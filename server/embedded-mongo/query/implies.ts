import { compare, equal } from '../compare.ts';
import { conjuncts, type Leaf, type Node } from '../filter/nodes.ts';
import { asRegex } from '../filter/regex.ts';
import { Order, orderOf, typeName } from '../values.ts';

/** Whether every document that matches `query` surely matches `condition` (of a partial index). */
export function implies(query: Node, condition: Node): boolean {
  const known = conjuncts(query).filter((node) => node.kind === 'leaf');
  return conjuncts(condition).every((wanted) => {
    if (wanted.kind === 'or') return wanted.of.some((branch) => implies(query, branch));
    return (
      wanted.kind === 'leaf' && known.some((leaf) => samePath(leaf, wanted) && leafImplies(leaf, wanted))
    );
  });
}

/** Whether every match has a value at the path, so that a sparse index holds it. */
export function requiresValue(query: Node, path: string): boolean {
  return conjuncts(query).some(
    (node) => node.kind === 'leaf' && node.path.join('.') === path && needsValue(node),
  );
}

function samePath(a: Leaf, b: Leaf): boolean {
  return a.path.join('.') === b.path.join('.');
}

function needsValue(leaf: Leaf): boolean {
  return leaf.whole || !leaf.test(undefined);
}

function leafImplies(leaf: Leaf, wanted: Leaf): boolean {
  if (isNull(leaf) && isNull(wanted)) return true;
  if (wanted.operator === 'exists') return needsValue(leaf);
  if (leaf.operator === 'eq') return !leaf.whole && isScalar(leaf.operand) && satisfies(leaf.operand, wanted);
  if (leaf.operator === 'in') {
    const values = leaf.operand as unknown[];
    return values.length > 0 && values.every((value) => isScalar(value) && satisfies(value, wanted));
  }
  if (wanted.operator === 'type') return typeImplied(leaf, wanted);
  return rangeImplied(leaf, wanted);
}

/** `{ path: null }`: missing, or null. */
function isNull({ operator, operand, whole }: Leaf): boolean {
  return operator === 'eq' && !whole && orderOf(operand) === Order.Null;
}

function isScalar(value: unknown): boolean {
  return orderOf(value) !== Order.Array && orderOf(value) !== Order.Null && !asRegex(value);
}

const TESTED = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'regex', 'mod']);

function satisfies(value: unknown, wanted: Leaf): boolean {
  if (TESTED.has(wanted.operator)) return wanted.test(value);
  // Equal numbers may be stored as different types.
  return wanted.operator === 'type' && orderOf(value) !== Order.Number && wanted.test(value);
}

function typeImplied(leaf: Leaf, wanted: Leaf): boolean {
  const names = wanted.operand as Set<string>;
  if (leaf.operator === 'type') return [...(leaf.operand as Set<string>)].every((name) => names.has(name));
  const ordered = ['gt', 'gte', 'lt', 'lte'].includes(leaf.operator);
  const type = orderOf(leaf.operand);
  return (
    ordered &&
    [Order.String, Order.Date, Order.ObjectId].some((order) => order === type) &&
    names.has(typeName(leaf.operand)!)
  );
}

const LOWER = new Set(['gt', 'gte']);
const UPPER = new Set(['lt', 'lte']);

function rangeImplied(leaf: Leaf, wanted: Leaf): boolean {
  if (!isScalar(leaf.operand) || orderOf(leaf.operand) !== orderOf(wanted.operand)) return false;
  if (leaf.operator === wanted.operator && equal(leaf.operand, wanted.operand)) return true;
  const order = compare(leaf.operand, wanted.operand);
  const strict = wanted.operator.length === 2 && leaf.operator.length === 3;
  if (LOWER.has(leaf.operator) && LOWER.has(wanted.operator)) return strict ? order > 0 : order >= 0;
  if (UPPER.has(leaf.operator) && UPPER.has(wanted.operator)) return strict ? order < 0 : order <= 0;
  return false;
}
