import mongoose, { type Types } from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { OPEN } from '../item/rules/status.ts';

/** What counting the sender's date needs, and no more: a run reads every open item. */
const COUNTED = {
  code: 1,
  version: 1,
  status: 1,
  unit: 1,
  receivedAt: 1,
  dueAt: 1,
  dueProvisional: 1,
  'limit.amount': 1,
  'limit.unit': 1,
  pauses: 1,
  extensions: 1,
  'recalculation.run': 1,
  'reopening.at': 1,
  'reopening.lookFrom': 1,
  'classification.countedFrom': 1,
} as const;

type Counted = 'code' | 'version' | 'status' | 'unit' | 'receivedAt' | 'dueAt' | 'dueProvisional';

export type OpenItem = Pick<FeedbackFields, Counted | 'pauses' | 'extensions'> & {
  _id: Types.ObjectId;
  limit: Pick<FeedbackFields['limit'], 'amount' | 'unit'>;
  recalculation?: { run: string } | null;
  reopening?: { at: Date; lookFrom?: Date } | null;
  classification?: { countedFrom: Date | null } | null;
};

export function countOpenItems(): Promise<number> {
  return Feedback.countDocuments({ closedAt: null });
}

/**
 * The next open items in order of their ids: state and unit may change under way, an id never does. Past the model, for
 * making its objects took as long as all the rest.
 */
export function openItemsAfter(cursor: string | null, most: number): Promise<OpenItem[]> {
  const later = cursor ? { _id: { $gt: new mongoose.Types.ObjectId(cursor) } } : {};
  const options = { projection: COUNTED, sort: { _id: 1 }, limit: most, batchSize: most + 1 } as const;
  return Feedback.collection.find<OpenItem>({ closedAt: null, ...later }, options).toArray();
}

/** What a move needs beside: the running limits of the holders. */
const MOVING = {
  kind: 1,
  regulation: 1,
  waitingSince: 1,
  holdings: 1,
  classification: 1,
  overdueAt: 1,
  firstReply: 1,
} as const;

/** One path or the other: a store takes no projection of a document and of a part of it. */
const { 'classification.countedFrom': _part, ...BESIDE_CLASSIFICATION } = COUNTED;

export type MovingItem = Omit<OpenItem, 'classification' | 'reopening'> &
  Pick<FeedbackFields, keyof typeof MOVING> & { reopening: { at: Date } | null };

export function movingItems(items: OpenItem[]): Promise<MovingItem[]> {
  const ids = items.map((item) => item._id);
  return Feedback.collection
    .find<MovingItem>({ _id: { $in: ids } }, { projection: { ...BESIDE_CLASSIFICATION, ...MOVING } })
    .toArray();
}

export function isOpen(item: Pick<FeedbackFields, 'status'>): boolean {
  return OPEN.includes(item.status);
}
