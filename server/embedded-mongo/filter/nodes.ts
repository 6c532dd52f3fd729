import type { Document } from '../values.ts';

/** What is asked of the elements at one path. */
export type Operator =
  | 'eq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'in'
  | 'exists'
  | 'type'
  | 'regex'
  | 'mod'
  | 'size'
  | 'elemMatchDocument'
  | 'elemMatchValue';

export interface Leaf {
  readonly kind: 'leaf';
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly operand: unknown;
  /** Whether one element (undefined: missing) satisfies it; the path's array walk is the caller's. */
  readonly test: (element: unknown) => boolean;
  /** Looks at arrays as wholes ($size, $elemMatch). */
  readonly whole: boolean;
}

export type Node =
  | Leaf
  | { readonly kind: 'and' | 'or' | 'nor'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'expression'; readonly test: (document: Document) => boolean };

/** The leaves and nodes that must all hold. */
export function conjuncts(node: Node): readonly Node[] {
  return node.kind === 'and' ? node.of.flatMap(conjuncts) : [node];
}

/** The paths that a filter looks at; undefined when it may look anywhere. */
export function pathsOf(node: Node): string[] | undefined {
  if (node.kind === 'leaf') return [node.path.join('.')];
  if (node.kind === 'expression') return undefined;
  const parts = (node.kind === 'not' ? [node.of] : node.of).map(pathsOf);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
