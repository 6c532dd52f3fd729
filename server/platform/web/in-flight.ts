import type { RequestHandler } from 'express';

let count = 0;

/** How many requests this process is answering. */
export function requestsInFlight(): number {
  return count;
}

export const countInFlight: RequestHandler = (_request, response, next) => {
  count++;
  response.once('close', () => {
    count--;
  });
  next();
};
