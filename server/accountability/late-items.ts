import { Feedback, type FeedbackFields, lostTime, workedTime } from '../feedback/index.ts';
import { type DelayCause, daysLate, type LostDays, shareDays } from '../feedback/rules.ts';
import type { Trilingual } from '../platform/context.ts';
import { regulationOf } from '../regulations/index.ts';
import { minutesOfDay } from './office-time.ts';
import { asOf, type LateAs, lateAs, type Month } from './rules.ts';

/** What everybody may know of an item that was late: no text, no sender, no official. */
export interface LateItem {
  code: string;
  regulation: { slug: string; name: Trilingual } | null;
  state: LateAs;
  dueAt: Date;
  closedAt: Date | null;
  /** Working days, each one begun counts. */
  daysLate: number;
  /** Who lost them; null: the coordinators. */
  lost: LostDays[];
  /** The unit that answered it or has it now. */
  unit: string | null;
  cause: DelayCause | null;
  apologised: boolean;
  promisedAt: Date | null;
  /** The date was moved once, before it had passed. */
  extended: boolean;
}

const FIELDS = {
  code: 1,
  kind: 1,
  regulation: 1,
  status: 1,
  unit: 1,
  receivedAt: 1,
  dueAt: 1,
  closedAt: 1,
  waitingSince: 1,
  pauses: 1,
  holdings: 1,
  extensions: 1,
  apology: 1,
} as const;

export type LateRow = Pick<FeedbackFields, keyof typeof FIELDS>;

/** The items of a month's list, in the order of their dates. */
export async function lateItems(month: Month, now: Date): Promise<LateItem[]> {
  const at = asOf(month, now);
  const rows = await Feedback.find(
    {
      dueAt: { $lt: at },
      $or: [
        { closedAt: null },
        { closedAt: { $gte: month.start, $lt: at }, status: { $in: ['answered', 'refused'] } },
        { closedAt: { $gte: at } },
      ],
    },
    FIELDS,
  ).lean<LateRow[]>();
  return rows
    .flatMap((row) => lateItem(row, month, now) ?? [])
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.code < b.code ? -1 : 1));
}

/** @returns undefined when the item was not late in that month */
export function lateItem(row: LateRow, month: Month, now: Date): LateItem | undefined {
  const state = lateAs(row, month, now);
  if (!state) return undefined;
  const end = state === 'open-late' ? asOf(month, now) : row.closedAt!;
  const regulation = row.regulation ? regulationOf(row.regulation) : undefined;
  return {
    code: row.code,
    regulation: regulation ? { slug: regulation.slug, name: regulation.name } : null,
    state,
    dueAt: row.dueAt,
    closedAt: state === 'open-late' ? null : row.closedAt,
    ...lostDays(row, end),
    unit: row.unit,
    cause: row.apology?.cause ?? null,
    apologised: row.apology !== null,
    promisedAt: row.apology?.promisedAt ?? null,
    extended: row.extensions.length > 0,
  };
}

function lostDays(row: LateRow, end: Date): { daysLate: number; lost: LostDays[] } {
  const { dueAt } = row;
  const days = daysLate(workedTime(row)(dueAt, end), minutesOfDay());
  const holder = row.holdings.filter(({ from }) => from < end).at(-1)?.unit ?? row.unit;
  return { daysLate: days, lost: shareDays(days, lostTime(row, end), holder) };
}
