import { log } from '../log.ts';
import { Journal } from './model.ts';

/** Recovery closes entries within minutes: one that is still open then, nothing will close by itself. */
const STUCK_AFTER_MS = 10 * 60_000;
/** So long it is told that a reaction was given up. */
const GIVEN_UP_FOR_MS = 7 * 86_400_000;

/** Entries whose reactions have not come through. */
export interface Stuck {
  /** Still open although recovery has had its time. */
  open: number;
  /** When the oldest of those happened. */
  since?: Date;
  /** A reaction was given up, in the last seven days. */
  givenUp: number;
}

export async function stuckEntries(now: Date): Promise<Stuck> {
  const old = { open: true, at: { $lte: new Date(now.getTime() - STUCK_AFTER_MS) } };
  const recent = { 'dead.reaction': { $gt: '' }, at: { $gt: new Date(now.getTime() - GIVEN_UP_FOR_MS) } };
  const [open, oldest, givenUp] = await Promise.all([
    Journal.countDocuments(old),
    Journal.findOne(old, { at: 1 }).sort({ at: 1, _id: 1 }).lean(),
    Journal.countDocuments(recent),
  ]);
  return { open, ...(oldest ? { since: oldest.at } : {}), givenUp };
}

/** Says in the log what is stuck: when it changes, not at every look. */
export function stuckAlarm(): (now: Date) => Promise<void> {
  let told = '';
  return async (now) => {
    const stuck = await stuckEntries(now);
    const news = `${stuck.open} ${stuck.givenUp}`;
    if (news === told) return;
    told = news;
    if (stuck.open + stuck.givenUp > 0)
      log.error(stuck, 'entries of the journal stay open, or a reaction to them was given up');
  };
}
