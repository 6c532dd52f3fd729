import type { Reaction } from '../../platform/journal/index.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { indexItem } from './item-index.ts';

/** Entries after which other words are public, or an item stands in other lists. */
const CHANGING: readonly FeedbackEntry[] = [
  'feedback.imported',
  ...(['feedback.accepted', 'feedback.public-text-edited', 'feedback.receipt-corrected'] as const),
  ...(['feedback.routed', 'feedback.transferred', 'feedback.succeeded'] as const),
  ...(['feedback.info-requested', 'feedback.info-given'] as const),
  ...(['feedback.merged', 'feedback.unmerged', 'feedback.answered-together'] as const),
  ...(['feedback.answered', 'feedback.answer-corrected', 'feedback.reopened'] as const),
  'feedback.appeal-sent-back',
  ...(['feedback.shielded', 'feedback.shield-lifted'] as const),
  ...(['feedback.withdrawn', 'feedback.closed-unanswered'] as const),
];

export const searchReaction: Reaction = {
  name: 'feedback.search',
  to: CHANGING,
  run: async (entry) => void (await indexItem(entry.subject.id)),
};
