import type { History } from './history.ts';

/** Weeks with fewer answers tell what came in, not what could be done: one a working day is taken to be possible. */
const LEAST_WEEK = 5;
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
  /** `sorted`: as long as what was added came in order. */
  readonly #queues = new Map<string, { places: Place[]; sorted: boolean }>();

  constructor(history: Pick<History, 'bestWeek'>) {
    this.#history = history;
  }

  add({ by, who }: Queue, place: Place): void {
    const key = `${by} ${who}`;
    const queue = this.#queues.get(key);
    if (!queue) this.#queues.set(key, { places: [place], sorted: true });
    else {
      queue.sorted &&= isBefore(queue.places.at(-1)!, place);
      queue.places.push(place);
    }
  }

  waitOf({ by, who }: Queue, place: Place): Wait {
    const ahead = this.#ahead(`${by} ${who}`, place);
    const week = Math.max(LEAST_WEEK, this.#history.bestWeek(by, who));
    return { by, ahead, week, days: (ahead * DAYS_OF_WEEK) / week };
  }

  #ahead(key: string, place: Place): number {
    const queue = this.#queues.get(key);
    if (!queue) return 0;
    // What was added stands at the end: nearly all is in order already.
    if (!queue.sorted) queue.places.sort((a, b) => (isBefore(a, b) ? -1 : Number(isBefore(b, a))));
    queue.sorted = true;
    return howManyBefore(queue.places, place);
  }
}

/** @param sorted a large unit has thousands, and each item asks */
function howManyBefore(sorted: readonly Place[], place: Place): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(sorted[middle]!, place)) from = middle + 1;
    else to = middle;
  }
  return from;
}
