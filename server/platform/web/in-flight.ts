import type { RequestHandler } from 'express';
import type { Traffic } from '../journal/dispatch.ts';

let inFlight = 0;
let begun = 0;

/** The requests of this process. */
export function traffic(): Traffic {
  return { inFlight, begun };
}

export const countInFlight: RequestHandler = (_request, response, next) => {
  inFlight++;
  begun++;
  response.once('close', () => {
    inFlight--;
  });
  next();
};
