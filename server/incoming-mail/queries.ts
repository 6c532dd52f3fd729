import { addDays } from '../city/dates.ts';
import type { Context } from '../platform/context.ts';
import { IncomingLetter, type IncomingLetterFields } from './model.ts';
import { OUTCOMES, type Outcome } from './rules.ts';

const MOST_SHOWN = 50;
const COUNTED_DAYS = 30;

export type IncomingRow = Omit<IncomingLetterFields, 'pending' | 'version'>;

/** Letters that wait for a person, oldest first. */
export function lettersToRead(): Promise<IncomingRow[]> {
  return IncomingLetter.find({ outcome: 'to-read', doneAt: null })
    .sort({ at: 1, _id: 1 })
    .limit(MOST_SHOWN)
    .lean<IncomingRow[]>()
    .exec();
}

export function lettersWaiting(): Promise<number> {
  return IncomingLetter.countDocuments({ outcome: 'to-read', doneAt: null });
}

/** What became of the others; without words. */
export function lastLetters(): Promise<IncomingRow[]> {
  return IncomingLetter.find({ $or: [{ outcome: { $ne: 'to-read' } }, { doneAt: { $ne: null } }] })
    .sort({ at: -1, _id: -1 })
    .limit(MOST_SHOWN)
    .lean<IncomingRow[]>()
    .exec();
}

/** What became of the letters of the last thirty days. */
export async function letterFigures({ now }: Context): Promise<{ outcome: Outcome; count: number }[]> {
  const at = { $gt: addDays(now, -COUNTED_DAYS) };
  const counts = OUTCOMES.map((outcome) => IncomingLetter.countDocuments({ outcome, at }));
  const known = await Promise.all(counts);
  return OUTCOMES.map((outcome, place) => ({ outcome, count: known[place]! }));
}
