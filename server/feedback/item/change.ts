import { changesOf, type Verb } from '../../platform/journal/index.ts';
import { findKnown } from './find.ts';
import type { FeedbackDocument, FeedbackFields } from './model.ts';
import { type FeedbackEntry, stateAfter } from './rules/status.ts';

/** What somebody can do with an item. A row that is read past mongoose may lack what was added to the shape later. */
export type ItemVerb = Verb<FeedbackFields, FeedbackEntry>;

/** What its sender can do no more once it is known to nobody who that was. */
const BY_ITS_SENDER: readonly FeedbackEntry[] = [
  ...(['feedback.rated', 'feedback.reopened', 'feedback.appealed', 'feedback.refusal-contested'] as const),
  ...(['feedback.papers-named', 'feedback.contact-changed'] as const),
];

export function itemAfter({ status, assignee, unit, erased }: FeedbackFields, entry: FeedbackEntry) {
  if (erased && BY_ITS_SENDER.includes(entry)) return undefined;
  return stateAfter(status, entry, assignee !== null, !!unit);
}

export const {
  check: checkItem,
  change: changeItem,
  follow: followItem,
} = changesOf<string, FeedbackDocument, FeedbackEntry>({
  find: findKnown,
  saved: (item) => item,
  code: (item) => item.code,
  after: itemAfter,
});
