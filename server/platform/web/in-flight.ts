import type { Request, RequestHandler, Response } from 'express';

/** What is told of each request when its reply is out, or when whoever asked has gone. */
export type Observer = (request: Request, response: Response, seconds: number) => void;

/** Counts the requests that a site is answering. */
export class InFlight {
  #count = 0;
  readonly #ended: Observer | undefined;

  constructor(ended?: Observer) {
    this.#ended = ended;
  }

  readonly count = () => this.#count;

  readonly handler: RequestHandler = (request, response, next) => {
    this.#count++;
    const begun = performance.now();
    response.once('close', () => {
      this.#count--;
      this.#ended?.(request, response, (performance.now() - begun) / 1000);
    });
    next();
  };
}
