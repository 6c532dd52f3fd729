import { Feedback, type FeedbackFields } from '../model.ts';
import { OPEN } from '../rules.ts';

/** What counting the dates of an item needs, and what a preview shows. */
const FIELDS = [
  'code',
  'version',
  'status',
  'unit',
  'kind',
  'regulation',
  'receivedAt',
  'dueAt',
  'dueProvisional',
  'overdueAt',
  'limit',
  'pauses',
  'extensions',
  'waitingSince',
  'holdings',
  'recalculation',
] as const;

export type OpenItem = Pick<FeedbackFields, '_id' | (typeof FIELDS)[number]> & {
  reopening?: { at: Date } | null;
};

const PROJECTION = Object.fromEntries([...FIELDS, 'reopening.at'].map((field) => [field, 1]));

export function countOpenItems(): Promise<number> {
  return Feedback.countDocuments({ closedAt: null });
}

/** The next open items in order of their ids: state and unit may change under way, an id never does. */
export async function openItemsAfter(cursor: string | null, most: number): Promise<OpenItem[]> {
  const rows = await Feedback.find(
    { closedAt: null, ...(cursor ? { _id: { $gt: cursor } } : {}) },
    PROJECTION,
  )
    .sort({ _id: 1 })
    .limit(most)
    .lean<OpenItem[]>();
  return rows;
}

export function isOpen(item: Pick<FeedbackFields, 'status'>): boolean {
  return OPEN.includes(item.status);
}
