import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { Feedback, type FeedbackDocument } from '../model.ts';
import { type FeedbackEntry, handedOver, isCode, stateAfter } from '../rules.ts';

/** @throws NotFound */
export async function findItem(code: string): Promise<FeedbackDocument> {
  const item = isCode(code) ? await Feedback.findOne({ code }) : null;
  if (!item) throw new NotFound();
  return item;
}

/** @throws Forbidden when the policy says no */
export function allow(permitted: boolean): void {
  if (!permitted) throw new Forbidden();
}

/** Moves the item along the state table. @throws Conflict when the table has no such row */
export function move(item: FeedbackDocument, entry: FeedbackEntry): void {
  const next = stateAfter(item.status, entry, item.assignee !== null);
  if (!next) throw new Conflict('errors.wrong-state');
  item.status = next;
}

/** Ends all its clocks. */
export function close(item: FeedbackDocument, at: Date): void {
  if (item.waitingSince) endPause(item, at);
  item.closedAt = at;
  item.extensionRequest = null;
  item.holdings = handedOver(item.holdings, at);
}

/** What was waited counts as a pause, however the waiting ended. */
export function endPause(item: FeedbackDocument, at: Date): void {
  const from = item.waitingSince;
  item.waitingSince = null;
  item.awaited = null;
  // A machine's clock may have jumped back: such a pause is none.
  if (from && from <= at) item.pauses.push({ from, to: at, unit: item.unit, dueBefore: item.dueAt });
}
