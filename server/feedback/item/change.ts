import { changesOf, type Verb } from '../../platform/journal/index.ts';
import { findKnown } from './find.ts';
import type { FeedbackDocument, FeedbackFields } from './model.ts';
import { type FeedbackEntry, stateAfter } from './rules/status.ts';

/** What somebody can do with an item. A row that is read past mongoose may lack what was added to the shape later. */
export type ItemVerb = Verb<FeedbackFields, FeedbackEntry>;

export function itemAfter({ status, assignee, unit }: FeedbackFields, entry: FeedbackEntry) {
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
