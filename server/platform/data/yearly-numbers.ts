import mongoose, { Schema } from 'mongoose';
import { storeMemory } from './store-memory.ts';

interface CounterRow {
  _id: string;
  last: number;
}

const Counter = mongoose.model<CounterRow>(
  'Counter',
  new Schema<CounterRow>({ _id: String, last: Number }, { collection: 'counters', versionKey: false }),
);

interface Series {
  /** Reserved and not yet given out. */
  next: number;
  last: number;
  waiting: { resolve(number: number): void; reject(fault: unknown): void }[];
  reserving: boolean;
}

/**
 * Numbers that begin at 1 in each year, unique over all processes. One whose document is not saved stays unused, and so
 * does what is left of a block at a restart.
 */
export class YearlyNumbers {
  readonly #name: string;
  readonly #block: number;
  readonly #series = storeMemory(() => new Map<number, Series>());

  /** @param block so many are reserved by one write, so that most documents need no other */
  constructor(name: string, block = 1) {
    this.#name = name;
    this.#block = block;
  }

  next(year: number): Promise<number> {
    const series = this.#of(year);
    if (series.next <= series.last && series.waiting.length === 0) return Promise.resolve(series.next++);
    return new Promise((resolve, reject) => {
      series.waiting.push({ resolve, reject });
      if (!series.reserving) void this.#serve(year, series);
    });
  }

  #of(year: number): Series {
    const all = this.#series();
    const series = all.get(year) ?? { next: 1, last: 0, waiting: [], reserving: false };
    all.set(year, series);
    return series;
  }

  async #serve(year: number, series: Series): Promise<void> {
    series.reserving = true;
    while (series.waiting.length > 0) {
      try {
        const count = Math.max(this.#block, series.waiting.length);
        series.last = await this.#reserve(year, count);
        series.next = series.last - count + 1;
        while (series.waiting.length > 0 && series.next <= series.last)
          series.waiting.shift()!.resolve(series.next++);
      } catch (error) {
        for (const { reject } of series.waiting.splice(0)) reject(error);
      }
    }
    series.reserving = false;
  }

  async #reserve(year: number, count: number): Promise<number> {
    const row = await Counter.findOneAndUpdate(
      { _id: `${this.#name}-${year}` },
      { $inc: { last: count } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    return row!.last;
  }
}
