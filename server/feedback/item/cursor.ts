import type { QueryFilter } from 'mongoose';
import type { FeedbackFields } from './model.ts';

/** By which date items stand in order; those of the same moment by their id. */
export type OrderedBy = 'dueAt' | 'receivedAt' | 'dispute.at' | 'contest.openSince';

export function cursorOf(by: OrderedBy, row: FeedbackFields): string {
  const at =
    by === 'dispute.at' ? row.dispute!.at : by === 'contest.openSince' ? row.contest!.openSince! : row[by];
  return `${at.getTime()}-${row._id.toHexString()}`;
}

/** Rows in the order of their cursors. */
export function byCursor(by: OrderedBy): (one: FeedbackFields, other: FeedbackFields) => number {
  const parts = (row: FeedbackFields) => cursorOf(by, row).split('-') as [string, string];
  return (one, other) => {
    const [[time, id], [otherTime, otherId]] = [parts(one), parts(other)];
    return Number(time) - Number(otherTime) || (id < otherId ? -1 : Number(id > otherId));
  };
}

/** What follows a row. @param way 1: later dates follow, -1: earlier ones */
export function afterCursor(by: OrderedBy, after: string, way: 1 | -1 = 1): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const at = new Date(Number(time));
  const [beyond, from] = way === 1 ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const);
  // By the first the index begins where the page does, however far that is.
  return {
    [by]: { [from]: at },
    $or: [{ [by]: { [beyond]: at } }, { [by]: at, _id: { [beyond]: id } }],
  } as QueryFilter<FeedbackFields>;
}
