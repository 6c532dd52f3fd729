import type { Reaction } from '../../platform/journal/index.ts';
import { followTargets } from './merge.ts';

/** What was merged into a question shares its fate: it goes along, or stands for itself again. */
export const mergedReaction: Reaction = {
  name: 'dialogues.merged',
  urgent: true,
  to: ['question.merged', 'question.withdrawn', 'question.rejected'],
  run: (entry, context) => followTargets(context, entry.subject.id),
};
