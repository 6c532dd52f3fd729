import { type Actor, isStaff } from '../context.ts';
import { TooMany } from '../errors.ts';
import { type Count, type Counter, Counters } from './counters.ts';
import { networkOf } from './network.ts';

/** Too long to be guessed: a right one opens however many wrong ones came before. Only the wrong ones count. */
const UNGUESSABLE = ['keys', 'links'] as const;

/**
 * What a route or operation counts beside its writes. `passwords`: wrong ones. `letters`: makes the system write to
 * somebody. `room`: what a whole hall does at once behind one address, instead of its writes. `reads`: what programs fetch without a
 * key, as the lists of Open311, and documents that are drawn anew. `lists`: searches, lists and files of everybody, which
 * cost more than a page. `itself`: its action counts.
 */
export type Limit =
  | 'passwords'
  | (typeof UNGUESSABLE)[number]
  | 'letters'
  | 'room'
  | 'reads'
  | 'lists'
  | 'itself';

/**
 * `writes`: forms and calls that change something. `staff`: the same of somebody signed in. `person`: of one in the hall.
 * `voices`: people behind one address who say that one thing concerns them. `account` and the three after it: wrong
 * passwords and codes, by account and by browser. `work`: proofs of work, each once; `waits`: waits in their place.
 */
export type Counted =
  | Exclude<Limit, 'itself'>
  | 'tokens'
  | 'writes'
  | 'staff'
  | 'person'
  | 'files'
  | 'voices'
  | 'work'
  | 'waits'
  | 'account'
  | 'account-here'
  | 'device'
  | 'account-codes'
  | 'device-codes';

export interface Limits {
  /** @param whose address, or account. @throws TooMany with the seconds to wait */
  take(kind: Counted, whose: string, points?: number): Promise<Count>;
  /** Counts without refusing: whoever asks decides. */
  add(kind: Counted, whose: string): Promise<Count>;
  giveBack(kind: Counted, whose: string): Promise<void>;
  forget(kind: Counted, whose: string): Promise<void>;
  /** Somebody is refused for what `add` has counted. */
  refused(kind: Counted, whose: string): void;
}

/** What keeps people from being guessed at, or written to, holds while the guard is off, too. */
const ALWAYS_HOLDS: readonly Counted[] = [
  ...(['passwords', 'keys', 'links', 'tokens', 'letters', 'waits', 'work'] as const),
  ...(['account', 'account-here', 'device', 'account-codes', 'device-codes'] as const),
];

/** Who hears of refusals, and whether there are any beside guessing. */
export interface Guarded {
  isOff(): boolean;
  refused(kind: Counted, whose: string): void;
}

export interface Counts {
  readsPerMinute: number;
  listsPerMinute: number;
  writesPerMinute: number;
  triesPerQuarterHour: number;
  roomWritesPerMinute: number;
  staffWritesPerMinute: number;
}

/** Of one address: a hall or an office may share it, and nobody fills the store from it. */
const FILES_PER_HOUR = 200;

/** A family, an office, a boarding house; a program that forgets its cookies gets no further. */
const VOICES_PER_DAY = 20;

/** Whoever has no script waits in the place of working; a program that only waits comes no further than this. */
const WAITS_PER_TEN_MINUTES = 60;

const HOUR = 3_600;
const DAY = 86_400;

/** Far above what a person mistypes, far below what guessing needs (NIST SP 800-63B allows 100 in a row). */
export const MOST_FAILURES = 30;
/** So many from one network are compared however many come from elsewhere: nobody can lock out somebody else. */
export const ALWAYS_COMPARED = 5;
/** Of six digits three are right at any moment: so many tries each hour find one in some years. */
export const MOST_WRONG_CODES = 10;

