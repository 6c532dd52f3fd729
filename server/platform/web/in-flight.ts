import type { RequestHandler } from 'express';

let inFlight = 0;

/** How many requests this process is answering. */
export function requestsInFlight(): number {
  return inFlight;
}

export const countInFlight: RequestHandler = (_request, response, next) => {
  inFlight++;
  response.once('close', () => {
    inFlight--;
  });
  next();
};
