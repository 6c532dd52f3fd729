import type { DelayCause } from '../../../feedback/item/rules/delay-causes.ts';
import { lookOf } from '../../rules/corrections.ts';

/** The course of a list: docs/accountability.md. */
export const LIST_STATUSES = ['draft', 'open', 'to-approve', 'approved', 'published'] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];

export type ListEvent =
  | 'delay-list.made'
  | 'delay-list.opened'
  | 'delay-list.replied'
  | 'delay-list.corrected'
  | 'delay-list.reply-ended'
  | 'delay-list.approved'
  | 'delay-list.published';

const MOVES: Record<ListStatus, Partial<Record<ListEvent, ListStatus>>> = {
  draft: { 'delay-list.opened': 'open', 'delay-list.corrected': 'draft' },
  // The window is over before the job has noted it: whoever approves need not wait for the job.
  open: {
    'delay-list.replied': 'open',
    'delay-list.corrected': 'open',
    'delay-list.reply-ended': 'to-approve',
    'delay-list.approved': 'approved',
  },
  'to-approve': { 'delay-list.corrected': 'to-approve', 'delay-list.approved': 'approved' },
  // What is published is what was approved.
  approved: { 'delay-list.corrected': 'to-approve', 'delay-list.published': 'published' },
  published: { 'delay-list.corrected': 'published' },
};

export function statusAfter({ status }: { status: ListStatus }, event: string): ListStatus | undefined {
  return MOVES[status][event as ListEvent];
}

export const POSITIONS = ['official', 'head', 'coordinator'] as const;
export type Position = (typeof POSITIONS)[number];

/** What an entry says and a correction can change. */
export interface EntryFacts {
  removed: boolean;
  /** Working days that this unit lost. */
  days: number;
  cause: DelayCause | null;
  position: Position;
}

export const CORRECTIONS = ['removed', 'changed', 'restored'] as const;
export type CorrectionKind = (typeof CORRECTIONS)[number];

/** The coordinators have a list too, under this name: no unit can have it. */
export const COORDINATORS = '_coordinators';

export const unitKey = (unit: string | null): string => unit ?? COORDINATORS;
export const unitOfKey = (key: string): string | null => (key === COORDINATORS ? null : key);
export const listId = (month: string, unit: string | null): string => `${month}.${unitKey(unit)}`;
export const isListId = (code: string): boolean => /^\d{4}-\d{2}\./.test(code);
/** An item stands on a list as often as a look at it was late. */
export function entryId({ code, ...item }: { code: string; review: boolean; look?: number }): string {
  const look = lookOf(item);
  return look > 1 ? `${code}.${look}` : code;
}

const FACTS = ['days', 'cause', 'position'] as const;

/** What an entry says after a correction; undefined: it says so already. */
export function corrected(
  now: EntryFacts,
  { kind, ...change }: { kind: CorrectionKind } & Partial<Omit<EntryFacts, 'removed'>>,
): EntryFacts | undefined {
  if (kind !== 'changed')
    return now.removed === (kind === 'removed') ? undefined : { ...now, removed: !now.removed };
  if (now.removed) return undefined;
  const after = { ...now, ...change };
  return FACTS.some((name) => after[name] !== now[name]) ? after : undefined;
}

/** Whether replies are taken: the moment at which the window ends is still in it. */
export function repliesTaken(
  { status, replyUntil }: { status: ListStatus; replyUntil: Date | null },
  now: Date,
) {
  return status === 'open' && replyUntil !== null && now <= replyUntil;
}

export interface Totals {
  late: number;
  open: number;
  daysLost: number;
  apologised: number;
}

/** The figures of a list: of the entries that stand. */
export function totalsOfEntries(
  entries: readonly { removed: boolean; days: number; apologised: boolean; state: string }[],
): Totals {
  const standing = entries.filter(({ removed }) => !removed);
  return {
    late: standing.length,
    open: standing.filter(({ state }) => state === 'open-late').length,
    daysLost: standing.reduce((sum, { days }) => sum + days, 0),
    apologised: standing.filter(({ apologised }) => apologised).length,
  };
}

/** Who had an item in its unit: of what is public only the position. */
export function positionOf(
  unit: string | null,
  hand: { unit: string | null; assignee: string | null; withHead: boolean } | undefined,
): { position: Position; official: string | null } {
  if (unit === null) return { position: 'coordinator', official: null };
  if (!hand || hand.unit !== unit || hand.withHead || !hand.assignee)
    return { position: 'head', official: null };
  return { position: 'official', official: hand.assignee };
}

/** What rows of many lists say, without reading their entries. */
export interface ListCounts {
  late: number;
  daysLost: number;
  removed: number;
  replies: number;
}

export function countsOf(
  entries: readonly (EntryFacts & { apologised: boolean; state: string; reply: unknown })[],
): ListCounts {
  const { late, daysLost } = totalsOfEntries(entries);
  return {
    late,
    daysLost,
    removed: entries.filter(({ removed }) => removed).length,
    replies: entries.filter(({ reply }) => reply).length,
  };
}
