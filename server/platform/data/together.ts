import { setImmediate as breath } from 'node:timers/promises';

/**
 * Does one thing for many who ask for it, one batch at a time: what is asked for while one is under way makes the next.
 * @param doAll gives the answer for each, in the same order
 */
export function together<T, R>(most: number, doAll: (each: T[]) => Promise<R[]>): (one: T) => Promise<R> {
  const waiting: { one: T; done(answer: R): void; failed(fault: unknown): void }[] = [];
  let working = false;
  const work = async () => {
    working = true;
    // What is asked for in the same turn belongs to the first batch.
    await breath();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        const answers = await doAll(batch.map(({ one }) => one));
        for (const [at, { done }] of batch.entries()) done(answers[at]!);
      } catch (fault) {
        for (const { failed } of batch) failed(fault);
      }
    }
    working = false;
  };
  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed });
      if (!working) void work();
    });
}
