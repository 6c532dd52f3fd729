import type { Context } from '../../platform/context.ts';
import { firstReplied } from '../clocks/limits.ts';
import { dropEvidence } from '../evidence/actions.ts';
import { followItem } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import { Feedback, type FeedbackDocument, type FeedbackFields } from '../item/model.ts';
import { lookedAt } from '../item/rules/ageing.ts';
import type { Answer } from '../item/shapes/answer.ts';
import { askToRate } from '../rating/rate.ts';
import { parted } from './actions.ts';
import { firstOf } from './rules/merge.ts';

async function mergedInto(code: string, status: 'merged' | 'answered'): Promise<string[]> {
  const rows = await Feedback.find({ 'merged.into': code, status }, { code: 1 }).sort({ _id: 1 }).lean();
  return rows.map((row) => row.code);
}

/** What has become of the item that others were merged into concerns them. */
export async function followParent(context: Context, code: string): Promise<void> {
  const parent = await itemRow(code);
  if (!parent) return;
  for (const child of await mergedInto(code, 'merged')) await settle(context, child, parent);
  if (parent.status !== 'answered') return;
  for (const child of await mergedInto(code, 'answered')) {
    await correctTogether(context, child, parent);
    await lookTogether(context, child, parent);
  }
}

/**
 * After a merge: others that were merged into the item go on with it, and what has happened to the other item in the
 * same moment is made good.
 */
export async function settleMerge(context: Context, code: string): Promise<void> {
  const item = await itemRow(code);
  if (item?.status !== 'merged') return;
  const parent = await itemRow(item.merged!.into);
  if (!parent) return;
  if (parent.status === 'merged' && parent.merged!.into === code) {
    const first = firstOf(item, parent);
    return part(context, first.code, first === item ? parent.code : code);
  }
  await settle(context, code, parent);
  for (const child of await mergedInto(code, 'merged')) await settle(context, child, item);
}

async function settle(context: Context, code: string, parent: FeedbackFields): Promise<void> {
  const { status, merged, shield } = parent;
  // The item was shielded in the moment of the merge: its answer becomes nobody else's.
  if (shield) return part(context, code, parent.code);
  if (status === 'merged' && merged!.into !== code) return moveOn(context, code, parent);
  if (status === 'answered') return answerTogether(context, code, parent);
  if (['withdrawn', 'lapsed', 'refused'].includes(status)) return part(context, code, parent.code);
}

/** Only while it still stands as it did: entries come twice, and people are quicker. */
const stands = (item: FeedbackDocument, into: string) =>
  item.status === 'merged' && item.merged?.into === into;

function moveOn(context: Context, code: string, { code: from, merged }: FeedbackFields): Promise<void> {
  return followItem(context, code, (item) => {
    if (!stands(item, from)) return undefined;
    item.merged = { into: merged!.into, at: item.merged!.at, by: item.merged!.by };
    return { name: 'feedback.merged', details: { into: merged!.into, unit: item.unit } };
  });
}

function part(context: Context, code: string, from: string): Promise<void> {
  return followItem(context, code, (item) =>
    stands(item, from)
      ? { name: 'feedback.unmerged', details: { ...parted(item, context.now), alone: true } }
      : undefined,
  );
}

/**
 * The words that everybody may read, and nothing else of the other item: fields go by its points, promises stand in its
 * name, its files open there.
 */
function sharedAnswer({ outcome, text, by, savedAt, override }: Answer): Answer {
  return { outcome, text, by, savedAt, promises: [], ...(override ? { override } : {}) };
}

function answerTogether(context: Context, code: string, parent: FeedbackFields): Promise<void> {
  return followItem(context, code, async (item) => {
    if (!stands(item, parent.code)) return undefined;
    const closedAt = parent.closedAt!;
    await dropEvidence(item, context.now);
    item.answer = sharedAnswer(parent.answer!);
    if (item.unit && item.unit !== parent.unit) item.earlierUnits.push(item.unit);
    item.unit = parent.unit;
    item.assignee = parent.assignee;
    item.returnReason = null;
    item.returned = null;
    item.firstReply = firstReplied(item, closedAt);
    item.closedAt = closedAt;
    item.closedCalendar = parent.closedCalendar;
    const late = closedAt > item.dueAt;
    item.overdueAt = late ? (item.overdueAt ?? closedAt) : null;
    // The reason was written to somebody else.
    if (late && parent.apology) item.apology = { ...parent.apology, reason: '' };
    askToRate(item, context.now);
    const { outcome } = parent.answer!;
    return {
      name: 'feedback.answered-together',
      details: { into: parent.code, unit: item.unit, outcome, late },
    };
  });
}

/** Whether the answer still holds is said once for all who had it. */
function lookTogether(context: Context, code: string, { code: into, aged }: FeedbackFields): Promise<void> {
  const look = aged?.look;
  return followItem(context, code, (item) => {
    const own = item.toObject<FeedbackFields>().aged;
    if (!look || !own || item.merged?.into !== into || item.reopening) return undefined;
    if (own.look && own.look.at >= look.at) return undefined;
    item.aged = lookedAt(own, look);
    return {
      name: 'feedback.answer-looked-at',
      details: { unit: item.unit, as: look.as },
      personal: { note: look.note },
    };
  });
}

/** A correction of the answer goes to all who had it, while they have no second look of their own. */
function correctTogether(context: Context, code: string, parent: FeedbackFields): Promise<void> {
  const note = parent.earlierAnswers?.at(-1)?.note;
  return followItem(context, code, (item) => {
    const before = item.toObject<FeedbackFields>().answer;
    if (!note || !before || item.merged?.into !== parent.code || item.reopening) return undefined;
    const { outcome, text } = parent.answer!;
    if (before.text === text && before.outcome === outcome) return undefined;
    item.earlierAnswers.push({ outcome: before.outcome, text: before.text, until: context.now, note });
    item.answer = sharedAnswer(parent.answer!);
    return { name: 'feedback.answer-corrected', details: { unit: item.unit, outcome, promises: [] } };
  });
}
