import compression from 'compression';
import type { RequestHandler } from 'express';

const pack = compression({ threshold: 2048 });

/**
 * For replies with something to read: most forms end in an address to go on to, which has nothing to make smaller.
 * May come as late as the reply itself: of whoever has gone by then nobody would free what packs it.
 */
export const compress: RequestHandler = (request, response, next) =>
  response.destroyed ? next() : pack(request, response, next);
