import type { Reaction } from '../../platform/journal/index.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { followParent, settleMerge } from './follow.ts';

const OF_PARENT: readonly FeedbackEntry[] = [
  ...([
    'feedback.answered',
    'feedback.answer-corrected',
    'feedback.answer-looked-at',
    'feedback.withdrawn',
  ] as const),
  ...(['feedback.closed-unanswered', 'feedback.shielded'] as const),
];

/** What was merged follows the item that it was merged into. */
export const mergingReaction: Reaction = {
  name: 'feedback.merging',
  to: ['feedback.merged', ...OF_PARENT],
  run: (entry, context) =>
    (entry.name === 'feedback.merged' ? settleMerge : followParent)(context, entry.subject.code!),
};
