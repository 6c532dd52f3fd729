import { Feedback } from '../item/model.ts';
import { CLOCK_RUNS, IN_UNIT } from '../item/rules/status.ts';

interface Span {
  /** From this moment on. */
  from: Date;
  /** Before this moment. */
  to: Date;
}

/** When the first item was entered; undefined while there is none. */
export async function firstEntryAt(): Promise<Date | undefined> {
  const oldest = await Feedback.findOne({}, { createdAt: 1 }).sort({ _id: 1 }).lean();
  return oldest?.createdAt;
}

/** How many items were received. */
export function countReceived({ from, to }: Span): Promise<number> {
  return Feedback.countDocuments({ receivedAt: { $gte: from, $lt: to } });
}

/** How many answers each unit gave, by its slug. A first answer counts, whatever became of the item afterwards. */
export async function countAnswersByUnit({ from, to }: Span): Promise<Map<string, number>> {
  type Row = { _id: string; count: number };
  const within = { $gte: from, $lt: to };
  const answered = await Feedback.aggregate<Row>([
    { $match: { closedAt: within, status: 'answered', unit: { $ne: null } } },
    { $group: { _id: '$unit', count: { $sum: 1 } } },
  ]);
  const reopened = await Feedback.aggregate<Row>([
    { $match: { 'reopening.first.closedAt': within } },
    { $group: { _id: '$reopening.unit', count: { $sum: 1 } } },
  ]);
  const counts = new Map<string, number>();
  for (const { _id, count } of [...answered, ...reopened]) counts.set(_id, (counts.get(_id) ?? 0) + count);
  return counts;
}

/** How many items have missed their date and still wait for an answer. @param units slugs; undefined: of all */
export function countOverdue(units: readonly string[] | undefined, now: Date): Promise<number> {
  const ofUnits = units ? { unit: { $in: units } } : {};
  return Feedback.countDocuments({ ...ofUnits, status: { $in: [...CLOCK_RUNS] }, dueAt: { $lte: now } });
}

/** How many open items each official has, by account id. Who has none is not in it. */
export async function countOpenByOfficial(accounts: readonly string[]): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await Feedback.aggregate<{ _id: string; count: number }>([
    { $match: { status: { $in: [...IN_UNIT] }, assignee: { $in: [...accounts] } } },
    { $group: { _id: '$assignee', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [row._id, row.count]));
}

/** Slugs of the units that have open items. */
export async function unitsWithOpenItems(): Promise<string[]> {
  const slugs = await Feedback.distinct('unit', { status: { $in: [...IN_UNIT] } });
  return slugs.filter((slug) => slug !== null);
}
