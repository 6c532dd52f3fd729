import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Actor, isStaff } from '../context.ts';
import { TooMany } from '../errors.ts';

/**
 * `writes`: forms and calls that change something. `tries`: what could be guessed. `room`: what a whole hall does at
 * once behind one address. `staff`: writes of somebody signed in.
 */
export type Counted = 'writes' | 'tries' | 'room' | 'staff';

export interface Limits {
  /** @param whose address, or account. @throws TooMany with the seconds to wait */
  take(kind: Counted, whose: string): Promise<void>;
}

export interface Counts {
  writesPerMinute: number;
  triesPerQuarterHour: number;
  roomWritesPerMinute: number;
  staffWritesPerMinute: number;
}

/** Counts in this process. */
export function limitsOf(counts: Counts): Limits {
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const limiters: Record<Counted, RateLimiterMemory> = {
    writes: perMinute(counts.writesPerMinute),
    tries: new RateLimiterMemory({ points: counts.triesPerQuarterHour, duration: 900 }),
    room: perMinute(counts.roomWritesPerMinute),
    staff: perMinute(counts.staffWritesPerMinute),
  };
  return {
    async take(kind, whose) {
      try {
        await limiters[kind].consume(whose);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw new TooMany(Math.ceil(refused.msBeforeNext / 1000));
        throw refused;
      }
    },
  };
}

/** What is about to be served. */
export interface Served {
  writes: boolean;
  limit?: 'tries' | 'room' | undefined;
}

/**
 * Counts one request. Whoever is signed in is counted by the account: nobody else behind the same address can hold up
 * a moderator. @throws TooMany
 */
export async function countRequest(
  limits: Limits,
  { actor, address }: { actor: Actor; address: string },
  { writes, limit }: Served,
): Promise<void> {
  if (limit === 'tries') await limits.take('tries', address);
  if (isStaff(actor)) return writes ? limits.take('staff', actor.id) : undefined;
  if (limit === 'room') return limits.take('room', address);
  if (writes) await limits.take('writes', address);
}
