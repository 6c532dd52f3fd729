import type { Job } from '../../platform/clock/scheduler.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { buildSearch } from './build.ts';
import { itemIndex } from './item-index.ts';

/** Then others who want to stop, or to have the lease, get their turn. */
const LONGEST_MS = 1_500;

/** Makes the search index of a store that has none yet, or whose index somebody has emptied, bit by bit. */
export const searchJob: Job = {
  name: 'feedback.build-search',
  everySeconds: 2,
  runsWithoutTrustedClock: true,
  async run() {
    const began = performance.now();
    await buildSearch(() => performance.now() - began > LONGEST_MS);
  },
};

/** In the background: a site listens before all that is filtered by is in its memory. */
export function warmSearch(): void {
  itemIndex()
    .warm()
    .catch((fault: unknown) => log.warn(faultDetails(fault), 'the search index is read when first asked'));
}
