import type Joi from 'joi';
import type { Context } from '../context.ts';
import type { Who } from '../web/route.ts';

export interface Call<Body = any, Query = any> {
  context: Context;
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** Header `Idempotency-Key`: a repeat with the same key is answered as the first was. */
  idempotencyKey?: string;
  /** Header `Receipt-Key`: opens the sender's own part of an item. */
  receiptKey?: string;
}

/** One call of the JSON API. */
export interface Operation<Body = any, Query = any> {
  /** The operationId: once published, it stays. */
  id: string;
  method: 'get' | 'post' | 'put';
  /** Below /api/v1, as OpenAPI writes it: '/feedback/{code}'. */
  path: string;
  who: Who;
  summary: string;
  query?: Joi.ObjectSchema<Query>;
  body?: Joi.ObjectSchema<Body>;
  /** Shape of the answer, for the description; a test holds real answers against it. */
  result: Joi.Schema;
  status?: 200 | 201;
  limit?: 'tries';
  handler(call: Call<Body, Query>): Promise<unknown>;
}

export function operation<Body = unknown, Query = unknown>(operation: Operation<Body, Query>): Operation {
  return operation;
}
