import { gathered } from '../../platform/data/gather.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { Feedback } from '../item/model.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { indexedItem, itemIndex, READ, type Searched } from './item-index.ts';

/** Entries after which other words are public, or an item stands in other lists. */
const CHANGING: readonly FeedbackEntry[] = [
  ...(['feedback.accepted', 'feedback.public-text-edited', 'feedback.receipt-corrected'] as const),
  ...(['feedback.routed', 'feedback.transferred', 'feedback.info-requested', 'feedback.info-given'] as const),
  ...(['feedback.answered', 'feedback.answer-corrected', 'feedback.reopened'] as const),
  ...(['feedback.withdrawn', 'feedback.closed-unanswered'] as const),
];

/** Items of entries that are carried together are read and indexed together, as they are then. */
const index = gathered<true>(async (ids) => {
  const items = await Feedback.find({ _id: { $in: ids } }, READ).lean<Searched[]>();
  await itemIndex().put(items.map(indexedItem));
  return new Map();
});

export const searchReaction: Reaction = {
  name: 'feedback.search',
  to: CHANGING,
  run: async (entry) => void (await index(entry.subject.id)),
};
