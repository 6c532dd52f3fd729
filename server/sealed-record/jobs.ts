import type { Job } from '../platform/clock/scheduler.ts';
import { sealEntries } from './seal.ts';

/** After an import millions of entries wait, and pages are served first. */
const BREATH_MS = 30;

export const sealJob: Job = {
  name: 'sealed-record.seal',
  everySeconds: 60,
  async run({ site }, going) {
    await sealEntries(() => site.clock.now(), { stopped: going?.stopped, breathMs: BREATH_MS });
  },
};
