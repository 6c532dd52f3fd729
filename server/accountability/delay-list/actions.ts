import { accountNames } from '../../accounts/index.ts';
import { personalDataIn } from '../../answer-quality/index.ts';
import { cityDate, cityMidnight } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import type { DelayCause } from '../../feedback/item/rules/delay-causes.ts';
import { type Context, contentLanguage, may, type Role, type Staff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refusal } from '../../platform/errors.ts';
import { changesOf, type Verb } from '../../platform/journal/index.ts';
import { forgetActs } from './acts.ts';
import { endOfOfficeIn, ruleOfMonth } from './make-lists.ts';
import { DelayList, type DelayListDocument, type DelayListFields, type ListEntry } from './model.ts';
import { canApprove, canCorrect, canOpen, canReply, canReplyTo, canSeeList } from './policy.ts';
import {
  type CorrectionKind,
  corrected,
  type EntryFacts,
  type ListEvent,
  type ListStatus,
  type Position,
  repliesTaken,
  statusAfter,
} from './rules/act.ts';
import { publicationDate } from './rules/dated-rule.ts';

export type ListVerb = Verb<DelayListFields, ListEvent>;

const {
  check: checkList,
  change: changeList,
  follow: followList,
} = changesOf<string, DelayListDocument, ListEvent>({
  async find({ actor }, id) {
    const list = await DelayList.findById(id);
    return list && (actor.kind === 'system' || canSeeList(actor, list)) ? list : null;
  },
  saved: (list) => list,
  code: ({ _id }) => _id,
  after: statusAfter,
});

const no = (error: string, values = {}) => ({ text: `accountability.delay-list.errors.${error}`, values });

export const OPEN: ListVerb = { entry: 'delay-list.opened', may: canOpen };

export const REPLY: ListVerb = {
  entry: 'delay-list.replied',
  may: canReply,
  refusal: (list, { now }) => (repliesTaken(list, now) ? undefined : no('window-over')),
  wrongState: ({ replyUntil }) => (replyUntil ? no('window-over') : undefined),
};

export const CORRECT: ListVerb = { entry: 'delay-list.corrected', may: canCorrect };

const APPROVE: ListVerb = {
  entry: 'delay-list.approved',
  may: canApprove,
  refusal: (list, { now }) => (repliesTaken(list, now) ? no('window-open') : undefined),
};

export const LIST_VERBS = { open: OPEN, reply: REPLY, correct: CORRECT, approve: APPROVE };

const details = ({ month, unit }: DelayListFields, more: object = {}) => ({
  details: { month, unit, ...more },
});

/** Opens the window in which unit and officials can reply. */
export function openList(context: Context, id: string): Promise<void> {
  return changed(
    id,
    changeList(context, id, OPEN, (list) => openWindow(context, list)),
  );
}

async function openWindow({ now }: Context, list: DelayListDocument) {
  const rule = await ruleOfMonth(list.month);
  list.replyUntil = endOfOfficeIn(rule.replyDays, now);
  const publication = publicationDate(list.month, rule.publishDay, dayAfter(cityDate(list.replyUntil)));
  list.publishOn = cityMidnight(publication);
  list.updatedAt = now;
  return details(list, { replyUntil: list.replyUntil });
}

/** What a form was made for: the entry as it was then. */
export function entryMark(
  { id, reply }: ListEntry,
  { corrections }: Pick<DelayListFields, 'corrections'>,
): string {
  return `${corrections.filter(({ entry }) => entry === id).length}-${reply ? new Date(reply.at).getTime() : 0}`;
}

function entryOf(list: DelayListDocument, { entry: id, seen }: { entry: string; seen: string }): ListEntry {
  const entry = list.entries.find((each) => each.id === id);
  if (!entry) throw new NotFound();
  if (entryMark(entry, list) !== seen) throw new Conflict('accountability.delay-list.errors.changed');
  return entry;
}

/** What everybody will read holds no data of a person, unless whoever writes says to have looked. @throws Invalid */
function refuseUnseen({ language }: Context, field: string, text: string, looked: boolean): void {
  const found = new Set(personalDataIn(text, contentLanguage(language)).map(({ words }) => `«${words}»`));
  if (found.size > 0 && !looked)
    throw new Invalid({
      [field]: { text: 'personal-data.refused', values: { words: [...found].join(', ') } },
    });
}

export interface Reply {
  entry: string;
  seen: string;
  text: string;
  looked: boolean;
}

/** What the unit or the official concerned says to an entry; it is published beside it. A later one takes its place. */
export function replyToEntry(context: Context, id: string, reply: Reply): Promise<void> {
  const act = (list: DelayListDocument) => {
    const entry = entryOf(list, reply);
    if (!canReplyTo(context.actor, list, entry)) throw new Forbidden();
    refuseUnseen(context, 'text', reply.text, reply.looked);
    if (entry.reply?.text === reply.text) return undefined;
    const { id: by } = context.actor as Staff;
    entry.reply = { text: reply.text, role: roleOf(context, list), by, at: context.now };
    list.markModified('entries');
    list.updatedAt = context.now;
    return { ...details(list, { entry: entry.id }), personal: { text: reply.text } };
  };
  return changed(id, changeList(context, id, REPLY, act));
}

