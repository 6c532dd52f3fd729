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

/** Clocks of several machines may differ by a little. */
const FAR = 3;

/**
 * Takes or renews a lease, so that a job runs in one process at a time.
 * @param seconds how long it holds if the holder dies. One that ends much later was taken by a clock that was wrong
 * @returns false when another process holds it
 */
export async function takeLease(name: string, holder: string, now: Date, seconds: number): Promise<boolean> {
  const until = new Date(now.getTime() + seconds * 1000);
  const wrong = new Date(now.getTime() + FAR * seconds * 1000);
  try {
    const row = await Lease.findOneAndUpdate(
      { _id: name, $or: [{ holder }, { until: { $lte: now } }, { until: { $gt: wrong } }] },
      { $set: { holder, until } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    return row?.holder === holder;
  } catch (error) {
    // The upsert meets the row of another holder under the same _id.
    if ((error as { code?: number }).code === 11000) return false;
    throw error;
  }
}

export async function giveUpLeases(holder: string): Promise<void> {
  await Lease.deleteMany({ holder });
}
