import type { Reaction } from '../../platform/journal/index.ts';
import { releaseQuestion } from './steer.ts';

/** What is answered, or waits no longer, is not the question of the moment. */
export const releaseReaction: Reaction = {
  name: 'dialogues.release',
  urgent: true,
  to: [
    'question.answered',
    'question.approval-taken-back',
    'question.promised',
    'question.rejected',
    'question.merged',
    'question.withdrawn',
    'question.left-open',
  ],
  run: (entry, context) => releaseQuestion(context, entry.subject.code!, entry.subject.id),
};
