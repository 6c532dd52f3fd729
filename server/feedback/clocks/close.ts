import { calendarVersion } from '../../calendar/index.ts';
import { addDays } from '../../city/dates.ts';
import { endContributions } from '../contributions/awaited.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { handedOver } from '../item/rules/holdings.ts';
import { holdingsAfterPause } from './limits.ts';

/**
 * What was written at a later moment than this was written by a clock that was wrong. Less far ahead it does no harm, and
 * it may be the present clock that is behind: nothing is undone for that.
 */
export function plausibleUntil(now: Date): Date {
  return addDays(now, 1);
}

/** Ends all its clocks. */
export function close(item: FeedbackDocument, at: Date): void {
  if (item.waitingSince) {
    endPause(item, at);
    item.holdings = holdingsAfterPause(item);
  }
  item.closedAt = at;
  item.closedCalendar = calendarVersion();
  item.extensionRequest = null;
  endContributions(item, at);
  item.holdings = handedOver(item.holdings, at);
}

/** What was waited counts as a pause, however the waiting ended. */
export function endPause(item: FeedbackDocument, at: Date): void {
  const from = item.waitingSince;
  const wrong = !!item.awaited?.doubtful;
  item.waitingSince = null;
  item.awaited = null;
  if (!from) return;
  const { unit, dueAt: dueBefore } = item;
  // The machine's clock has jumped back: how long was waited nobody knows, but everybody may know that.
  const doubtful = wrong || from > at ? { doubtful: true } : {};
  item.pauses.push({ from: from > at ? at : from, to: at, unit, dueBefore, ...doubtful });
}
