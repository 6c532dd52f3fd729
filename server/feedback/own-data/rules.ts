import { DAY_MS } from '../../city/dates.ts';

/** Whoever has somebody else's key can ask too: for a day its owner can take it back. */
export const WAITING_MS = DAY_MS;
/** An answer that came after the request can be read so long. */
export const READ_DAYS = 30;

interface Asked {
  closedAt: Date | null;
  erased?: { at: Date; why: string } | null;
  erasure?: { askedAt: Date; carryAt: Date | null; decision?: { as: string; reason: string } | null } | null;
}

/**
 * none: nobody asks. waits: the day in which it can be taken back. staff: an answer is still due, a coordinator decides.
 * after-answer: once that has been given and could be read. due: now. declined, done.
 */
export type ErasureState = 'none' | 'waits' | 'staff' | 'after-answer' | 'due' | 'declined' | 'done';

/** How far a request is. @param held somebody is still owed something in the item */
export function erasureState({ closedAt, erased, erasure }: Asked, held: boolean, now: Date): ErasureState {
  if (erased) return 'done';
  if (!erasure) return 'none';
  if (!erasure.carryAt) return 'declined';
  const after = erasure.decision?.as === 'after-answer';
  if (held && now < erasure.carryAt && !after) return 'waits';
  if (held) return after ? 'after-answer' : 'staff';
  const at = erasedFrom({ closedAt, erasure });
  return at && now < at ? (after ? 'after-answer' : 'waits') : 'due';
}

/** From when it is carried out, as far as that is known. */
export function erasedFrom({ closedAt, erasure }: Pick<Asked, 'closedAt' | 'erasure'>): Date | null {
  if (!erasure?.carryAt) return null;
  const { askedAt, carryAt, decision } = erasure;
  if (!closedAt || closedAt <= askedAt || decision?.as === 'now') return carryAt;
  const read = new Date(closedAt.getTime() + READ_DAYS * DAY_MS);
  return read > carryAt ? read : carryAt;
}
