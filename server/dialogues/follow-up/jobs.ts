import type { Job } from '../../platform/clock/scheduler.ts';
import { settleCancelled, settleEnded } from './late-questions.ts';

export const lateQuestionsJob: Job = {
  name: 'dialogues.late-questions',
  everySeconds: 60,
  async run(context) {
    await settleEnded(context);
    await settleCancelled(context);
  },
};
