import type { QueryFilter } from 'mongoose';
import type { Named } from '../../city/named.ts';
import { type Actor, type Context, isStaff, may } from '../../platform/context.ts';
import { namedRegulations } from '../../regulations/index.ts';
import { namedUnits } from '../../units/index.ts';
import { Dialogue, type DialogueFields } from './model.ts';
import { canModerate, canPlan } from './policy.ts';
import { type NextStep, nextStep, type StepName } from './rules/next-step.ts';
import { heldAt } from './rules/opening.ts';
import { type DialogueStatus, PUBLIC_DIALOGUES } from './rules/status.ts';
import type { ListPageQuery, ListQuery } from './schemas.ts';
import { announceBy, publishBy } from './settings.ts';

const PAGE_SIZE = 20;
/** More sessions than this are not under way or coming at a time. */
const MOST_COMING = 100;
/** More than this nobody runs at a time. */
const MOST_WAITING = 500;

const FIELDS = {
  ...{ code: 1, title: 1, status: 1, language: 1, place: 1, startsAt: 1, endsAt: 1, openedAt: 1 },
  ...{ regulations: 1, units: 1, chair: 1, moderators: 1, endedAt: 1, publishedAt: 1 },
};

/** A session in a list. */
export interface DialogueRow {
  code: string;
  title: string;
  status: DialogueStatus;
  language: string;
  place: string;
  /** When it takes place: see `heldAt`. */
  startsAt: Date;
  endsAt: Date;
  chair: string;
  regulations: Named[];
  units: Named[];
  published: boolean;
}

/** One that the reader runs: with what comes next, and the page where it is done. */
interface HostedRow extends DialogueRow {
  step?: NextStep & { href: string };
}

function rowOf(it: DialogueFields): DialogueRow {
  const { code, title, status, language, place } = it;
  const { startsAt, endsAt } = heldAt(it);
  return {
    ...{ code, title, status, language, place, startsAt, endsAt },
    chair: it.chair.name,
    regulations: namedRegulations(it.regulations),
    units: namedUnits(it.units),
    published: it.publishedAt !== null,
  };
}

const STEP_PAGES: Readonly<Record<StepName, string>> = {
  announce: 'announcement',
  open: 'console',
  end: 'console',
  publish: 'minutes',
};

function stepOf(it: DialogueFields, now: Date): NextStep | undefined {
  const times = {
    ...heldAt(it),
    announceBy: announceBy(it.startsAt),
    publishBy: it.endedAt && publishBy(it.endedAt),
  };
  return nextStep(it.status, times, now);
}

function hostedRow({ actor, now }: Context, it: DialogueFields): HostedRow {
  const step = canModerate(actor, it) ? stepOf(it, now) : undefined;
  if (!step) return rowOf(it);
  return { ...rowOf(it), step: { ...step, href: `/dialogues/${it.code}/${STEP_PAGES[step.name]}` } };
}

type Filter = QueryFilter<DialogueFields>;

function concerning({ regulation, unit }: ListQuery): Filter {
  return { ...(regulation ? { regulations: regulation } : {}), ...(unit ? { units: unit } : {}) };
}

/** Sessions that somebody runs: named for them, or standing in as a coordinator. */
function hostedBy(actor: Actor): Filter {
  if (!isStaff(actor) || may(actor, 'moderate-all')) return {};
  return { $and: [{ $or: [{ 'chair.id': actor.id }, { 'moderators.id': actor.id }] }] };
}

function afterCursor(after: string | undefined): Filter {
  if (!after) return {};
  const [time, id] = after.split('-') as [string, string];
  const startsAt = new Date(Number(time));
  return { $or: [{ startsAt: { $lt: startsAt } }, { startsAt, _id: { $lt: id } }] };
}

