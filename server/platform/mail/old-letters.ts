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

/** Letters about something, made since a moment, that are done, and what waits for its sender, who wants nothing left. */
export async function dropLettersAbout(about: string, since: Date, sender?: string): Promise<void> {
  const waits = { status: { $in: ['waiting' as const, 'uncertain' as const] } };
  const whose = [DONE, ...(sender ? [{ ...waits, to: sender }] : []), { ...waits, by: 'sms' as const }];
  await Outbox.deleteMany({ createdAt: { $gte: since }, about, $or: whose });
}

/** Letters whose ids begin alike, made before a moment, that are done. */
export async function dropLettersNamed(begin: string, before: Date): Promise<void> {
  await Outbox.deleteMany({ _id: new RegExp(`^${begin}`), ...DONE, createdAt: { $lt: before } });
}

/** What was written to an address about an item, oldest first. */
export async function lettersAbout(
  about: string,
  { since, to }: { since: Date; to: string | undefined },
): Promise<{ at: Date; subject: string }[]> {
  if (!to) return [];
  const rows = await Outbox.find({ createdAt: { $gte: since }, about, to }, { createdAt: 1, subject: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .lean();
  return rows.map(({ createdAt, subject }) => ({ at: createdAt, subject }));
}
