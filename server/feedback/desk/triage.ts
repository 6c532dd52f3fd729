import { unitStaff } from '../../accounts/index.ts';
import type { Named } from '../../city/named.ts';
import type { Actor, Context } from '../../platform/context.ts';
import { ByVersion } from '../../platform/data/by-version.ts';
import { namedUnit } from '../../units/index.ts';
import { openByUnit, triageCounts } from '../figures/read.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { CLOCK_FLAGS } from '../item/rules/clock-flags.ts';
import { STATUSES, STATUSES_IN_UNIT, type Status } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';
import { whoActs } from '../item/who-acts.ts';
import { type LearnedInRow, learnedInRows } from '../learned-units/queries.ts';
import { chosenBy, readableBy } from '../queues/filter.ts';
import { suggestionFor } from '../routing/actions.ts';
import { type ComplaintKind, complaintSigns } from '../screening/complaint-signs.ts';
import { personalInWords, wordsToShow } from '../screening/personal-data.ts';
import { type DeskGroup, groupsOf, narrowed, narrowParts, type Part, rowAfter } from './groups.ts';
import { type InboxRow, inboxRows } from './rows.ts';
import type { DeskQuery } from './schemas.ts';

export interface TriageRow extends InboxRow {
  /** Its words may hold personal data that would become public. */
  personal: boolean;
  /** It may be a complaint or a denunciation, which have laws of their own. */
  complaint?: ComplaintKind;
  /** It can be chosen for accepting and sending several at once. */
  choosable: boolean;
  suggestion?: { unit?: Named; reason: { text: string; values?: Record<string, unknown> } };
  /** What items like this speak for; 'later': not worked out for this page. */
  learned?: LearnedInRow | 'later' | undefined;
  regulation: string | null;
}

/** With the unit: coordinators see these for the way their clocks are treated. */
const IN_UNIT_OR_PAUSED: readonly Status[] = [...STATUSES_IN_UNIT, 'paused'];

/** The limits of screening and of disputes run from when the item came and when the unit disputed: so it stands in order. */
const TRIAGE: Part[] = [
  { name: 'disputed', filter: { status: 'disputed' }, by: 'dispute.at', lifted: true },
  { name: 'contested', filter: { 'contest.openSince': { $gt: BEFORE_ALL } }, by: 'contest.openSince' },
  { name: 'submitted', filter: { status: 'submitted' }, by: 'receivedAt' },
  { name: 'accepted', filter: { status: 'accepted', closedAt: null }, by: 'dueAt', lifted: true },
  { name: 'waiting', filter: { status: 'waiting', closedAt: null }, by: 'dueAt' },
  {
    name: 'flagged',
    filter: {
      clockFlags: { $in: [...CLOCK_FLAGS] },
      'clockFlags.0': { $exists: true },
      closedAt: null,
      // Not by the few that it may be: an index of statuses would lead through all open items to the flagged ones.
      status: { $nin: STATUSES.filter((status) => !IN_UNIT_OR_PAUSED.includes(status)) },
    },
    by: 'dueAt',
    lifted: true,
  },
];

/** Far more second looks than a city has open at once. */
const MOST_LOOKS = 2_000;

