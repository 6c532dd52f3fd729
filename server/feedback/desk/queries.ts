import type { QueryFilter } from 'mongoose';
import { addDays } from '../../city/dates.ts';
import type { Named } from '../../city/named.ts';
import { type Context, isStaff, may } from '../../platform/context.ts';
import { afterwards } from '../../platform/data/afterwards.ts';
import { namedUnits } from '../../units/index.ts';
import { deskCounts } from '../figures/read.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { STATUSES_IN_UNIT } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';
import { chosenBy } from '../queues/filter.ts';
import { type DeskGroup, groupsOf, type Kept, narrowed, narrowParts, type Part } from './groups.ts';
import { inboxRows } from './rows.ts';
import type { DeskQuery } from './schemas.ts';

/** Items on which the units were asked for a part that is still open. */
function askedOf(units: string[], against: ReturnType<typeof notAgainst>): Part {
  const contributions = { $elemMatch: { unit: { $in: units }, givenAt: null, withdrawnAt: null } };
  const among = { 'contributions.unit': { $in: units } };
  return { name: 'asked', filter: { closedAt: null, ...against, ...among, contributions }, by: 'dueAt' };
}

/** What waits for the head: an answer to approve, more time that an official asks for. */
export const TO_APPROVE: QueryFilter<FeedbackFields> = {
  closedAt: null,
  $or: [{ status: 'in-review' }, { extensionRequest: { $ne: null } }],
};

/** The same of some items, as parts that have none in common. More time is asked for few: those are read first. */
export function toApproveApart(of: QueryFilter<FeedbackFields>): QueryFilter<FeedbackFields>[] {
  const asked = { closedAt: null, 'extensionRequest.at': { $gt: BEFORE_ALL } };
  return [
    { ...of, closedAt: null, status: 'in-review' },
    { ...asked, ...afterwards({ ...of, status: { $ne: 'in-review' as const } }) },
  ];
}

/** The head wants it otherwise: it goes before what is due. */
const RETURNED: QueryFilter<FeedbackFields> = { status: 'assigned', returnReason: { $gt: '' } };

interface Horizons {
  now: Date;
  tomorrow: Date;
  nextWeek: Date;
  /** Who looks is the head: what waits for the head stands on top, and there alone. */
  decides: boolean;
}

export function horizonsOf({ now, actor }: Context): Horizons {
  const inDays = (days: number) => addDays(now, days);
  return { now, tomorrow: inDays(1), nextWeek: inDays(7), decides: may(actor, 'approve') };
}

function inboxParts(
  { units, against }: { units: string[]; against: ReturnType<typeof notAgainst> },
  { now, tomorrow, nextWeek, decides }: Horizons,
): Part[] {
  const unit = { $in: units };
  const rest = { unit, ...against, closedAt: null, $nor: [...(decides ? [TO_APPROVE] : []), RETURNED] };
  const running = { ...rest, status: { $in: [...STATUSES_IN_UNIT, 'disputed' as const] } };
  const paused = { ...rest, status: 'paused' as const };
  const part = (name: string, filter: QueryFilter<FeedbackFields>): Part => ({ name, filter, by: 'dueAt' });
  const mine = { unit, ...against };
  const toApprove = { ...part('to-approve', { ...mine, ...TO_APPROVE }), apart: toApproveApart(mine) };
  const lateApart = [
    { ...running, dueAt: { $lt: now } },
    // What is marked has a date before now.
    { ...paused, overdueAt: { $ne: null }, dueAt: { $lt: now } },
  ];
  return [
    ...(decides ? [toApprove] : []),
    part('returned', { ...mine, closedAt: null, ...RETURNED }),
    askedOf(units, against),
    // A question asked after the date makes nothing undone: the item stays late while it waits.
    { ...part('late', { ...mine, closedAt: null, $or: lateApart }), apart: lateApart },
    part('today', { ...running, dueAt: { $gte: now, $lte: tomorrow } }),
    part('week', { ...running, dueAt: { $gt: tomorrow, $lte: nextWeek } }),
    part('later', { ...running, dueAt: { $gt: nextWeek } }),
    part('waiting', { ...paused, overdueAt: null }),
  ];
}

async function hasReturned(units: string[]): Promise<boolean> {
  return !!(await Feedback.exists({ unit: { $in: units }, closedAt: null, ...RETURNED }));
}

/** What the actor's units have to do, what is due first on top. */
export async function inbox(
  context: Context,
  query: DeskQuery = {},
): Promise<{ groups: DeskGroup[]; units: Named[]; total: number }> {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const horizons = horizonsOf(context);
  const me = query.whose === 'me' && isStaff(context.actor) ? context.actor.id : undefined;
  const narrow = chosenBy(query, context.now);
  const isNarrowed = Object.keys(narrow).length > 0;
  const all = narrowParts(inboxParts({ units, against: notAgainst(context.actor) }, horizons), narrow);
  const parts = all.map((part) => (me ? narrowed(part, { assignee: me }) : part));
  // The kept figures know neither whose an item is nor that it came back.
  const kept: Kept = async () =>
    me || isNarrowed || (await hasReturned(units)) ? {} : { ...(await deskCounts(units, horizons)) };
  const groups = await groupsOf(parts, { query, kept }, (rows) => inboxRows(context, rows));
  return {
    groups,
    units: namedUnits(units),
    total: groups.reduce((sum, { count }) => sum + count, 0),
  };
}
