import mongoose, { Schema } from 'mongoose';

interface CounterRow {
  _id: string;
  last: number;
}

const Counter = mongoose.model<CounterRow>(
  'Counter',
  new Schema<CounterRow>({ _id: String, last: Number }, { collection: 'counters', versionKey: false }),
);

const waiting = new Map<number, ((number: number | Error) => void)[]>();

/**
 * The next number of a year, unique over all processes. Requests that come while one reservation is on its way to the
 * disk share the next: under load one write serves many items. A number whose item is not saved stays unused.
 */
export function nextNumber(year: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const take = (number: number | Error) => (number instanceof Error ? reject(number) : resolve(number));
    const line = waiting.get(year);
    if (line) return void line.push(take);
    waiting.set(year, [take]);
    setImmediate(() => void serve(year));
  });
}

async function serve(year: number): Promise<void> {
  for (let line = waiting.get(year)!; line.length > 0; line = waiting.get(year)!) {
    waiting.set(year, []);
    try {
      const last = await reserve(year, line.length);
      line.forEach((take, at) => {
        take(last - line.length + 1 + at);
      });
    } catch (error) {
      for (const take of line) take(error as Error);
    }
  }
  waiting.delete(year);
}

async function reserve(year: number, count: number): Promise<number> {
  const row = await Counter.findOneAndUpdate(
    { _id: `feedback-${year}` },
    { $inc: { last: count } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return row!.last;
}
