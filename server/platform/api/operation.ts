import type Joi from 'joi';
import type { Context, Site } from '../context.ts';
import type { Limit } from '../web/limits.ts';
import type { Who } from '../web/route.ts';

/**
 * `Idempotency-Key`: a repeat with the same key is answered as the first was.
 * `Receipt-Key`: opens the sender's own part of an item.
 */
export type KeyHeader = 'Idempotency-Key' | 'Receipt-Key';

/** Of such a header. */
export const LONGEST_KEY = 100;

/** `'code'` of `/feedback/{code}`. */
type NameIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NameIn<Rest>
  : never;

/** `Name`: of the parts of its address that vary. */
export interface Call<Body = any, Query = any, Name extends string = never> {
  context: Context;
  params: Record<Name, string>;
  query: Query;
  body: Body;
  /** Only where the operation reads the header. */
  idempotencyKey?: string;
  receiptKey?: string;
}

/** One call of the JSON API. */
export interface Operation<Body = any, Query = any, Path extends string = string> {
  /** The operationId: once published, it stays. */
  id: string;
  method: 'get' | 'post' | 'put';
  /** Below /api/v1, as OpenAPI writes it: '/feedback/{code}'. */
  path: Path;
  who: Who;
  summary: string;
  /** The header with a key that it reads. */
  reads?: KeyHeader;
  query?: Joi.ObjectSchema<Query>;
  body?: Joi.ObjectSchema<Body>;
  /** Shape of the answer, for the description; a test holds real answers against it. */
  result: Joi.Schema;
  status?: 200 | 201;
  limit?: Limit;
  /** With 'room': whom of the hall it is, when that is known; counted before the address. Nothing is checked yet. */
  person?(asked: { site: Site; params: Record<NameIn<Path>, string>; body: unknown }): string | undefined;
  handler(call: Call<Body, Query, NameIn<Path>>): Promise<unknown>;
}

/** With the name of the feature that it belongs to, under which the description lists it. */
export type Tagged = Operation & { tag: string };

/** Keeps the types of path, body and query together with the handler. */
export function operation<const Path extends string, Body = unknown, Query = unknown>(
  operation: Operation<Body, Query, Path>,
): Operation {
  return operation;
}
