/** What other features may know of items: plain data, read for them. The model stays inside. */

export { lastMonths } from '../figures/cells.ts';
export { type Crossing, crossedByMonth, crossedByUnit, idsCrossed } from '../figures/crossed.ts';
export {
  figuresByKey,
  figuresByMonth,
  idsHandled,
  type PeriodFigures,
  type PresentFigures,
  presentByUnit,
  presentFigures,
  presentIn,
  receivedByWeek,
  sumOf,
  TOOK_GROUPS,
  type Whose,
} from '../figures/periods.ts';
export {
  countAnswersByUnit,
  countOpenByOfficial,
  countOverdue,
  countReceived,
  feedbackFigures,
  mostAsked,
  openByUnit,
  unitsWithOpenItems,
} from '../figures/read.ts';
export {
  type ItemWithAnswers,
  isAnswered,
  itemWithAnswers,
  itemWithAnswersById,
} from './answers.ts';
export {
  answersElsewhere,
  type ComparedAnswer,
  comparedAnswer,
  comparedAnswers,
} from './compared-answers.ts';
export { openDueDates, unitsAndDates } from './due-dates.ts';
export { figuresReach, firstEntryAt } from './figures.ts';
export {
  askedItemForLetter,
  type ItemForLetter,
  itemsForLetters,
  senderAddress,
} from './for-letters.ts';
export { type Hands, handsOf } from './hands.ts';
export { type LateClock, lateClocks } from './late-clocks.ts';
export { itemsBeingAnswered, itemsJustAnswered } from './on-the-way.ts';
export { changedItems, type OpenClock, type OpenRow, receivedItems } from './open-data.ts';
export { type OpenItem, openItemsAt } from './open-items.ts';
export { type PrivateReading, privateReading, unknownAmong } from './private-reading.ts';
export { publicItems, publicItemsWithIds, publishedAmong } from './public-items.ts';
export { publicItemRecords } from './public-record.ts';
export { itemsToWatch, type WatchedItem } from './to-watch.ts';
export {
  type AnsweredItem,
  type ItemAhead,
  isAhead,
  isInQueue,
  itemsAnswered,
  openWork,
} from './workload.ts';
