export { Carrier } from './carry.ts';
export { changesOf, mayDo, type Verb, WRONG_STATE } from './change.ts';
export { changeEach } from './change-each.ts';
export {
  allJournalledModels,
  announce,
  commit,
  type Details,
  entryOf,
  type Journalled,
  journalledModel,
  onCommitted,
  retrying,
} from './commit.ts';
export { type Change, commitMany } from './commit-many.ts';
export { commitNew } from './commit-new.ts';
export { Dispatcher } from './dispatch.ts';
export { type Entry, namesOf } from './entry.ts';
export { emptyPersonalParts } from './erase.ts';
export { KeptRows } from './kept-rows.ts';
export { Journal, type JournalRow } from './model.ts';
export { atItsOwnPace } from './own-pace.ts';
export type { Reaction } from './reaction.ts';
export { type Stuck, stuckEntries } from './stuck.ts';
export { timelineOf } from './timeline.ts';
