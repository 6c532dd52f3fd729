import type { DatedRow } from '../city/dated-rows.ts';

export const MOST_TEXT = 5000;
export const LEAST_TEXT = 20;
export const MOST_REASON = 1000;
/** Of one conversation. */
export const MOST_MESSAGES = 200;

/** Who did something, and when. */
export interface Hand {
  by: string;
  name: string;
  at: Date;
}

/** Somebody whom confidential messages reach, from a day to a day. Two administrators put each on the list and take each off. */
export interface ReaderRow {
  id: string;
  account: string;
  /** yyyy-mm-dd */
  from: string;
  /** The first day on which it holds no more. */
  to: string | null;
  proposed: Hand;
  confirmed: Hand | null;
  ending: Hand | null;
  ended: Hand | null;
  refused: Hand | null;
}

export function readsOn({ confirmed, from, to }: ReaderRow, date: string): boolean {
  return !!confirmed && from <= date && (to === null || date < to);
}

/** From when to when somebody was on the list; no end: is on it. */
export interface Place {
  since: Date;
  until: Date | null;
}

export interface Reader {
  id: string;
  places: readonly Place[];
}

/**
 * Which messages a reader finds, as a filter of the store: those that were sent while this reader was on the list.
 * Where none of the readers of that day reads any more, all find it whom the sender has not left out: it would lie unread.
 */
export function offeredTo(account: string, readers: readonly Reader[]) {
  const placed = readers.flatMap(({ id, places }) => places.map((place) => ({ id, place })));
  const during = ({ since, until }: Place) => ({
    receivedAt: { $gte: since, ...(until ? { $lt: until } : {}) },
  });
  const unkept = { offered: { $exists: false } };
  return {
    excluded: { $ne: account },
    $or: [
      { offered: account },
      { offered: { $exists: true, $nin: readers.map(({ id }) => id) } },
      ...placed.filter(({ id }) => id === account).map(({ place }) => ({ ...unkept, ...during(place) })),
      {
        $nor: [
          { offered: { $exists: true } },
          ...placed.map(({ id, place }) => ({ ...during(place), excluded: { $ne: id } })),
        ],
      },
    ],
  };
}

/** What waits for a second administrator. */
export function waitsFor({ confirmed, refused, ending, ended }: ReaderRow): 'naming' | 'ending' | undefined {
  if (!confirmed && !refused) return 'naming';
  return ending && !ended ? 'ending' : undefined;
}

/** Why somebody cannot be the second one: key under `confidential.errors`. */
export function secondPersonFault(row: ReaderRow, account: string): 'yourself' | 'same-person' | undefined {
  if (row.account === account) return 'yourself';
  const first = waitsFor(row) === 'ending' ? row.ending! : row.proposed;
  return first.by === account ? 'same-person' : undefined;
}

/** answered: whoever reads it has closed it. moved: with the sender's consent it is an ordinary item now. */
export type CaseStatus = 'open' | 'answered' | 'moved';

/** What a reader can do with a case. */
export type CaseAct = 'write' | 'answer' | 'propose' | 'take-back' | 'consent' | 'decline';

/** Why it cannot be done now: key under `confidential.errors`. */
export function actFault(
  act: CaseAct,
  { status, proposed, messages }: { status: CaseStatus; proposed: boolean; messages: number },
): 'moved' | 'proposed' | 'not-proposed' | 'long' | undefined {
  if (status === 'moved') return 'moved';
  if (act === 'propose') return proposed ? 'proposed' : undefined;
  if (act === 'take-back' || act === 'consent' || act === 'decline')
    return proposed ? undefined : 'not-proposed';
  return messages >= MOST_MESSAGES ? 'long' : undefined;
}

/** Whose turn it is: the last who wrote waits for the other. */
export function waitsForReader(status: CaseStatus, lastFrom: 'sender' | 'reader'): boolean {
  return status === 'open' && lastFrom === 'sender';
}

/** In calendar days. */
export interface ConfidentialLimit extends DatedRow {
  answerDays: number;
  basis: string;
}

/** An opened case can be read for so long before it is opened, and noted, once more. */
export const OPEN_MINUTES = 30;

export function isOpen(openings: readonly { by: string; at: Date }[], account: string, now: Date): boolean {
  const since = now.getTime() - OPEN_MINUTES * 60_000;
  return openings.some(({ by, at }) => by === account && at.getTime() > since);
}
