import type { Job } from '../platform/clock/scheduler.ts';
import { dropOldReadings, sealReadings } from './seal.ts';

export const readingJob: Job = {
  name: 'reading-audit.nightly',
  everySeconds: 3600,
  async run(context) {
    await sealReadings(context);
    await dropOldReadings(context);
  },
};
