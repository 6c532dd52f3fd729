import mongoose, { Schema } from 'mongoose';

const CommitmentCounter = mongoose.model<{ _id: string; last: number }>(
  'CommitmentCounter',
  new Schema<{ _id: string; last: number }>(
    { _id: String, last: Number },
    { collection: 'counters', versionKey: false },
  ),
);

/** The next number of a year, unique over all processes. One whose commitment is not saved stays unused. */
export async function nextNumber(year: number): Promise<number> {
  const row = await CommitmentCounter.findOneAndUpdate(
    { _id: `commitments-${year}` },
    { $inc: { last: 1 } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return row!.last;
}
