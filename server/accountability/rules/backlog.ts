import type { History } from './history.ts';

/** Weeks with fewer answers tell what came in, not what could be done: one a working day is taken to be possible. */
export const LEAST_WEEK = 5;
const DAYS_OF_WEEK = 5;

/** Where an open item stands among those of its unit, and of its official. */
export interface Place {
  code: string;
  dueAt: Date;
}

/** Whose open items are meant. */
export interface Queue {
  by: 'unit' | 'assignee';
  who: string;
}

export interface Wait {
  by: Queue['by'];
  /** Open items with an earlier date. */
  ahead: number;
  /** Answers in the best week of the last 90 days. */
  week: number;
  /** Working days that those before it take at that pace. */
  days: number;
}

const isBefore = (a: Place, b: Place) =>
  a.dueAt < b.dueAt || (a.dueAt.getTime() === b.dueAt.getTime() && a.code < b.code);

/** Open items in order of their dates: what comes first takes its time, even at the pace of the best week. */
export class Backlog {
  readonly #history: Pick<History, 'bestWeek'>;
  readonly #queues = new Map<string, Place[]>();

  constructor(history: Pick<History, 'bestWeek'>) {
    this.#history = history;
  }

  add({ by, who }: Queue, place: Place): void {
    const key = `${by} ${who}`;
    const queue = this.#queues.get(key);
    if (queue) queue.push(place);
    else this.#queues.set(key, [place]);
  }

  waitOf({ by, who }: Queue, place: Place): Wait {
    const queue = this.#queues.get(`${by} ${who}`) ?? [];
    const ahead = queue.filter((other) => other.code !== place.code && isBefore(other, place)).length;
    const week = Math.max(LEAST_WEEK, this.#history.bestWeek(by, who));
    return { by, ahead, week, days: (ahead * DAYS_OF_WEEK) / week };
  }
}
