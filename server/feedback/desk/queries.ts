import type { QueryFilter } from 'mongoose';
import { accountNames, unitStaff } from '../../accounts/index.ts';
import type { Complexity } from '../../calendar/index.ts';
import { addDays } from '../../city/dates.ts';
import type { Named } from '../../city/named.ts';
import { type Context, hasRole, isStaff, type Language } from '../../platform/context.ts';
import { namedUnit, namedUnits } from '../../units/index.ts';
import { newsMissed } from '../answering/rules/interim.ts';
import { complexityOf } from '../clocks/deadlines.ts';
import { type RunningLimit, runningLimits, stateOf } from '../clocks/limits.ts';
import type { DeadlineState } from '../clocks/rules/deadline-state.ts';
import { deskCounts, openByUnit, triageCounts } from '../figures/read.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { CLOCK_FLAGS, type ClockFlag } from '../item/rules/clock-flags.ts';
import { STATUSES_IN_UNIT, type Status } from '../item/rules/status.ts';
import { type WhoActs, whoActs } from '../item/who-acts.ts';
import { suggestionFor } from '../routing/actions.ts';
import { personalInWords } from '../screening/personal-data.ts';
import type { DeskQuery } from './schemas.ts';

export interface InboxRow {
  code: string;
  subject: string;
  /** Of the subject. */
  language: Language;
  status: Status;
  kind: string;
  dueAt: Date;
  receivedAt: Date;
  deadline: DeadlineState;
  /** The own limit of whoever has it, while the step is not done. */
  step: { name: RunningLimit['step']; dueAt: Date; late: boolean } | null;
  complexity: Complexity;
  provisional: boolean;
  /** The day that the last news promised is over. */
  newsMissed: boolean;
  /** More time is asked for, and the head has not decided. */
  extensionAsked: boolean;
  unit?: Named;
  assignee?: string;
  /** Who must act next. */
  next?: WhoActs;
  mine: boolean;
  flags: ClockFlag[];
}

export interface TriageRow extends InboxRow {
  /** Its words may hold personal data that would become public. */
  personal: boolean;
  suggestion?: { unit?: Named; reason: { text: string; values?: Record<string, unknown> } };
  regulation: string | null;
}

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
interface Part {
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
} as const;
/** Of one group. A group alone shows the next ones. */
const ROWS = 100;

function afterCursor(by: Part['by'], after: string): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const at = new Date(Number(time));
  return { [by]: { $gte: at }, $or: [{ [by]: { $gt: at } }, { [by]: at, _id: { $gt: id } }] };
}

function cursorOf(by: Part['by'], row: FeedbackFields): string {
  const at = by === 'dispute.at' ? row.dispute!.at : row[by];
  return `${at.getTime()}-${row._id.toHexString()}`;
}

type Found = Omit<DeskGroup, 'rows'> & { rows: FeedbackFields[] };

/** Kept figures of a desk by the name of the group; undefined: that group is never long, or they are being counted. */
type Kept = () => Promise<Partial<Record<string, number>> | undefined>;

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
async function groupsOf<Row extends InboxRow>(
  parts: Part[],
  { query: { group, after }, kept }: { query: DeskQuery; kept: Kept },
  rowsOf: (rows: FeedbackFields[]) => Promise<Row[]>,
): Promise<DeskGroup<Row>[]> {
  const wanted = parts.filter(({ name }) => !group || name === group);
  const all = await Promise.all(wanted.map((part) => found(part, kept, group && after)));
  const filled = all.filter(({ count }) => count > 0);
  return Promise.all(filled.map(async (each) => ({ ...each, rows: await rowsOf(each.rows) })));
}

/** Items on which the units were asked for a part that is still open. */
function askedOf(units: string[]): Part {
  const contributions = { $elemMatch: { unit: { $in: units }, givenAt: null, withdrawnAt: null } };
  const among = { 'contributions.unit': { $in: units } };
  return { name: 'asked', filter: { closedAt: null, ...among, contributions }, by: 'dueAt' };
}

/** What waits for the head: an answer to approve, more time that an official asks for. */
const TO_APPROVE: QueryFilter<FeedbackFields> = {
  closedAt: null,
  $or: [{ status: 'in-review' }, { extensionRequest: { $ne: null } }],
};

interface Horizons {
  now: Date;
  tomorrow: Date;
  nextWeek: Date;
  /** Who looks is the head: what waits for the head stands on top, and there alone. */
  decides: boolean;
}

function horizonsOf({ now, actor }: Context): Horizons {
  const inDays = (days: number) => addDays(now, days);
  return { now, tomorrow: inDays(1), nextWeek: inDays(7), decides: hasRole(actor, 'head') };
}

function inboxParts(units: string[], { now, tomorrow, nextWeek, decides }: Horizons): Part[] {
  const unit = { $in: units };
  const rest = { unit, closedAt: null, ...(decides ? { $nor: [TO_APPROVE] } : {}) };
  const running = { ...rest, status: { $in: [...STATUSES_IN_UNIT, 'disputed' as const] } };
  const paused = { ...rest, status: 'paused' as const };
  const part = (name: string, filter: QueryFilter<FeedbackFields>): Part => ({ name, filter, by: 'dueAt' });
  return [
    ...(decides ? [part('to-approve', { unit, ...TO_APPROVE })] : []),
    askedOf(units),
    // A question asked after the date makes nothing undone: the item stays late while it waits.
    part('late', {
      unit,
      closedAt: null,
      $or: [
        { ...running, dueAt: { $lt: now } },
        { ...paused, overdueAt: { $ne: null } },
      ],
    }),
    part('today', { ...running, dueAt: { $gte: now, $lte: tomorrow } }),
    part('week', { ...running, dueAt: { $gt: tomorrow, $lte: nextWeek } }),
    part('later', { ...running, dueAt: { $gt: nextWeek } }),
    part('waiting', { ...paused, overdueAt: null }),
  ];
}

