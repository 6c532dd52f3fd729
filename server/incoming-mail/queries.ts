import { addDays } from '../city/dates.ts';
import { unknownAmong } from '../feedback/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { IncomingLetter, type IncomingLetterFields } from './model.ts';
import { OUTCOMES, type Outcome } from './rules.ts';

const MOST_SHOWN = 50;
const COUNTED_DAYS = 30;

export type IncomingRow = Omit<IncomingLetterFields, 'pending' | 'version'>;

const TO_READ = { outcome: 'to-read', doneAt: null } as const;
const OTHERS = { $or: [{ outcome: { $ne: 'to-read' as const } }, { doneAt: { $ne: null } }] };

/** A coordinator may work for the unit that an item is about: its sender's letters are not among these. */
async function shownTo<Of extends object>(context: Context, filter: Of) {
  const { actor } = context;
  if (!isStaff(actor) || actor.units.length === 0) return filter;
  const codes = await IncomingLetter.distinct('code', { ...filter, code: { $type: 'string' } });
  const hidden = await unknownAmong(
    context,
    codes.filter((code) => code !== undefined),
  );
  return { ...filter, ...(hidden.size > 0 ? { code: { $nin: [...hidden] } } : {}) };
}

/** Letters that wait for a person, oldest first. */
export async function lettersToRead(context: Context): Promise<IncomingRow[]> {
  return IncomingLetter.find(await shownTo(context, TO_READ))
    .sort({ at: 1, _id: 1 })
    .limit(MOST_SHOWN)
    .lean<IncomingRow[]>()
    .exec();
}

export async function lettersWaiting(context: Context): Promise<number> {
  return IncomingLetter.countDocuments(await shownTo(context, TO_READ));
}

/** What became of the others; without words. */
export async function lastLetters(context: Context): Promise<IncomingRow[]> {
  return IncomingLetter.find(await shownTo(context, OTHERS))
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
