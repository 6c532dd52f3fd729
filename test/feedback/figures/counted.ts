// What the figures tell, counted through all items: slow, and without a doubt.
import type { QueryFilter } from 'mongoose';
import { cityDate } from '../../../server/calendar/index.ts';
import { Commitment } from '../../../server/commitments/model.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { type HandledAs, handledAs } from '../../../server/feedback/item/rules/handled.ts';
import { CLOCK_RUNS, OPEN, PAUSED, STATUSES_IN_UNIT } from '../../../server/feedback/item/rules/status.ts';

const count = (filter: QueryFilter<FeedbackFields>) => Feedback.countDocuments(filter);

export async function homeCounted(now: Date) {
  const asked = { status: { $in: [...PAUSED] }, overdueAt: { $ne: null } };
  return {
    open: await count({ status: { $in: [...OPEN] } }),
    answered: await count({ status: 'answered' }),
    inTime: await count({ status: 'answered', overdueAt: null }),
    overdue: await count({ $or: [{ status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: now } }, asked] }),
  };
}

export function overdueCounted(units: string[] | undefined, now: Date) {
  return count({
    ...(units ? { unit: { $in: units } } : {}),
    status: { $in: [...CLOCK_RUNS] },
    dueAt: { $lte: now },
  });
}

const TO_APPROVE: QueryFilter<FeedbackFields> = {
  closedAt: null,
  $or: [{ status: 'in-review' }, { extensionRequest: { $ne: null } }],
};

export async function deskCounted(
  units: string[],
  { now, tomorrow, nextWeek, decides }: { now: Date; tomorrow: Date; nextWeek: Date; decides: boolean },
) {
  const unit = { $in: units };
  const rest = decides ? { unit, $nor: [TO_APPROVE] } : { unit };
  const running = { ...rest, status: { $in: [...STATUSES_IN_UNIT, 'disputed' as const] } };
  const paused = { ...rest, status: 'paused' as const };
  return {
    'to-approve': await count({ unit, ...TO_APPROVE }),
    late: await count({
      $or: [
        { ...running, dueAt: { $lt: now } },
        { ...paused, overdueAt: { $ne: null } },
      ],
    }),
    today: await count({ ...running, dueAt: { $gte: now, $lte: tomorrow } }),
    week: await count({ ...running, dueAt: { $gt: tomorrow, $lte: nextWeek } }),
    later: await count({ ...running, dueAt: { $gt: nextWeek } }),
    waiting: await count({ ...paused, overdueAt: null }),
  };
}

export async function triageCounted() {
  return {
    disputed: await count({ status: 'disputed' }),
    submitted: await count({ status: 'submitted' }),
    accepted: await count({ status: 'accepted' }),
    waiting: await count({ status: 'waiting' }),
    flagged: await count({
      'clockFlags.0': { $exists: true },
      closedAt: null,
      status: { $in: [...STATUSES_IN_UNIT, 'paused'] },
    }),
  };
}

/** A reopened item counts for the unit that gave the first answer, and has been rated. */
export async function afterCounted(of: 'unit' | 'regulation', key: string) {
  const own = { [of]: key };
  const again = of === 'unit' ? { 'reopening.unit': key } : { ...own, 'reopening.unit': { $exists: true } };
  const rated = of === 'unit' ? { 'rating.unit': key } : { ...own, 'rating.unit': { $exists: true } };
  const other = of === 'unit' ? [{ unit: { $ne: key } }] : [];
  return {
    answered:
      (await count({ ...own, status: 'answered' })) +
      (await count({ ...again, $or: [{ status: { $ne: 'answered' } }, ...other] })),
    rated: (await count(rated)) + (await count(again)),
    didNotAnswer:
      (await count({ ...rated, 'rating.answered': 'no' })) +
      (await count({ ...again, 'reopening.first.rating.answered': 'no' })),
    reopened: await count(again),
    ...{ appeals: 0, appealsDecided: 0, appealsRight: 0 },
  };
}

const monthOf = (at: Date) => cityDate(at).slice(0, 7);

