import { calendarVersion } from '../../calendar/index.ts';
import { ALONE_MS, Remembered } from '../../platform/data/remembered.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { onCommitted } from '../../platform/journal/index.ts';
import { holdingsAfterPause } from '../clocks.ts';
import { endContributions } from '../contributions/awaited.ts';
import { Feedback, type FeedbackDocument, type FeedbackFields } from '../model.ts';
import { type FeedbackEntry, handedOver, isCode, stateAfter } from '../rules.ts';

/** @throws NotFound */
export async function findItem(code: string): Promise<FeedbackDocument> {
  const item = isCode(code) ? await Feedback.findOne({ code }) : null;
  if (!item) throw new NotFound();
  return item;
}

/** What the check of an answer and its policy look at. */
const READ = {
  code: 1,
  status: 1,
  unit: 1,
  assignee: 1,
  reopening: 1,
  language: 1,
  regulation: 1,
  originalText: 1,
  publicText: 1,
  points: 1,
  kind: 1,
  receivedAt: 1,
  closedAt: 1,
} as const;

export type ItemRead = Pick<FeedbackFields, keyof typeof READ>;

/** Plain, and no more than the check of an answer needs. @throws NotFound */
export async function readItem(code: string): Promise<ItemRead> {
  const item = isCode(code) ? await Feedback.findOne({ code }, READ).lean<FeedbackFields>() : null;
  if (!item) throw new NotFound();
  return item;
}

/** Whoever types asks once a second: the item, as it stood a moment ago, is good enough for advice. */
const remembered = new Remembered<ItemRead>({ most: 1_000, shared: 5_000, alone: ALONE_MS });
onCommitted(({ subject: { model, code } }) => {
  if (model !== Feedback.modelName) return;
  if (code) remembered.forget(code);
  else remembered.forgetAll();
});

/**
 * The same; what another process has changed is known after five seconds at the latest, what this one has, at once. For
 * what changes nothing and keeps nothing. @throws NotFound
 */
export function rememberedItem(code: string, now: Date): Promise<ItemRead> {
  return remembered.get(code, now, () => readItem(code));
}

/** Items of another store are others, whatever their codes: for those that open one store after another. */
export function forgetItems(): void {
  remembered.forgetAll();
}

const DAY_MS = 86_400_000;

/**
 * What was written at a later moment than this was written by a clock that was wrong. Less far ahead it does no harm, and
 * it may be the present clock that is behind: nothing is undone for that.
 */
export function plausibleUntil(now: Date): Date {
  return new Date(now.getTime() + DAY_MS);
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
