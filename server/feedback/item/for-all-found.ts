import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import { faultDetails, log } from '../../platform/log.ts';

/** Commits under way at once: they share one write to the disk. More would only delay the pages. */
const AT_ONCE = 16;

interface Round {
  find(now: Date): Promise<string[]>;
  act(context: Context, code: string): Promise<void>;
  failure: string;
}

/** Does it for all that is found, until nothing is. What fails is left for the next turn. */
export async function forAllFound(context: Context, { find, act, failure }: Round): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const codes = (await find(context.now)).filter((code) => !failed.has(code));
    if (codes.length === 0) return;
    await Promise.all(Array.from({ length: AT_ONCE }, () => worker(codes)));
  }

  async function worker(codes: string[]): Promise<void> {
    for (let code = codes.pop(); code; code = codes.pop()) {
      try {
        await act(context, code);
      } catch (error) {
        failed.add(code);
        log.error({ code, ...faultDetails(error) }, failure);
      }
      // Requests that came in meanwhile go first.
      await nextTurn();
    }
  }
}
