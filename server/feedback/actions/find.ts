import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { Feedback, type FeedbackDocument } from '../model.ts';
import { type FeedbackEntry, isCode, stateAfter } from '../rules.ts';

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
  const next = stateAfter(item.status, entry);
  if (!next) throw new Conflict('errors.wrong-state');
  item.status = next;
}
