import type { Job } from '../platform/clock/scheduler.ts';
import { sealEntries } from './seal.ts';

export const sealJob: Job = {
  name: 'sealed-record.seal',
  everySeconds: 60,
  async run({ now }) {
    await sealEntries(now);
  },
};
