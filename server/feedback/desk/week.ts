import type { QueryFilter } from 'mongoose';
import type { Context } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import { STATUSES_IN_UNIT } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { type InboxRow, inboxRows } from './rows.ts';

/** An item on the page of a week: without words that are not public. */
export type WeekRow = Pick<
  InboxRow,
  'code' | 'language' | 'unit' | 'assignee' | 'next' | 'dueAt' | 'status'
> & {
  subject?: string;
  /** Since when it is so. */
  since: Date;
};

export interface WeekGroup {
  name: 'late' | 'disputed' | 'reopened' | 'missed';
  rows: WeekRow[];
  count: number;
}

interface Kind {
  name: WeekGroup['name'];
  filter: QueryFilter<FeedbackFields>;
  by: string;
  since(row: FeedbackFields): Date;
}

function kindsOf(now: Date): Kind[] {
  const running = { status: { $in: [...STATUSES_IN_UNIT, 'disputed' as const] } };
  return [
    {
      ...{ name: 'late', by: 'dueAt', since: ({ dueAt }) => dueAt },
      filter: {
        $or: [
          { ...running, dueAt: { $lt: now } },
          { status: 'paused', overdueAt: { $ne: null } },
        ],
      },
    },
    {
      ...{ name: 'disputed', by: 'dispute.at', since: ({ dispute }) => dispute!.at },
      filter: { status: 'disputed' },
    },
    {
      ...{ name: 'reopened', by: 'dueAt', since: ({ reopening }) => reopening!.at },
      filter: { 'reopening.unit': { $exists: true } },
    },
    {
      ...{ name: 'missed', by: 'apology.promisedAt', since: ({ apology }) => apology!.promisedAt! },
      filter: { 'apology.promisedAt': { $lt: now } },
    },
  ];
}

/** Open items that somebody in charge asks about: late, disputed, looked at again, promised for a day that is over. */
export async function itemsOfWeek(
  context: Context,
  { units, most }: { units: readonly string[] | undefined; most: number },
): Promise<WeekGroup[]> {
  const whose = { closedAt: null, ...UNSHIELDED, ...(units ? { unit: { $in: [...units] } } : {}) };
  return Promise.all(
    kindsOf(context.now).map(async ({ name, filter, by, since }) => {
      const wanted = { ...whose, ...filter };
      const [found, count] = await Promise.all([
        Feedback.find(wanted, { pending: 0, originalText: 0, messages: 0, answer: 0, sender: 0 })
          .sort({ [by]: 1, _id: 1 })
          .limit(most)
          .lean<FeedbackFields[]>(),
        Feedback.countDocuments(wanted),
      ]);
      const listed = await inboxRows(context, found);
      return { name, count, rows: found.map((row, at) => weekRow(row, listed[at]!, since(row))) };
    }),
  );
}

function weekRow(row: FeedbackFields, listed: InboxRow, since: Date): WeekRow {
  const { code, language, unit, assignee, next, dueAt, status, subject } = listed;
  const open = row.publishText && canSeePublicText(row);
  return { code, language, unit, assignee, next, dueAt, status, since, ...(open ? { subject } : {}) };
}
