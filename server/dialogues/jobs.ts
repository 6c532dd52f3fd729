import type { Job } from '../platform/clock/scheduler.ts';
import type { Tools } from '../platform/feature.ts';
import { lateQuestionsJob } from './follow-up/jobs.ts';
import { waitingJob } from './questions/jobs.ts';
import { overdueJob } from './session/jobs.ts';

export function dialogueJobs(tools: Tools): Job[] {
  return [overdueJob, lateQuestionsJob, waitingJob(tools)];
}
