import { Feedback, type FeedbackFields } from '../model.ts';
import { OPEN } from '../rules.ts';

/** What counting a date needs, and what a preview shows. */
const FIELDS = {
  code: 1,
  status: 1,
  unit: 1,
  receivedAt: 1,
  dueAt: 1,
  dueProvisional: 1,
  limit: 1,
  pauses: 1,
  extensions: 1,
  recalculation: 1,
  'reopening.at': 1,
} as const;

export type OpenItem = Pick<FeedbackFields, '_id' | 'code' | 'status' | 'unit' | 'receivedAt' | 'dueAt'> &
  Pick<FeedbackFields, 'dueProvisional' | 'limit' | 'pauses' | 'extensions' | 'recalculation' | 'reopening'>;

export function countOpenItems(): Promise<number> {
  return Feedback.countDocuments({ closedAt: null });
}

/** The next open items in order of their ids: state and unit may change under way, an id never does. */
export async function openItemsAfter(cursor: string | null, most: number): Promise<OpenItem[]> {
  const rows = await Feedback.find({ closedAt: null, ...(cursor ? { _id: { $gt: cursor } } : {}) }, FIELDS)
    .sort({ _id: 1 })
    .limit(most)
    .lean<OpenItem[]>();
  return rows;
}

export function isOpen(item: Pick<FeedbackFields, 'status'>): boolean {
  return OPEN.includes(item.status);
}