/** In which role somebody acts on a list, as everybody may know it. */
function roleOf({ actor }: Context, { unit }: Pick<DelayListFields, 'unit'>): Role {
  if (may(actor, 'approve-delay-lists')) return 'leader';
  if (may(actor, 'open-delay-lists')) return 'coordinator';
  return unit !== null && may(actor, 'approve') ? 'head' : 'official';
}

export interface CorrectionMade {
  entry: string;
  seen: string;
  kind: CorrectionKind;
  days?: number;
  cause?: DelayCause | null;
  position?: Position;
  reason: string;
  looked: boolean;
}

/** Takes an entry out, puts it back, or changes what it says; the reason is public. After publication: a new version. */
export function correctEntry(context: Context, id: string, made: CorrectionMade): Promise<void> {
  const act = (list: DelayListDocument) => {
    const entry = entryOf(list, made);
    const { kind, days, cause, position, reason } = made;
    refuseUnseen(context, 'reason', reason, made.looked);
    const change = { ...(days === undefined ? {} : { days }), ...(cause === undefined ? {} : { cause }) };
    if (days !== undefined && days > entry.daysLate)
      throw new Invalid({ days: no('days', { most: entry.daysLate }) });
    const before = factsOf(entry);
    const after = corrected(before, { kind, ...change, ...(position ? { position } : {}) });
    if (!after) throw new Invalid({ kind: no('nothing-changed') });
    Object.assign(entry, after);
    if (entry.position !== 'official') entry.official = null;
    if (list.status === 'published') list.edition += 1;
    const version = list.status === 'published' ? list.edition : null;
    const { id: by } = context.actor as Staff;
    const role = roleOf(context, { unit: list.unit });
    list.corrections.push({
      entry: entry.id,
      kind,
      before,
      after,
      reason,
      at: context.now,
      role,
      by,
      version,
    });
    for (const path of ['entries', 'corrections']) list.markModified(path);
    list.updatedAt = context.now;
    return { ...details(list, { entry: entry.id, kind, version, before, after }), personal: { reason } };
  };
  return changed(id, changeList(context, id, CORRECT, act));
}

const factsOf = ({ removed, days, cause, position }: EntryFacts): EntryFacts => ({
  removed,
  days,
  cause,
  position,
});

/** The leadership approves what is published on its day. */
export function approveList(context: Context, id: string): Promise<void> {
  const act = (list: DelayListDocument) => {
    list.approvedAt = context.now;
    list.updatedAt = context.now;
    return details(list);
  };
  return changed(id, changeList(context, id, APPROVE, act));
}

/** @throws NotFound, Forbidden, Conflict when the list cannot be approved now */
export async function checkApproval(context: Context, id: string): Promise<void> {
  await checkList(context, id, APPROVE);
}

/** Does the same to all lists of a month for which it can be done now. @returns how many */
export async function toWholeMonth(
  context: Context,
  month: string,
  act: typeof openList | typeof approveList,
): Promise<number> {
  const status: ListStatus[] = act === openList ? ['draft'] : ['open', 'to-approve'];
  let done = 0;
  for (const { _id } of await DelayList.find({ month, status: { $in: status } }, { _id: 1 }).lean())
    try {
      await act(context, _id);
      done++;
    } catch (error) {
      // Its window is still open, or somebody else was faster.
      if (!(error instanceof Refusal) || error instanceof Forbidden) throw error;
    }
  return done;
}

/** Lists with which time has something to do now. */
export async function listsDue(now: Date): Promise<string[]> {
  const due = { $lte: now };
  const rows = await DelayList.find(
    {
      $or: [
        { status: 'draft', openOn: due },
        { status: 'open', replyUntil: { $lt: now } },
        { status: 'approved', publishOn: due },
      ],
    },
    { _id: 1 },
  )
    .sort({ _id: 1 })
    .lean();
  return rows.map(({ _id }) => _id);
}

/** Opens a draft, ends the window, publishes: whatever is due. Twice is harmless. */
export function tendList(context: Context, id: string): Promise<void> {
  const { now } = context;
  return changed(
    id,
    followList(context, id, async (list) => {
      if (list.status === 'draft' && list.openOn <= now)
        return { name: 'delay-list.opened', ...(await openWindow(context, list)) };
      if (list.status === 'open' && list.replyUntil! < now)
        return { name: 'delay-list.reply-ended', ...details(list) };
      if (list.status === 'approved' && list.publishOn! <= now)
        return { name: 'delay-list.published', ...(await publish(context, list)) };
      return undefined;
    }),
  );
}

async function publish({ now }: Context, list: DelayListDocument) {
  if (list.names) {
    const names = await accountNames(list.entries.flatMap(({ official }) => official ?? []));
    for (const entry of list.entries) entry.name = (entry.official && names.get(entry.official)) || null;
    list.markModified('entries');
  }
  list.publishedAt = now;
  list.updatedAt = now;
  list.edition = 1;
  return details(list, { version: 1 });
}

async function changed(id: string, done: Promise<void>): Promise<void> {
  await done;
  forgetActs(id.slice(0, 7));
}
