import type { Job } from '../../platform/clock/scheduler.ts';
import { buildSearch } from './build.ts';

/** Then others who want to stop, or to have the lease, get their turn. */
const LONGEST_MS = 1_500;

/** Makes the search index of a store that has none yet, or whose index somebody has emptied, bit by bit. */
export const searchJob: Job = {
  name: 'feedback.build-search',
  everySeconds: 2,
  whateverTheClock: true,
  async run() {
    const began = performance.now();
    await buildSearch(() => performance.now() - began > LONGEST_MS);
  },
};
