import type { QueryFilter } from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { InboxRow } from './rows.ts';
import type { DeskQuery } from './schemas.ts';

export interface DeskGroup<Row extends InboxRow = InboxRow> {
  /** 'to-approve' (of a head) | 'asked' (for a part) | 'late' | 'today' | 'week' | 'later' | 'waiting'; of the queue: a status, 'flagged' */
  name: string;
  rows: Row[];
  /** All of the group, not only those shown. */
  count: number;
  /** Cursor of the next rows of this group. */
  next?: string;
}

/** A part of a desk's work: which items, and by which date they stand in order, the earliest on top. */
export interface Part {
  name: string;
  filter: QueryFilter<FeedbackFields>;
  by: 'dueAt' | 'receivedAt' | 'dispute.at';
}

/** A row shows none of these. */
const LEFT_OUT = {
  pending: 0,
  originalText: 0,
  messages: 0,
  answer: 0,
  earlierAnswers: 0,
  returned: 0,
} as const;
/** Of one group. A group alone shows the next ones. */
const ROWS = 100;

function afterCursor(by: Part['by'], after: string): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const at = new Date(Number(time));
  return { [by]: { $gte: at }, $or: [{ [by]: { $gt: at } }, { [by]: at, _id: { $gt: id } }] };
}

export function cursorOf(by: Part['by'], row: FeedbackFields): string {
  const at = by === 'dispute.at' ? row.dispute!.at : row[by];
  return `${at.getTime()}-${row._id.toHexString()}`;
}

type Found = Omit<DeskGroup, 'rows'> & { rows: FeedbackFields[] };

/** Kept figures of a desk by the name of the group; undefined: that group is never long, or they are being counted. */
export type Kept = () => Promise<Partial<Record<string, number>> | undefined>;

async function found({ name, filter, by }: Part, kept: Kept, after: string | undefined): Promise<Found> {
  const shown = after ? { $and: [filter, afterCursor(by, after)] } : filter;
  const rows = await Feedback.find(shown, LEFT_OUT)
    .sort({ [by]: 1, _id: 1 })
    .limit(ROWS + 1)
    .lean<FeedbackFields[]>();
  const last = rows[ROWS - 1];
  const next = rows.length > ROWS && last ? { next: cursorOf(by, last) } : {};
  // What is shown is all: nothing has to be counted, and it is never behind what people have just done.
  const whole = rows.length <= ROWS && !after;
  const count = whole ? rows.length : ((await kept())?.[name] ?? (await Feedback.countDocuments(filter)));
  return { name, rows: rows.slice(0, ROWS), count, ...next };
}

/** All groups that have something, each with its first rows; or the one that is asked for, from a row on. */
export async function groupsOf<Row extends InboxRow>(
  parts: Part[],
  { query: { group, after }, kept }: { query: DeskQuery; kept: Kept },
  rowsOf: (rows: FeedbackFields[]) => Promise<Row[]>,
): Promise<DeskGroup<Row>[]> {
  const wanted = parts.filter(({ name }) => !group || name === group);
  const all = await Promise.all(wanted.map((part) => found(part, kept, group && after)));
  const filled = all.filter(({ count }) => count > 0);
  return Promise.all(filled.map(async (each) => ({ ...each, rows: await rowsOf(each.rows) })));
}

/** Code of the first row of a part: after a row of it, or any but one. */
export async function rowAfter(
  { filter, by }: Part,
  { cursor, but }: { cursor?: string; but?: string },
): Promise<string | undefined> {
  const more = [...(cursor ? [afterCursor(by, cursor)] : []), ...(but ? [{ code: { $ne: but } }] : [])];
  const row = await Feedback.findOne({ $and: [filter, ...more] }, { code: 1 })
    .sort({ [by]: 1, _id: 1 })
    .lean();
  return row?.code;
}