/** Where nobody in the unit can go on: it has no account, or all of it had a part in the answer that is looked at again. */
async function unattended(now: Date): Promise<Part[]> {
  const staff = await unitStaff(now);
  const inUnit = { closedAt: null, status: { $in: [...IN_UNIT_OR_PAUSED] } };
  // Statuses are asked afterwards: an index of theirs would lead through all open items to those looked at again.
  const looks = await Feedback.find(
    { 'reopening.unit': { $exists: true }, closedAt: null },
    { status: 1, unit: 1, assignee: 1, 'reopening.hadPart': 1 },
  )
    .sort({ dueAt: 1, _id: 1 })
    .limit(MOST_LOOKS)
    .lean<FeedbackFields[]>();
  const stuck = looks
    .filter((row) => IN_UNIT_OR_PAUSED.includes(row.status) && whoActs(row, staff)?.coordinators)
    .map(({ _id }) => _id);
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

/** What is decided in the queue itself; of the rest, somebody is waited for. */
const DECIDED: readonly Status[] = ['disputed', 'submitted', 'accepted'];
const CHOOSABLE: readonly Status[] = ['submitted', 'accepted'];

/** A coordinator may work for a unit too. */
const shownTo =
  (actor: Actor) =>
  (part: Part): Part =>
    narrowed(part, notAgainst(actor));

const partsDecided = ({ actor }: Context) =>
  DECIDED.map((status) => TRIAGE.find(({ name }) => name === status)!).map(shownTo(actor));

/** The item to look at after this one: the next of its group, else the first that waits for a decision. */
export async function nextToScreen(context: Context, code: string): Promise<string | undefined> {
  const parts = partsDecided(context);
  const row = await Feedback.findOne({ code }).lean<FeedbackFields>();
  const own = parts.find(({ name }) => name === row?.status);
  const after = row && own && (await rowAfter(own, { row }));
  if (after) return after;
  for (const part of own ? [own, ...parts.filter((each) => each !== own)] : parts) {
    const first = await rowAfter(part, { but: code });
    if (first) return first;
  }
  return undefined;
}

/** The first that waits for a decision. */
export async function firstToScreen(context: Context): Promise<string | undefined> {
  for (const part of partsDecided(context)) {
    const first = await rowAfter(part, {});
    if (first) return first;
  }
  return undefined;
}

/** What has become of an item that was just decided: the address is anybody's to write, so it tells only what the desk shows. */
export async function decidedItem(
  { actor }: Context,
  code: string,
): Promise<{ code: string; status: Status; unit?: Named } | undefined> {
  const row = await Feedback.findOne(
    { $and: [readableBy(actor), { code }] },
    { code: 1, status: 1, unit: 1 },
  ).lean<FeedbackFields>();
  return row ? { code: row.code, status: row.status, unit: namedUnit(row.unit) } : undefined;
}

/** What coordinators have to do: screen, route, decide disputes, and see who is waited for. */
export async function triage(
  context: Context,
  query: DeskQuery = {},
): Promise<{ groups: DeskGroup<TriageRow>[] }> {
  const narrow = chosenBy(query, context.now);
  const parts = narrowParts(
    [...TRIAGE, ...(await unattended(context.now))].map(shownTo(context.actor)),
    narrow,
  );
  const kept = Object.keys(narrow).length > 0 ? async () => undefined : triageCounts;
  return {
    groups: await groupsOf(parts, { query, kept }, (rows) => triageRows(context, rows)),
  };
}

/** What stands out in the words of an item: as long as the item stays as it is, it is looked for once. */
const noticed = new ByVersion(
  (row: FeedbackFields) => ({
    personal: row.publishText && personalInWords(wordsToShow(row), row.language).found.length > 0,
    complaint: CHOOSABLE.includes(row.status)
      ? complaintSigns(`${row.publicText.subject}\n${row.publicText.text}`, row.language)[0]?.kind
      : undefined,
  }),
  2_000,
);

async function triageRows(context: Context, rows: FeedbackFields[]): Promise<TriageRow[]> {
  const { now } = context;
  const listed = await inboxRows(context, rows);
  const suggested = rows.map((item) => ({ item, suggestion: suggestionFor(item, now) }));
  const toDecide = suggested.filter(({ item }) => CHOOSABLE.includes(item.status));
  const learned = await learnedInRows(toDecide, now);
  return suggested.map(({ item, suggestion }, at) => ({
    ...listed[at]!,
    regulation: item.regulation,
    ...noticed.of(item),
    choosable: CHOOSABLE.includes(item.status),
    suggestion: { unit: namedUnit(suggestion.unit), reason: suggestion.reason },
    learned: learned.get(String(item._id)),
  }));
}
