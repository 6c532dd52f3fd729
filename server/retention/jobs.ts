import type { Job } from '../platform/clock/scheduler.ts';
import { carryOutRetention } from './actions.ts';

/** By whole days: the first run after midnight finds what goes, the others what it has left. */
export const retentionJob: Job = { name: 'retention.carry-out', everySeconds: 3600, run: carryOutRetention };
