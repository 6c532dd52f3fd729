import mongoose, { Schema } from 'mongoose';

interface CounterRow {
  _id: string;
  last: number;
}

const Counter = mongoose.model<CounterRow>(
  'Counter',
  new Schema<CounterRow>({ _id: String, last: Number }, { collection: 'counters', versionKey: false }),
);

/** Reserved ahead, so that most items need one write. What is left of a block at a restart stays unused. */
const BLOCK = 16;

interface Line {
  /** Reserved and not yet given out. */
  next: number;
  last: number;
  waiting: { resolve(number: number): void; reject(fault: unknown): void }[];
  reserving: boolean;
}

const lines = new Map<number, Line>();

/** The next number of a year, unique over all processes. A number whose item is not saved stays unused. */
export function nextNumber(year: number): Promise<number> {
  const line = lines.get(year) ?? { next: 1, last: 0, waiting: [], reserving: false };
  lines.set(year, line);
  if (line.next <= line.last && line.waiting.length === 0) return Promise.resolve(line.next++);
  return new Promise((resolve, reject) => {
    line.waiting.push({ resolve, reject });
    if (!line.reserving) void serve(year, line);
  });
}

/** Numbers of another store are worth nothing: for those that open one store after another. */
export function forgetNumbers(): void {
  lines.clear();
}

async function serve(year: number, line: Line): Promise<void> {
  line.reserving = true;
  while (line.waiting.length > 0) {
    try {
      const count = Math.max(BLOCK, line.waiting.length);
      line.last = await reserve(year, count);
      line.next = line.last - count + 1;
      while (line.waiting.length > 0 && line.next <= line.last) line.waiting.shift()!.resolve(line.next++);
    } catch (error) {
      for (const { reject } of line.waiting.splice(0)) reject(error);
    }
  }
  line.reserving = false;
}

async function reserve(year: number, count: number): Promise<number> {
  const row = await Counter.findOneAndUpdate(
    { _id: `feedback-${year}` },
    { $inc: { last: count } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return row!.last;
}
