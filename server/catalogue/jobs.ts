import type { Job } from '../platform/clock/scheduler.ts';
import { carryReorganisations, followUp } from './reorganisation/carry.ts';

export const catalogueJobs: Job[] = [
  { name: 'catalogue.reorganise', everySeconds: 5, run: carryReorganisations },
  { name: 'catalogue.follow-up', everySeconds: 600, run: followUp },
];
