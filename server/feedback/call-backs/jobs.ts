import type { Job } from '../../platform/clock/scheduler.ts';
import { callInstead } from './actions.ts';

/** Whom no message reaches is called. */
export const smsFailedJob: Job = { name: 'feedback.sms-failed', everySeconds: 60, run: callInstead };