/** How many, in how many seconds. */
function rulesOf(counts: Counts): Record<Counted, [points: number, seconds: number]> {
  const tries: [number, number] = [counts.triesPerQuarterHour, 900];
  return {
    reads: [counts.readsPerMinute, 60],
    lists: [counts.listsPerMinute, 60],
    writes: [counts.writesPerMinute, 60],
    room: [counts.roomWritesPerMinute, 60],
    person: [counts.writesPerMinute, 60],
    staff: [counts.staffWritesPerMinute, 60],
    files: [FILES_PER_HOUR, HOUR],
    voices: [VOICES_PER_DAY, DAY],
    work: [1, 3_600],
    waits: [WAITS_PER_TEN_MINUTES, 600],
    ...{ passwords: tries, keys: tries, links: tries, tokens: tries, letters: tries },
    account: [MOST_FAILURES, HOUR],
    'account-here': [ALWAYS_COMPARED, HOUR],
    device: [MOST_FAILURES, HOUR],
    'account-codes': [MOST_WRONG_CODES, HOUR],
    'device-codes': [MOST_WRONG_CODES, HOUR],
  };
}

/** Counts in all processes where they share Redis, else in this one. */
export function limitsOf(counts: Counts, counters = new Counters(), guard?: Guarded): Limits {
  const made = Object.entries(rulesOf(counts)).map(([name, [points, seconds]]) => [
    name,
    counters.of({ name, points, seconds }),
  ]);
  const all = Object.fromEntries(made) as Record<Counted, Counter>;
  return {
    async take(kind, whose, points = 1) {
      const count = await all[kind].add(whose, points);
      if (count.consumed <= all[kind].points) return count;
      guard?.refused(kind, whose);
      if (guard?.isOff() && !ALWAYS_HOLDS.includes(kind)) return count;
      throw new TooMany(Math.ceil(count.msBeforeNext / 1000));
    },
    add: (kind, whose) => all[kind].add(whose),
    giveBack: (kind, whose) => all[kind].giveBack(whose),
    forget: (kind, whose) => all[kind].forget(whose),
    refused: (kind, whose) => guard?.refused(kind, whose),
  };
}

/** Counted before anything is done, whether or not it writes. */
const AT_EACH: readonly Limit[] = ['passwords', 'letters', 'reads', 'lists'];

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
 * @returns how much of what strangers of that network may write is taken, from 0 to 1
 */
export async function countRequest(
  limits: Limits,
  caller: Caller,
  { writes, limit, person }: Served,
): Promise<number> {
  if (limit === 'itself') return 0;
  const whose = whoseIs(caller);
  if (limit && AT_EACH.includes(limit)) await limits.take(limit as Counted, whose);
  if (isStaff(caller.actor)) {
    if (writes) await limits.take('staff', whose);
    return 0;
  }
  if (limit === 'room') {
    if (person) await limits.take('person', person);
    await limits.take('room', person ? `${whose} known` : whose);
    return 0;
  }
  if (!writes) return 0;
  const { consumed, points } = await limits.take('writes', whose);
  return consumed / points;
}

/** Files that strangers bring stay for a day, whatever becomes of their form. @throws TooMany */
export async function countUploads(limits: Limits, caller: Caller, files: number): Promise<void> {
  if (files > 0 && !isStaff(caller.actor)) await limits.take('files', whoseIs(caller), files);
}

/** What belongs to something that was counted already. */
export async function giveBackWrite(limits: Limits, caller: Caller): Promise<void> {
  await limits.giveBack(isStaff(caller.actor) ? 'staff' : 'writes', whoseIs(caller));
}

/** What was tried was right: it does not count. */
export async function clearTries(limits: Limits, caller: Caller, limit: Limit | undefined): Promise<void> {
  if (limit === 'passwords') await limits.giveBack(limit, whoseIs(caller));
}

/** Nothing was tried, and no letter was written: what is to be done first was asked for. */
export async function giveBackTry(limits: Limits, caller: Caller, limit: Limit | undefined): Promise<void> {
  if (limit === 'passwords' || limit === 'letters') await limits.giveBack(limit, whoseIs(caller));
}

/** What was sent once more with its work was counted when the work was asked for. */
export async function giveBackAsked(
  limits: Limits,
  network: string,
  limit: Limit | undefined,
): Promise<void> {
  if (limit !== 'itself') await limits.giveBack(limit === 'room' ? 'room' : 'writes', network);
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
