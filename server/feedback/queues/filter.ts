import type { QueryFilter } from 'mongoose';
import { cityMidnight } from '../../calendar/index.ts';
import { type Actor, isStaff, may } from '../../platform/context.ts';
import type { FeedbackFields } from '../item/model.ts';
import { AUTHORITY } from '../item/rules/fields.ts';
import { CLOCK_RUNS, OPEN, PAUSED, STATUSES, type Status } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';
import { FILTERS, type ItemsQuery, type QueueFilter, type Sort } from './schemas.ts';

type Filter = QueryFilter<FeedbackFields>;

/** What the reader sees from inside: coordinators everything, others what their units have. */
export function readableBy(actor: Actor): Filter {
  const against = notAgainst(actor);
  if (may(actor, 'screen')) return against;
  return { unit: { $in: isStaff(actor) ? actor.units : [] }, ...against };
}

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

function statusFilter(status: NonNullable<QueueFilter['status']>, now: Date): Filter {
  // Named all the same: the indexes of the lists begin with them.
  if (status === 'all') return { status: { $in: [...STATUSES] } };
  if (status === 'open') return { closedAt: null, status: { $in: [...OPEN] } };
  if (status !== 'overdue') return OPEN.includes(status) ? { closedAt: null, status } : { status };
  return {
    closedAt: null,
    status: { $in: [...CLOCK_RUNS, ...PAUSED] },
    $or: [{ overdueAt: { $ne: null } }, { status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: now } }],
  };
}

/** The items that were asked for, whoever asks. */
export function chosenBy(query: QueueFilter, now: Date): Filter {
  const { unit, regulation, ward, status, channel, written, level, senderKind, tag, from, to } = query;
  const every: Filter[] = [];
  if (status) every.push(statusFilter(status, now));
  for (const [name, value] of Object.entries({ unit, regulation, ward, channel, language: written }))
    if (value) every.push({ [name]: value } as Filter);
  if (level === 'ordinary')
    every.push({ $or: [{ classification: null }, { 'classification.complexity': level }] });
  else if (level) every.push({ 'classification.complexity': level });
  // Few are of offices: by their index.
  if (senderKind === AUTHORITY) every.push({ 'raised.unit': { $gt: '' } });
  else if (senderKind) every.push({ 'sender.kind': senderKind });
  if (tag) every.push({ tags: tag });
  if (from) every.push({ receivedAt: { $gte: cityMidnight(from) } });
  if (to) every.push({ receivedAt: { $lt: cityMidnight(dayAfter(to)) } });
  return every.length > 0 ? { $and: every } : {};
}

const STILL_OPEN: readonly (QueueFilter['status'] | Status)[] = ['open', 'overdue', ...OPEN];

/** What is closed is due no more: it stands by its receipt. */
export function sortOf({ status, sort }: Pick<ItemsQuery, 'status' | 'sort'>): Sort {
  return sort === 'due' && !STILL_OPEN.includes(status) ? 'newest' : sort;
}

/** What narrows a list, as it stands in an address. */
export function narrowing(query: QueueFilter): Record<string, string> {
  const entries = Object.entries(query).filter(([name, value]) => name in FILTERS && value);
  return Object.fromEntries(entries as [string, string][]);
}

export function addressOf(path: string, query: Record<string, unknown>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(entries as [string, string][]).toString();
  return search ? `${path}?${search}` : path;
}
