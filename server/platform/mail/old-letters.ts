import { Outbox } from './outbox.ts';

/** What waits, is on its way, or waits for somebody's decision stays. */
const DONE = { status: { $in: ['sent' as const, 'failed' as const] } };
/** Others write meanwhile. */
const MOST_AT_ONCE = 1_000;

/** Letters and short messages that were made before a moment and are done. @returns how many have gone */
export async function dropOldLetters(before: Date): Promise<number> {
  for (let dropped = 0; ; ) {
    const rows = await Outbox.find({ ...DONE, createdAt: { $lt: before } }, { _id: 1 })
      .sort({ createdAt: 1, _id: 1 })
      .limit(MOST_AT_ONCE)
      .lean();
    if (rows.length === 0) return dropped;
    dropped += (await Outbox.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })).deletedCount;
  }
}

/** By their moment alone: which of them wait is not looked at. */
export function countOldLetters({ from, to }: { from: Date; to: Date }): Promise<number> {
  return Outbox.countDocuments({ createdAt: { $gte: from, $lt: to } });
}
