import mongoose, { type QueryFilter } from 'mongoose';
import { Journal } from '../../platform/journal/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Grades } from '../item/rules/grades.ts';
import { handledAs } from '../item/rules/handled.ts';
import { MOVES } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';

/** Read at once: what is sent out is as long as anybody likes, what is held is not. */
const TOGETHER = 100;

/** A clock and an answer, as they were. */
export interface OpenClock {
  due: Date;
  closed: Date | null;
  /** Its date passed, and that was noted. */
  overdue: boolean;
  /** Who had it, from when to when; null: the coordinators. */
  holders: { unit: string | null; from: Date; to: Date | null }[];
  overridden: boolean;
  rating: Grades | null;
}

/** What the open data say of an item: what everybody may read on its page, and all that its score is made of. */
export interface OpenRow extends OpenClock {
  item: PublicItem;
  kept: { kind: string; language: string; channel: string } | null;
  unit: string | null;
  reopened: { at: Date; unit: string; first: OpenClock; second: OpenClock | null } | null;
  appeal: { at: Date; to: string | null; due: Date; decided: Date | null; outcome: string | null } | null;
}

type Clock = Pick<FeedbackFields, 'dueAt' | 'closedAt' | 'overdueAt' | 'rating' | 'answer'> & {
  holdings?: FeedbackFields['holdings'];
};

function clockOf({ dueAt, closedAt, overdueAt, holdings, answer, rating }: Clock): OpenClock {
  return {
    due: dueAt,
    closed: closedAt,
    overdue: !!overdueAt,
    holders: (holdings ?? []).map(({ unit, from, to }) => ({ unit, from, to })),
    overridden: !!closedAt && !!answer?.override,
    rating: rating && { answered: rating.answered, clear: rating.clear, solved: rating.solved },
  };
}

/** Whose it is, is told of what is public, and of what was late: the monthly list names it too. */
function openRow(row: FeedbackFields, now: Date): OpenRow {
  const item = publicItem(row, now);
  const told = item.open || handledAs(row) !== undefined;
  const { holders, ...clock } = clockOf(row);
  const { kind, language, channel, reopening, appeal = null } = row;
  return {
    item,
    ...clock,
    holders: told ? holders : [],
    kept: item.open ? { kind, language, channel } : null,
    unit: told ? row.unit : null,
    reopened: reopening && {
      at: reopening.at,
      unit: reopening.unit,
      first: clockOf(reopening.first),
      second: reopening.second ? clockOf(reopening.second) : null,
    },
    appeal: appeal && {
      at: appeal.at,
      to: appeal.to,
      due: appeal.dueAt,
      decided: appeal.decision?.at ?? null,
      outcome: appeal.decision?.outcome ?? null,
    },
  };
}

/** Items by the time of their receipt, some at a time. */
export async function* receivedItems(
  { from, to }: { from: Date; to: Date },
  now: Date,
): AsyncGenerator<OpenRow[]> {
  let last: FeedbackFields | undefined;
  for (;;) {
    const after: QueryFilter<FeedbackFields> = last
      ? {
          $or: [
            { receivedAt: last.receivedAt, _id: { $gt: last._id } },
            { receivedAt: { $gt: last.receivedAt } },
          ],
        }
      : {};
    const rows = await Feedback.find(
      { receivedAt: { $gte: last?.receivedAt ?? from, $lt: to }, ...UNSHIELDED, ...after },
      { pending: 0 },
    )
      .sort({ receivedAt: 1, _id: 1 })
      .limit(TOGETHER)
      .lean<FeedbackFields[]>();
    if (rows.length > 0) yield rows.map((row) => openRow(row, now));
    if (rows.length < TOGETHER) return;
    last = rows.at(-1);
  }
}

const CHANGING = [
  ...new Set(['feedback.submitted', 'feedback.imported', ...MOVES.map(({ entry }) => entry as string)]),
];

/** Items to which something happened since a moment, each once and as it is now. */
export async function* changedItems(since: Date, now: Date): AsyncGenerator<OpenRow[]> {
  for (const name of CHANGING) {
    let last = { at: since, _id: '' };
    for (;;) {
      const later = { $or: [{ at: last.at, _id: { $gt: last._id } }, { at: { $gt: last.at } }] };
      const entries = await Journal.find({ name, at: { $gte: last.at }, ...later }, { at: 1, subject: 1 })
        .sort({ at: 1, _id: 1 })
        .limit(TOGETHER)
        .lean();
      const ids = await lastChanged(entries, since);
      if (ids.length > 0) {
        const rows = await Feedback.find(
          { _id: { $in: ids.map((id) => new mongoose.Types.ObjectId(id)) }, ...UNSHIELDED },
          { pending: 0 },
        )
          .sort({ _id: 1 })
          .lean<FeedbackFields[]>();
        yield rows.map((row) => openRow(row, now));
      }
      if (entries.length < TOGETHER) break;
      last = entries.at(-1)!;
    }
  }
}

/** Of these entries, those that are the last of their items: so each item comes once, and nothing is kept in mind. */
async function lastChanged(
  entries: { _id: string; subject: { id: string } }[],
  since: Date,
): Promise<string[]> {
  const ids = [...new Set(entries.map(({ subject }) => subject.id))];
  const all = await Journal.find(
    { 'subject.id': { $in: ids }, at: { $gte: since }, name: { $in: CHANGING } },
    { at: 1, subject: 1 },
  )
    .sort({ at: 1, _id: 1 })
    .lean();
  const lastOf = new Map(all.map(({ _id, subject }) => [subject.id, _id]));
  return entries
    .filter(({ _id, subject }) => lastOf.get(subject.id) === _id)
    .map(({ subject }) => subject.id);
}
