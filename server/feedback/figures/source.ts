import mongoose from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import type { CountedSource } from '../../platform/figures/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { MOVES, STATUSES_IN_UNIT } from '../item/rules/status.ts';
import { cellsOf, type ItemFace, monthsFromTo, runs } from './cells.ts';

const READ = {
  status: 1,
  kind: 1,
  channel: 1,
  language: 1,
  regulation: 1,
  unit: 1,
  assignee: 1,
  receivedAt: 1,
  closedAt: 1,
  dueAt: 1,
  overdueAt: 1,
  'extensionRequest.at': 1,
  clockFlags: 1,
  'rating.unit': 1,
  'rating.at': 1,
  'rating.answered': 1,
  'reopening.unit': 1,
  'reopening.at': 1,
  'reopening.first.closedAt': 1,
  'reopening.first.dueAt': 1,
  'reopening.first.overdueAt': 1,
  'reopening.first.rating.answered': 1,
} as const;

const monthOf = (at: Date) => cityDate(at).slice(0, 7);

export function faceOf(item: FeedbackFields): ItemFace {
  const { status, regulation, unit, assignee, closedAt, dueAt, overdueAt, rating } = item;
  const toApprove = !closedAt && (status === 'in-review' || !!item.extensionRequest);
  const lateIn = lateMonths(item);
  const first = firstOf(item);
  return {
    status,
    kind: item.kind,
    channel: item.channel,
    language: item.language,
    ...(regulation ? { regulation } : {}),
    ...(unit ? { unit } : {}),
    ...(assignee && STATUSES_IN_UNIT.includes(status) ? { official: assignee } : {}),
    received: monthOf(item.receivedAt),
    ...(closedAt ? { closed: monthOf(closedAt) } : {}),
    ...(runs(status) ? { due: cityDate(dueAt) } : {}),
    ...(overdueAt ? { late: true as const } : {}),
    ...(toApprove ? { toApprove: true as const } : {}),
    ...(item.clockFlags?.length ? { flagged: true as const } : {}),
    ...(rating?.unit
      ? { rated: { unit: rating.unit, month: monthOf(rating.at), answered: rating.answered } }
      : {}),
    ...(first ? { first } : {}),
    ...(lateIn.length > 0 ? { lateIn } : {}),
  };
}

function firstOf({ reopening }: FeedbackFields): ItemFace['first'] {
  if (!reopening) return undefined;
  const { unit, at, first } = reopening;
  return {
    unit,
    month: monthOf(first.closedAt),
    reopened: monthOf(at),
    ...(first.overdueAt ? { late: true as const } : {}),
    answered: first.rating.answered,
  };
}

/** Closed after the date: it may have been late from the month of the date to that of the end. */
function lateMonths({ dueAt, closedAt, reopening }: FeedbackFields): string[] {
  const clocks = [{ dueAt, closedAt }, ...(reopening ? [reopening.first] : [])];
  const months = clocks.flatMap(({ dueAt, closedAt }) =>
    closedAt && closedAt > dueAt ? monthsFromTo(monthOf(dueAt), monthOf(closedAt)) : [],
  );
  return [...new Set(months)].sort();
}

export const lateMark = (month: string) => `late/${month}`;

const objectIds = (ids: readonly string[]) => ids.map((id) => new mongoose.Types.ObjectId(id));

/** What items count for. Past the model: a rebuild reads them all. */
export const countedItems: CountedSource<ItemFace> = {
  name: 'feedback',
  edition: 1,
  to: [...new Set(MOVES.map(({ entry }) => entry)), 'feedback.submitted', 'feedback.imported'],
  async facesOf(ids) {
    const items = await Feedback.collection
      .find<FeedbackFields>({ _id: { $in: objectIds(ids) } }, { projection: READ })
      .toArray();
    return new Map(items.map((item) => [item._id.toHexString(), faceOf(item)]));
  },
  async existing(ids) {
    const among = { _id: { $in: objectIds(ids) } };
    const rows = await Feedback.collection.find(among, { projection: { _id: 1 } }).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  async idsAfter(cursor, most) {
    const later = cursor ? { _id: { $gt: new mongoose.Types.ObjectId(cursor) } } : {};
    const options = { projection: { _id: 1 }, sort: { _id: 1 }, limit: most } as const;
    const rows = await Feedback.collection.find(later, options).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  cellsOf,
  marksOf: ({ lateIn = [] }) => lateIn.map(lateMark),
};
