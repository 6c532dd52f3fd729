import type { Status } from '../../item/rules/status.ts';

/** What decides whether an item can be answered together with another. */
export interface MergeCase {
  code: string;
  status: Status;
  language: string;
  dueAt: Date;
  publishText: boolean;
  reopening?: object | null;
  /** It is about the conduct of a unit. */
  shield?: object | null;
}

/** An item that others can be merged into: accepted, and not answered yet. */
const TAKES: readonly Status[] = ['accepted', 'routed', 'assigned', 'paused', 'disputed', 'in-review'];

export type MergeFault = 'itself' | 'not-open' | 'reopened' | 'private' | 'language' | 'later';

/**
 * Why an item cannot be merged into another. Its sender gets the other's answer: that must be public, in the same
 * language, and owed no later than the own date: else a merge would be a way to move a date.
 */
export function mergeFault(item: MergeCase, into: MergeCase): MergeFault | undefined {
  if (item.code === into.code) return 'itself';
  if (!TAKES.includes(into.status)) return 'not-open';
  if (into.reopening) return 'reopened';
  if (!into.publishText || into.shield || item.shield) return 'private';
  if (item.language !== into.language) return 'language';
  return into.dueAt > item.dueAt ? 'later' : undefined;
}

/** Two items were merged into each other at the same moment: the one that came first is the one that is answered. */
export function firstOf<Of extends { code: string; receivedAt: Date }>(one: Of, other: Of): Of {
  const later = one.receivedAt.getTime() - other.receivedAt.getTime();
  if (later !== 0) return later < 0 ? one : other;
  return one.code < other.code ? one : other;
}