async function newestFirst(filter: Filter): Promise<{ rows: DialogueRow[]; next?: string }> {
  const found = await Dialogue.find(filter, FIELDS)
    .sort({ startsAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<DialogueFields[]>();
  const last = found[PAGE_SIZE - 1];
  const more = found.length > PAGE_SIZE && last;
  return {
    rows: found.slice(0, PAGE_SIZE).map(rowOf),
    ...(more ? { next: `${last.startsAt.getTime()}-${last._id}` } : {}),
  };
}

async function soonestFirst(filter: Filter, most = MOST_COMING): Promise<DialogueRow[]> {
  return (await soonest(filter, most)).map(rowOf);
}

function soonest(filter: Filter, most = MOST_COMING): Promise<DialogueFields[]> {
  return Dialogue.find(filter, FIELDS).sort({ startsAt: 1, _id: 1 }).limit(most).lean<DialogueFields[]>();
}

/**
 * Sessions for the list page: those under way, coming, planned (for those who plan), and past ones in stretches. Whoever
 * asks for those they run reads what comes next at each; ended ones that wait for their minutes stand by themselves.
 */
export async function dialogueList(context: Context, query: ListPageQuery) {
  const mine = { ...concerning(query), ...(query.host ? hostedBy(context.actor) : {}) };
  const planned = canPlan(context.actor);
  const hosts = query.host !== undefined && isStaff(context.actor);
  const rows = async (status: DialogueStatus) =>
    (await soonest({ ...mine, status })).map((it) => (hosts ? hostedRow(context, it) : rowOf(it)));
  const over: DialogueStatus[] = hosts ? ['published', 'cancelled'] : ['ended', 'published', 'cancelled'];
  const [live, coming, drafts, unpublished, past] = await Promise.all([
    rows('live'),
    rows('announced'),
    planned ? rows('draft') : [],
    hosts ? rows('ended') : [],
    newestFirst({ ...mine, status: { $in: over }, ...afterCursor(query.after) }),
  ]);
  const { rows: held, next } = past;
  return { live, coming, drafts, unpublished, past: held, next, may: { plan: planned } };
}

/** At how many of the sessions that somebody runs it is time for the next step. */
export async function stepsWaiting(context: Context): Promise<number> {
  const { actor, now } = context;
  const status: DialogueStatus[] = ['announced', 'live', 'ended'];
  if (canPlan(actor)) status.push('draft');
  const found = await soonest({ ...hostedBy(actor), status: { $in: status } }, MOST_WAITING);
  return found.filter((it) => canModerate(actor, it) && stepOf(it, now)?.waits).length;
}

/** All that everybody may see, latest first: for programs. */
export async function listDialogues(query: ListQuery) {
  const status = { $in: [...PUBLIC_DIALOGUES] };
  const { rows, next } = await newestFirst({ ...concerning(query), status, ...afterCursor(query.after) });
  return { items: rows, ...(next ? { next } : {}) };
}

/** More sessions than this no city holds in a year. */
const MOST_IN_A_YEAR = 5_000;

/** All that everybody may see of a time, in its order. */
export async function sessionsIn({ from, to }: { from: Date; to: Date }): Promise<DialogueRow[]> {
  const found = await Dialogue.find(
    { status: { $in: [...PUBLIC_DIALOGUES] }, startsAt: { $gte: from, $lt: to } },
    FIELDS,
  )
    .sort({ startsAt: 1, _id: 1 })
    .limit(MOST_IN_A_YEAR)
    .lean<DialogueFields[]>();
  return found.map(rowOf);
}

/** Sessions under way or coming that concern a regulation or a unit; and the last ones held. */
export async function sessionsAbout(about: Pick<ListQuery, 'regulation' | 'unit'>) {
  const mine = concerning(about);
  const [coming, held] = await Promise.all([
    soonestFirst({ ...mine, status: { $in: ['live', 'announced'] } }, 5),
    newestFirst({ ...mine, status: { $in: ['ended', 'published'] } }),
  ]);
  return { coming, held: held.rows.slice(0, 3) };
}

/** The session under way, else the next one. */
export async function nextSession(): Promise<DialogueRow | undefined> {
  const [live] = await soonestFirst({ status: 'live' }, 1);
  if (live) return live;
  const [next] = await soonestFirst({ status: 'announced' }, 1);
  return next;
}
