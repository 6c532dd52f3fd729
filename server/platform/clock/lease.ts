import mongoose, { Schema } from 'mongoose';

interface LeaseRow {
  _id: string;
  holder: string;
  until: Date;
}

const Lease = mongoose.model<LeaseRow>(
  'Lease',
  new Schema<LeaseRow>(
    { _id: String, holder: String, until: Date },
    { collection: 'leases', versionKey: false },
  ),
);

/** A process renews what it holds as long as it lives: so long after its last sign of life it counts as dead. */
export const LEASE_SECONDS = 20;
/** Clocks of several machines differ by a little; one that ends later than this was taken by a clock that was wrong. */
const WRONG_SECONDS = 300;

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

/**
 * Takes or renews a lease, so that a job runs in one process at a time.
 * @returns until when it is held; undefined when another process holds it
 */
export async function takeLease(name: string, holder: string, now: Date): Promise<Date | undefined> {
  const until = after(now, LEASE_SECONDS);
  const free = [{ holder }, { until: { $lte: now } }, { until: { $gt: after(now, WRONG_SECONDS) } }];
  try {
    const row = await Lease.findOneAndUpdate(
      { _id: name, $or: free },
      { $set: { holder, until } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    return row?.holder === holder ? until : undefined;
  } catch (error) {
    // The upsert meets the row of another holder under the same _id.
    if ((error as { code?: number }).code === 11000) return undefined;
    throw error;
  }
}

/** Renews all that a holder has. @returns how many that are, and until when it has them */
export async function renewLeases(holder: string, now: Date): Promise<{ held: number; until: Date }> {
  const until = after(now, LEASE_SECONDS);
  const { matchedCount } = await Lease.updateMany({ holder }, { $set: { until } });
  return { held: matchedCount, until };
}

/** Names of the leases that somebody holds now, of those whose names begin so. */
export async function heldLeases(prefix: string, now: Date): Promise<string[]> {
  const rows = await Lease.find({ until: { $gt: now, $lte: after(now, WRONG_SECONDS) } }, { _id: 1 }).lean();
  return rows.map(({ _id }) => _id).filter((name) => name.startsWith(prefix));
}

export async function giveUpLeases(holder: string): Promise<void> {
  await Lease.deleteMany({ holder });
}

/** For a process that has the store to itself: whoever held a lease there is dead. */
export async function forgetLeases(): Promise<void> {
  await Lease.deleteMany({});
}
