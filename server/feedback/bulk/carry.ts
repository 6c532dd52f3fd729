import { actorOfAccount, unitStaff } from '../../accounts/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid, Refusal, type Text } from '../../platform/errors.ts';
import { commit, timelineOf } from '../../platform/journal/index.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { isStoreAway, isStoreFull } from '../../platform/store-faults.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { assignFeedback, routeFeedback, suggestionFor } from '../routing/actions.ts';
import { acceptAndRoute } from '../screening/accept-and-route.ts';
import { acceptFeedback, refuseFeedback } from '../screening/actions.ts';
import { type ActWith, BulkAct, type BulkActDocument, type Result } from './model.ts';
import { chosenItems, notTogether, workersOf } from './preview.ts';
import type { Act } from './rules.ts';

const MOVED_ON: Text = { text: 'feedback.bulk.not.moved-on' };
const FAULT: Text = { text: 'feedback.bulk.not.fault' };

/** The entry by which an item shows that the act is done with it. */
const LAST: Record<Act, FeedbackEntry> = {
  send: 'feedback.routed',
  accept: 'feedback.accepted',
  route: 'feedback.routed',
  refuse: 'feedback.refused',
  assign: 'feedback.assigned',
};

/** Planned acts whose moment has come, and those that a crash has cut off. */
export async function actsToCarry(now: Date): Promise<string[]> {
  const due = { state: { $in: ['planned', 'carrying'] as const }, carryAt: { $lte: now } };
  const rows = await BulkAct.find(due, { _id: 1 }).sort({ carryAt: 1, _id: 1 }).limit(100).lean();
  return rows.map(({ _id }) => _id);
}

/** Does it, item by item, as the person who has confirmed it; what has changed since the preview stays as it is. */
export async function carryAct(context: Context, id: string): Promise<void> {
  const found = await BulkAct.findById(id);
  if (!found || (found.state !== 'planned' && found.state !== 'carrying')) return;
  if (found.state === 'planned') {
    found.state = 'carrying';
    await commit(context, found, { name: 'bulk.begun' });
  }
  const actor = await actorOfAccount(found.by, context.now);
  const as: Context | undefined = actor && { ...context, actor, requestId: `bulk-${id}` };
  const known = new Set(found.results.map(({ code }) => code));
  for (const chosen of found.chosen) {
    if (known.has(chosen.code)) continue;
    const why = as ? await carryOne(as, found, chosen) : MOVED_ON;
    const result: Result = { code: chosen.code, why };
    found.results = [...found.results, result];
    // Beside the journal: what a crash cuts off begins after the last item that was done.
    await BulkAct.updateOne({ _id: id }, { $push: { results: result } });
  }
  const left = found.results.filter(({ why }) => why).length;
  const done = (await BulkAct.findById(id))!;
  done.state = 'done';
  await commit(context, done, { name: 'bulk.done', details: { done: done.results.length - left, left } });
}

type Chosen = BulkActDocument['chosen'][number];

async function carryOne(
  context: Context,
  { act, with: given }: BulkActDocument,
  chosen: Chosen,
): Promise<Text | null> {
  try {
    return await tryOne(context, { act, given }, chosen);
  } catch (error) {
    if (!(error instanceof Refusal)) return faultAt(chosen.code, error);
    const [field] = error instanceof Invalid ? Object.values(error.fields) : [];
    return field ?? { text: error.text, values: error.values };
  }
}

async function tryOne(
  context: Context,
  { act, given }: { act: Act; given: ActWith },
  { code, version }: Chosen,
): Promise<Text | null> {
  const [item] = await chosenItems(context, [code]);
  if (!item) return MOVED_ON;
  // A crash came between the item and its result.
  const own = (await timelineOf(item)).filter(({ requestId }) => requestId === context.requestId);
  if (own.some(({ name }) => name === LAST[act])) return null;
  if (item.version !== version + own.length) return MOVED_ON;
  const staff = await unitStaff(context.now);
  const suggested = suggestionFor(item, context.now).unit;
  const not = notTogether(context, item, { act, suggested, staff });
  if (not) return { text: `feedback.bulk.not.${not}` };
  await DO[act](context, item, { ...given, ...(act === 'send' && suggested ? { unit: suggested } : {}) });
  return null;
}

/** The others go on; while the store is away nothing does, and the act is taken up again. */
function faultAt(code: string, error: unknown): Text {
  if (isStoreAway(error) || isStoreFull(error)) throw error;
  log.error({ code, ...faultDetails(error) }, 'act on several items not done with one');
  return FAULT;
}

type Do = (context: Context, item: FeedbackFields, given: ActWith) => Promise<void>;

const wordsOf = ({ originalText: { subject, text } }: FeedbackFields) => ({ subject, text });

const DO: Record<Act, Do> = {
  send(context, item, { unit }) {
    if (item.status === 'accepted') return routeFeedback(context, item.code, { unit: unit! });
    const { regulation, ward, version } = item;
    const concern = { regulation, ward };
    return acceptAndRoute(context, item.code, { ...wordsOf(item), version, concern, unit: unit! });
  },
  accept: (context, item) => acceptFeedback(context, item.code, { ...wordsOf(item), version: item.version }),
  route: (context, { code }, { unit, reason }) =>
    routeFeedback(context, code, { unit: unit!, ...(reason ? { reason } : {}) }),
  refuse: (context, { code }, { ground, guidance }) =>
    refuseFeedback(context, code, { ground: ground!, guidance: guidance! }),
  async assign(context, { code, unit }, { assignee }) {
    const staff = await unitStaff(context.now);
    const person = workersOf(staff, unit!).find(({ id }) => id === assignee);
    if (!person) throw new Invalid({ assignee: { text: 'feedback.bulk.errors.not-there' } });
    await assignFeedback(context, code, { id: person.id, name: person.name });
  },
};
