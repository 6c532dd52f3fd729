import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { machineClock } from '../clock/clock.ts';
import { faultDetails, log } from '../log.ts';
import { hashSecret } from '../secrets.ts';

/** So long may Redis take to count: a person waits for an answer meanwhile. */
const PATIENCE_MS = 300;
/** After a silence it is left alone for so long, or each request would wait for it. */
const REST_MS = 5_000;

export interface CounterRule {
  name: string;
  points: number;
  seconds: number;
}

export interface Count {
  consumed: number;
  /** Of how many. */
  points: number;
  msBeforeNext: number;
}

/** How often somebody did something in the time of the rule. */
export interface Counter {
  points: number;
  add(whose: string, points?: number): Promise<Count>;
  giveBack(whose: string): Promise<void>;
  forget(whose: string): Promise<void>;
}

/**
 * Makes counters. With Redis all processes count as one; while it does not answer each counts by itself, from nothing:
 * nobody is shut out for that, and nobody is let through without a count.
 */
export class Counters {
  readonly #redis: object | undefined;
  #restsUntil = 0;

  constructor(redis?: object) {
    this.#redis = redis;
  }

  of({ name, points, seconds }: CounterRule): Counter {
    const own = new RateLimiterMemory({ points, duration: seconds });
    const shared =
      this.#redis &&
      new RateLimiterRedis({
        ...{ points, duration: seconds, keyPrefix: `limits ${name}` },
        ...{ storeClient: this.#redis, useRedisPackage: true, rejectIfRedisNotReady: true },
      });
    // Redis keeps digests alone: addresses and sessions are nobody's business there.
    const ask = <T>(whose: string, what: (limiter: RateLimiterAbstract, key: string) => Promise<T>) =>
      shared
        ? this.#within(
            () => what(shared, hashSecret(whose)),
            () => what(own, whose),
          )
        : what(own, whose);
    return {
      points,
      async add(whose, more = 1) {
        const counted = await ask(whose, (limiter, key) => limiter.penalty(key, more));
        return { points, consumed: counted.consumedPoints, msBeforeNext: counted.msBeforeNext };
      },
      giveBack: (whose) =>
        ask(whose, async (limiter, key) => {
          // Where the time is over meanwhile there is nothing to give back: nobody gets a try more for that.
          const { consumedPoints } = await limiter.reward(key);
          if (consumedPoints < 0) await limiter.penalty(key);
        }),
      forget: async (whose) => void (await ask(whose, (limiter, key) => limiter.delete(key))),
    };
  }

  async #within<T>(shared: () => Promise<T>, own: () => Promise<T>): Promise<T> {
    if (machineClock.now().getTime() < this.#restsUntil) return own();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis does not answer')), PATIENCE_MS);
    });
    try {
      return await Promise.race([shared(), late]);
    } catch (error) {
      this.#restsUntil = machineClock.now().getTime() + REST_MS;
      log.warn(
        faultDetails(error),
        'Redis does not count; each process keeps the limits by itself meanwhile',
      );
      return own();
    } finally {
      clearTimeout(timer);
    }
  }
}
