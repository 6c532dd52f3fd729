import type { QueryFilter } from 'mongoose';
import { once } from '../../platform/once.ts';
import { afterCursor, byCursor, cursorOf, type OrderedBy } from '../item/cursor.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { LIFTED_BY } from '../item/rules/voices.ts';
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
  by: OrderedBy;
  /** The same items by filters that have none in common, each of which an index gives in order: an `$or` would be put in order first. */
  apart?: QueryFilter<FeedbackFields>[];
  /** What concerns many stands on top, the most first; a group that it can be in all. */
  lifted?: true;
}

/** Only what a filter lets through. */
export function narrowParts(parts: Part[], filter: QueryFilter<FeedbackFields>): Part[] {
  return parts.map((part) => narrowed(part, filter));
}

export function narrowed(part: Part, more: QueryFilter<FeedbackFields>): Part {
  if (Object.keys(more).length === 0) return part;
  const both = (filter: QueryFilter<FeedbackFields>): QueryFilter<FeedbackFields> => ({
    $and: [filter, more],
  });
  const { filter, apart } = part;
  return { ...part, filter: both(filter), ...(apart ? { apart: apart.map(both) } : {}) };
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
/** Of a group alone, which shows the next ones too; and of each of several: nobody works through hundreds on one page. */
const ROWS = 100;
const ROWS_OF_EACH = 30;

type Found = Omit<DeskGroup, 'rows'> & { rows: FeedbackFields[] };

/** Kept figures of a desk by the name of the group; undefined: that group is never long, or they are being counted. */
export type Kept = () => Promise<Partial<Record<string, number>> | undefined>;

const MANY: QueryFilter<FeedbackFields> = { voices: { $gte: LIFTED_BY }, closedAt: null };
const OTHERS: QueryFilter<FeedbackFields> = { voices: { $not: { $gte: LIFTED_BY } } };

/** In the order of the group: what concerns many has no place among the dates. */
const byDate = ({ filter, lifted }: Part) => (lifted ? { $and: [filter, OTHERS] } : filter);

/** All of them where there is room: those left out would stand nowhere. */
async function onTop({ filter, lifted }: Part): Promise<FeedbackFields[]> {
  if (!lifted) return [];
  return Feedback.find({ $and: [filter, MANY] }, LEFT_OUT)
    .sort({ voices: -1, _id: 1 })
    .limit(ROWS)
    .lean<FeedbackFields[]>();
}

/** The first of a part in its order. */
async function firstOf(part: Part, most: number): Promise<FeedbackFields[]> {
  const { by, apart } = part;
  const lists = await Promise.all(
    (apart ?? [byDate(part)]).map((filter) =>
      Feedback.find(filter, LEFT_OUT)
        .sort({ [by]: 1, _id: 1 })
        .limit(most)
        .lean<FeedbackFields[]>(),
    ),
  );
  if (lists.length === 1) return lists[0]!;
  return lists.flat().sort(byCursor(by)).slice(0, most);
}

async function found(
  part: Part,
  { kept, after, most }: { kept: Kept; after: string | undefined; most: number },
): Promise<Found> {
  const { name, filter, by } = part;
  const top = after ? [] : await onTop(part);
  const dated = await firstOf(after ? narrowed(part, afterCursor(by, after)) : part, most + 1);
  const last = dated[most - 1];
  const next = dated.length > most && last ? { next: cursorOf(by, last) } : {};
  const rows = [...top, ...dated.slice(0, most)];
  // What is shown is all: nothing has to be counted, and it is never behind what people have just done.
  const whole = dated.length <= most && top.length < ROWS && !after;
  const count = whole ? rows.length : ((await kept())?.[name] ?? (await Feedback.countDocuments(filter)));
  return { name, rows, count, ...next };
}

/** All groups that have something, each with its first rows; or the one that is asked for, from a row on. */
export async function groupsOf<Row extends InboxRow>(
  parts: Part[],
  { query: { group, after }, kept }: { query: DeskQuery; kept: Kept },
  rowsOf: (rows: FeedbackFields[]) => Promise<Row[]>,
): Promise<DeskGroup<Row>[]> {
  const wanted = parts.filter(({ name }) => !group || name === group);
  const most = wanted.length > 1 ? ROWS_OF_EACH : ROWS;
  // Whichever group asks first, the figures are read once for all.
  const figures = once(kept);
  const all = await Promise.all(
    wanted.map((part) => found(part, { kept: figures, after: group && after, most })),
  );
  const filled = all.filter(({ count }) => count > 0);
  return Promise.all(filled.map(async (each) => ({ ...each, rows: await rowsOf(each.rows) })));
}

/** Code of the row of a part that comes after another row of it, or of its first. */
export async function rowAfter(
  part: Part,
  { row, but }: { row?: FeedbackFields; but?: string },
): Promise<string | undefined> {
  const top = (await onTop(part)).map(({ code }) => code).filter((code) => code !== but);
  const at = row ? top.indexOf(row.code) : -1;
  const lifted = !row || at >= 0;
  if (lifted && top[at + 1]) return top[at + 1];
  const more = [
    ...(row && !lifted ? [afterCursor(part.by, cursorOf(part.by, row))] : []),
    ...(but ? [{ code: { $ne: but } }] : []),
  ];
  const next = await Feedback.findOne({ $and: [byDate(part), ...more] }, { code: 1 })
    .sort({ [part.by]: 1, _id: 1 })
    .lean();
  return next?.code;
}
