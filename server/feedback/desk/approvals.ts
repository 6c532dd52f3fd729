import { type Context, isStaff } from '../../platform/context.ts';
import { comparableText } from '../answering/body.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Reopening } from '../item/shapes/rating.ts';
import { notAgainst } from '../item/shielded.ts';
import { type Change, changesBetween } from '../item/word-changes.ts';
import { type DeskGroup, groupsOf, type Part, rowAfter } from './groups.ts';
import { TO_APPROVE, toApproveApart } from './queries.ts';
import { inboxRows } from './rows.ts';

function partOf({ actor }: Context): Part {
  const [units, id] = isStaff(actor) ? [actor.units, actor.id] : [[], ''];
  // Whoever had a part in the first answer does not decide the second.
  const mine = { unit: { $in: units }, ...notAgainst(actor), 'reopening.hadPart': { $ne: id } };
  return { name: 'to-approve', filter: { ...TO_APPROVE, ...mine }, apart: toApproveApart(mine), by: 'dueAt' };
}

/** What waits for the decision of the head, due first on top. */
export async function approvals(context: Context): Promise<DeskGroup | undefined> {
  const kept = async () => ({});
  const [group] = await groupsOf([partOf(context)], { query: {}, kept }, (rows) => inboxRows(context, rows));
  return group;
}

/** The one after it, else the first that waits. */
export async function nextToApprove(context: Context, code?: string): Promise<string | undefined> {
  const part = partOf(context);
  const row = code && (await Feedback.findOne({ code }, { dueAt: 1 }).lean<FeedbackFields>());
  const after = row && (await rowAfter(part, { row, ...(code ? { but: code } : {}) }));
  return after || rowAfter(part, code ? { but: code } : {});
}

/** What differs from the version that was sent back last; of another look, from the answer before it. */
export async function sinceLastVersion(
  code: string,
): Promise<{ from: 'returned' | 'first' | 'second'; at: Date; changes: Change[][] } | undefined> {
  const row = await Feedback.findOne(
    { code },
    { returned: 1, reopening: 1, answer: 1, language: 1 },
  ).lean<FeedbackFields>();
  if (!row?.answer) return undefined;
  const { returned, reopening, answer, language } = row;
  const last = returned
    ? { from: 'returned' as const, at: returned.at, words: returned }
    : reopening && answerBefore(reopening);
  if (!last) return undefined;
  const [before, after] = [last.words, answer].map((words) => comparableText(words, language));
  return { from: last.from, at: last.at, changes: changesBetween(before!, after!) };
}

function answerBefore({ at, first, second }: Reopening) {
  if (second) return { from: 'second' as const, at: second.closedAt, words: second.answer };
  return { from: 'first' as const, at, words: first.answer };
}
