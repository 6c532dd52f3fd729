import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../errors.ts';

export interface Limits {
  /** @throws TooMany with the seconds to wait */
  take(kind: 'writes' | 'tries', address: string): Promise<void>;
}

/** Counts per address, in this process. */
export function limitsPerAddress(counts: { writesPerMinute: number; triesPerQuarterHour: number }): Limits {
  const limiters = {
    writes: new RateLimiterMemory({ points: counts.writesPerMinute, duration: 60 }),
    tries: new RateLimiterMemory({ points: counts.triesPerQuarterHour, duration: 900 }),
  };
  return {
    async take(kind, address) {
      try {
        await limiters[kind].consume(address);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw new TooMany(Math.ceil(refused.msBeforeNext / 1000));
        throw refused;
      }
    },
  };
}
