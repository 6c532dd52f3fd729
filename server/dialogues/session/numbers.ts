import mongoose, { Schema } from 'mongoose';

const DialogueCounter = mongoose.model<{ _id: string; last: number }>(
  'DialogueCounter',
  new Schema<{ _id: string; last: number }>(
    { _id: String, last: Number },
    { collection: 'counters', versionKey: false },
  ),
);

/** The next number of a year, unique over all processes. One whose session is not saved stays unused. */
export async function nextNumber(year: number): Promise<number> {
  const row = await DialogueCounter.findOneAndUpdate(
    { _id: `dialogues-${year}` },
    { $inc: { last: 1 } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return row!.last;
}
