/** What suddenly more people write about. Pure. */

export interface Surge {
  /** Slug of the regulation. */
  topic: string;
  /** Received in the last two weeks, and what two weeks brought on the average of those before. */
  recent: number;
  usual: number;
}

/** The present week, which is not over, and the one before it. */
export const RECENT_WEEKS = 2;
/** Those that are compared with. */
export const USUAL_WEEKS = 8;
/** Fewer are no wave, however few there were before. */
const LEAST = 5;
/** So many times what is usual. */
const TIMES = 2;
/** Beyond what chance brings: so many standard deviations of a count. */
const DEVIATIONS = 2.5;

/** @param byTopic items a week, the oldest first: USUAL_WEEKS and then RECENT_WEEKS */
export function surgesIn(byTopic: ReadonlyMap<string, readonly number[]>): Surge[] {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return [...byTopic]
    .map(([topic, weeks]) => ({
      topic,
      recent: sum(weeks.slice(-RECENT_WEEKS)),
      usual: (sum(weeks.slice(0, -RECENT_WEEKS)) / USUAL_WEEKS) * RECENT_WEEKS,
    }))
    .filter(
      ({ recent, usual }) =>
        recent >= LEAST &&
        recent >= TIMES * usual &&
        recent > usual + DEVIATIONS * Math.sqrt(Math.max(usual, 1)),
    )
    .sort((a, b) => b.recent - b.usual - (a.recent - a.usual) || (a.topic < b.topic ? -1 : 1));
}
