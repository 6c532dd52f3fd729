import type { Job } from '../platform/clock/scheduler.ts';
import { forgetResets } from './actions/passwords.ts';
import { turnDay } from './actions/stand-ins.ts';

export const accountJobs: Job[] = [
  { name: 'accounts.turn-day', everySeconds: 60, run: turnDay },
  { name: 'accounts.forget-resets', everySeconds: 6 * 3600, run: forgetResets },
];
