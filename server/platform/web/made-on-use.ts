import type { RequestHandler } from 'express';
import { once } from '../once.ts';

/** A handler that is made at its first request: to read the bounds of every schema takes as long as the rest of a start. */
export function madeOnUse(make: () => RequestHandler): RequestHandler {
  const made = once(make);
  return (request, response, next) => made()(request, response, next);
}