export async function monthCounted(month: string) {
  const items = await Feedback.find().lean<FeedbackFields[]>();
  const answers = new Map<string, number>();
  const add = (unit: string) => answers.set(unit, (answers.get(unit) ?? 0) + 1);
  for (const { status, closedAt, unit, reopening } of items) {
    if (status === 'answered' && monthOf(closedAt!) === month) add(unit!);
    if (reopening && monthOf(reopening.first.closedAt) === month) add(reopening.unit);
    const second = reopening?.second;
    if (second && monthOf(second.closedAt) === month) add(second.unit);
  }
  return {
    received: items.filter(({ receivedAt }) => monthOf(receivedAt) === month).length,
    answers: new Map([...answers].sort()),
  };
}

export async function openByOfficialCounted(accounts: string[]) {
  const counts = new Map<string, number>();
  for (const account of accounts) {
    const open = await count({ assignee: account, status: { $in: [...STATUSES_IN_UNIT] } });
    if (open > 0) counts.set(account, open);
  }
  return counts;
}

export async function commitmentsCounted() {
  const rows = await Commitment.find({}, { unit: 1, status: 1 }).lean();
  const counts = new Map<string, Record<string, number>>();
  for (const { unit, status } of rows) {
    const row = counts.get(unit) ?? { open: 0, kept: 0, late: 0, broken: 0, withdrawn: 0 };
    row[status] = row[status]! + 1;
    counts.set(unit, row);
  }
  return new Map([...counts].sort());
}

/** By unit ('-': the coordinators), month and how: counted one by one. */
export async function handledCounted(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const item of await Feedback.find().lean<FeedbackFields[]>()) {
    const handled = handledAs(item);
    if (!handled) continue;
    const key = [handled.unit ?? '-', monthOf(handled.at), handled.as satisfies HandledAs].join(' ');
    found.set(key, [...(found.get(key) ?? []), String(item._id)].sort());
  }
  return found;
}

/** What was done in a month, of the whole city. */
export async function periodCounted(month: string) {
  const items = await Feedback.find().lean<FeedbackFields[]>();
  const answers = items.flatMap((item) => [
    ...(item.status === 'answered' ? [{ at: item.closedAt!, answer: item.answer, rating: item.rating }] : []),
    ...[item.reopening?.first, item.reopening?.second].flatMap((each) =>
      each ? [{ at: each.closedAt, ...each }] : [],
    ),
  ]);
  const inMonth = answers.filter(({ at }) => monthOf(at) === month);
  const ratings = answers.flatMap(({ rating }) => (rating && monthOf(rating.at) === month ? rating : []));
  const flags = items.filter(({ closedAt }) => closedAt && monthOf(closedAt) === month);
  return {
    answers: inMonth.length,
    overrides: inMonth.filter(({ answer }) => answer?.override).length,
    reopened: items.filter(({ reopening }) => reopening && monthOf(reopening.at) === month).length,
    unclear: ratings.filter(({ clear }) => clear === 'no').length,
    solved: ratings.filter(({ solved }) => solved === 'yes').length,
    pingPong: flags.filter(({ clockFlags }) => clockFlags.includes('ping-pong')).length,
  };
}

/** Of one office, procedure and language together, by month. */
export async function crossedCounted(of: { unit: string; regulation: string; language: string }) {
  const { unit, ...same } = of;
  const items = await Feedback.find(same as QueryFilter<FeedbackFields>).lean<FeedbackFields[]>();
  const answers = items.flatMap(({ status, unit: own, closedAt, reopening }) => [
    ...(status === 'answered' ? [{ by: own, at: closedAt! }] : []),
    ...(reopening ? [{ by: reopening.unit, at: reopening.first.closedAt }] : []),
    ...(reopening?.second ? [{ by: reopening.second.unit, at: reopening.second.closedAt }] : []),
  ]);
  return (month: string) => ({
    ids: items
      .filter((item) => item.unit === unit && monthOf(item.receivedAt) === month)
      .map(({ _id }) => String(_id))
      .sort(),
    answered: answers.filter(({ by, at }) => by === unit && monthOf(at) === month).length,
  });
}
