import type { RequestHandler } from 'express';

/** Counts the requests that a site is answering. */
export class InFlight {
  #count = 0;

  readonly count = () => this.#count;

  readonly handler: RequestHandler = (_request, response, next) => {
    this.#count++;
    response.once('close', () => {
      this.#count--;
    });
    next();
  };
}