/** What the actor's units have to do, what is due first on top. */
export async function inbox(
  context: Context,
  query: DeskQuery = {},
): Promise<{ groups: DeskGroup[]; units: Named[]; total: number }> {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const horizons = horizonsOf(context);
  const parts = inboxParts(units, horizons);
  const kept: Kept = async () => ({ ...(await deskCounts(units, horizons)) });
  const groups = await groupsOf(parts, { query, kept }, (rows) => inboxRows(context, rows));
  return {
    groups,
    units: namedUnits(units),
    total: groups.reduce((sum, { count }) => sum + count, 0),
  };
}

async function inboxRows(context: Context, rows: FeedbackFields[]): Promise<InboxRow[]> {
  const names = await accountNames([...new Set(rows.flatMap((row) => row.assignee ?? []))]);
  const staff = await unitStaff(context.now);
  const me = isStaff(context.actor) ? context.actor.id : undefined;
  return rows.map((row) => ({
    code: row.code,
    subject: row.publicText.subject,
    language: row.language,
    status: row.status,
    kind: row.kind,
    dueAt: row.dueAt,
    receivedAt: row.receivedAt,
    deadline: stateOf(row, context.now),
    step: openStep(row, context.now),
    complexity: complexityOf(row),
    provisional: row.dueProvisional,
    newsMissed: missedNews(row, context.now),
    extensionAsked: !!row.extensionRequest,
    flags: row.clockFlags ?? [],
    next: whoActs(row, staff),
    unit: namedUnit(row.unit),
    assignee: row.assignee ? names.get(row.assignee) : undefined,
    mine: row.assignee === me,
  }));
}

function missedNews({ interims = [], closedAt }: FeedbackFields, now: Date): boolean {
  return interims.length > 0 && newsMissed(interims, interims.length - 1, { closedAt, now });
}

/** What ends first, and what has ended goes before all. */
function openStep(row: FeedbackFields, now: Date): InboxRow['step'] {
  const first = row.closedAt ? undefined : runningLimits(row, now)[0];
  return first ? { name: first.step, dueAt: first.dueAt, late: first.late } : null;
}

/** With the unit: coordinators see these for the way their clocks are treated. */
const IN_UNIT_OR_PAUSED: readonly Status[] = [...STATUSES_IN_UNIT, 'paused'];

/** The limits of screening and of disputes run from when the item came and when the unit disputed: so it stands in order. */
const TRIAGE: Part[] = [
  { name: 'disputed', filter: { status: 'disputed' }, by: 'dispute.at' },
  { name: 'submitted', filter: { status: 'submitted' }, by: 'receivedAt' },
  { name: 'accepted', filter: { status: 'accepted', closedAt: null }, by: 'dueAt' },
  { name: 'waiting', filter: { status: 'waiting', closedAt: null }, by: 'dueAt' },
  {
    name: 'flagged',
    filter: {
      clockFlags: { $in: [...CLOCK_FLAGS] },
      'clockFlags.0': { $exists: true },
      closedAt: null,
      status: { $in: [...IN_UNIT_OR_PAUSED] },
    },
    by: 'dueAt',
  },
];

/** Far more second looks than a city has open at once. */
const MOST_LOOKS = 2_000;

/** Where nobody in the unit can go on: it has no account, or all of it had a part in the answer that is looked at again. */
async function unattended(now: Date): Promise<Part[]> {
  const staff = await unitStaff(now);
  const inUnit = { closedAt: null, status: { $in: [...IN_UNIT_OR_PAUSED] } };
  const looks = await Feedback.find(
    { 'reopening.unit': { $exists: true }, ...inUnit },
    { status: 1, unit: 1, assignee: 1, 'reopening.hadPart': 1 },
  )
    .sort({ dueAt: 1, _id: 1 })
    .limit(MOST_LOOKS)
    .lean<FeedbackFields[]>();
  const stuck = looks.filter((row) => whoActs(row, staff)?.coordinators).map(({ _id }) => _id);
  const without = await unitsWithoutStaff(staff.units);
  const filter = { $or: [{ ...inUnit, unit: without }, { _id: { $in: stuck } }] };
  return [{ name: 'unattended', filter, by: 'dueAt' }];
}

/** Units that have items and nobody to answer them: hardly ever one, so the items of all others are not looked at. */
async function unitsWithoutStaff(staffed: readonly string[]) {
  const open = await openByUnit(IN_UNIT_OR_PAUSED);
  if (!open) return { $nin: [...staffed] };
  const known = new Set(staffed);
  return { $in: [...open.keys()].filter((unit) => !known.has(unit)) };
}

/** What coordinators have to do: screen, route, decide disputes, and see who is waited for. */
export async function triage(
  context: Context,
  query: DeskQuery = {},
): Promise<{ groups: DeskGroup<TriageRow>[] }> {
  const parts = [...TRIAGE, ...(await unattended(context.now))];
  return {
    groups: await groupsOf(parts, { query, kept: triageCounts }, (rows) => triageRows(context, rows)),
  };
}

async function triageRows(context: Context, rows: FeedbackFields[]): Promise<TriageRow[]> {
  const listed = await inboxRows(context, rows);
  return rows.map((row, at) => {
    const suggestion = suggestionFor(row, context.now);
    return {
      ...listed[at]!,
      regulation: row.regulation,
      personal: row.publishText && personalInWords(row.publicText, row.language).found.length > 0,
      suggestion: { unit: namedUnit(suggestion.unit), reason: suggestion.reason },
    };
  });
}
