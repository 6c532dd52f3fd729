import type { Job } from '../platform/clock/scheduler.ts';
import { deliverAll, forgetDeliveries } from './deliver.ts';

export const webhookJobs: Job[] = [
  { name: 'webhooks.deliver', everySeconds: 5, run: deliverAll },
  { name: 'webhooks.forget', everySeconds: 86_400, run: forgetDeliveries },
];
