import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Actor, isStaff } from '../context.ts';
import { TooMany } from '../errors.ts';
import { networkOf } from './network.ts';

/** Too long to be guessed: a right one opens however many wrong ones came before. Only the wrong ones count. */
const UNGUESSABLE = ['keys', 'links'] as const;

/**
 * What a route or operation counts beside its writes. `passwords`: wrong ones. `letters`: makes the system write to
 * somebody. `room`: what a whole hall does at once behind one address, instead of its writes. `itself`: its action counts.
 */
export type Limit = 'passwords' | (typeof UNGUESSABLE)[number] | 'letters' | 'room' | 'itself';

/**
 * `writes`: forms and calls that change something. `staff`: the same of somebody signed in. `person`: of one in the hall.
 * `voices`: people behind one address who say that one thing concerns them.
 */
export type Counted =
  | Exclude<Limit, 'itself'>
  | 'tokens'
  | 'writes'
  | 'staff'
  | 'person'
  | 'files'
  | 'voices';

export interface Limits {
  /** @param whose address, or account. @throws TooMany with the seconds to wait */
  take(kind: Counted, whose: string, points?: number): Promise<void>;
  giveBack(kind: Counted, whose: string): Promise<void>;
}

export interface Counts {
  writesPerMinute: number;
  triesPerQuarterHour: number;
  roomWritesPerMinute: number;
  staffWritesPerMinute: number;
}

/** Of one address: a hall or an office may share it, and nobody fills the store from it. */
const FILES_PER_HOUR = 200;

/** A family, an office, a boarding house; a program that forgets its cookies gets no further. */
const VOICES_PER_DAY = 20;

/** Counts in this process. */
export function limitsOf(counts: Counts): Limits {
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const tries = () => new RateLimiterMemory({ points: counts.triesPerQuarterHour, duration: 900 });
  const limiters: Record<Counted, RateLimiterMemory> = {
    writes: perMinute(counts.writesPerMinute),
    room: perMinute(counts.roomWritesPerMinute),
    person: perMinute(counts.writesPerMinute),
    staff: perMinute(counts.staffWritesPerMinute),
    files: new RateLimiterMemory({ points: FILES_PER_HOUR, duration: 3600 }),
    voices: new RateLimiterMemory({ points: VOICES_PER_DAY, duration: 86_400 }),
    ...{ passwords: tries(), keys: tries(), links: tries(), tokens: tries(), letters: tries() },
  };
  return {
    async take(kind, whose, points = 1) {
      try {
        await limiters[kind].consume(whose, points);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw new TooMany(Math.ceil(refused.msBeforeNext / 1000));
        throw refused;
      }
    },
    async giveBack(kind, whose) {
      await limiters[kind].reward(whose);
    },
  };
}

/** What is about to be served. */
export interface Served {
  writes: boolean;
  limit?: Limit | undefined;
  /** Whom of a hall it is, when that is known. */
  person?: string | undefined;
}

/** Who asks for it. */
export interface Caller {
  actor: Actor;
  address: string;
}

/**
 * Counts one request. Whoever is signed in is counted by the account: nobody else behind the same address can hold up
 * a moderator. What somebody of a hall is refused is not counted against the others, and those who are known have their
 * share of the address apart from those who are not. @throws TooMany
 */
export async function countRequest(
  limits: Limits,
  caller: Caller,
  { writes, limit, person }: Served,
): Promise<void> {
  if (limit === 'itself') return;
  const whose = whoseIs(caller);
  if (limit === 'passwords' || limit === 'letters') await limits.take(limit, whose);
  if (isStaff(caller.actor)) return writes ? limits.take('staff', whose) : undefined;
  if (limit === 'room') {
    if (person) await limits.take('person', person);
    return limits.take('room', person ? `${whose} known` : whose);
  }
  if (writes) await limits.take('writes', whose);
}

/** Files that strangers bring stay for a day, whatever becomes of their form. @throws TooMany */
export async function countUploads(limits: Limits, caller: Caller, files: number): Promise<void> {
  if (files > 0 && !isStaff(caller.actor)) await limits.take('files', whoseIs(caller), files);
}

/** What was tried was right: it does not count. */
export async function clearTries(limits: Limits, caller: Caller, limit: Limit | undefined): Promise<void> {
  if (limit === 'passwords') await limits.giveBack(limit, whoseIs(caller));
}

/** A key or link was wrong: it has written nothing. @throws TooMany after too many wrong ones */
export async function countFailedTry(
  limits: Limits,
  caller: Caller,
  { writes, limit }: Served,
): Promise<void> {
  const kind = UNGUESSABLE.find((each) => each === limit);
  if (!kind) return;
  const whose = whoseIs(caller);
  if (writes) await limits.giveBack(isStaff(caller.actor) ? 'staff' : 'writes', whose);
  await limits.take(kind, whose);
}

const whoseIs = ({ actor, address }: Caller) => (isStaff(actor) ? actor.id : networkOf(address));
