import { splitPoints } from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { holdFiles } from '../../platform/files/index.ts';
import { commitNew } from '../../platform/journal/index.ts';
import { dueOf, limitOf } from '../clocks/deadlines.ts';
import { holding } from '../clocks/limits.ts';
import { itemRow } from '../item/find.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { feedbackNumbers } from '../item/numbers.ts';
import { feedbackCode } from '../item/rules/codes.ts';
import { handedOver } from '../item/rules/holdings.ts';
import { numbered } from '../item/rules/points.ts';
import { SPLITTABLE } from '../item/rules/status.ts';
import type { SplitPart } from '../item/shapes/splitting.ts';
import { dropSplit, settleSplit } from './actions.ts';

/** Somebody who undoes it in the last second is through with that before the first part is made. */
const UNDOING_MS = 5_000;

/** Splits that nobody can undo any more, and those that a crash has cut off. */
export async function splitsToCarry(now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - UNDOING_MS);
  const due = { 'split.carryAt': { $gt: BEFORE_ALL, $lte: before } };
  const rows = await Feedback.find(due, { code: 1 }).sort({ _id: 1 }).limit(100).lean();
  return rows.map(({ code }) => code);
}

/** Makes an item of each part, then tells of it. Done twice, it finds what was made. */
export async function carrySplit(context: Context, code: string): Promise<void> {
  const item = await itemRow(code);
  if (!item?.split?.carryAt) return;
  if (!SPLITTABLE.includes(item.status) || item.reopening || item.shield) return endSplit(context, item);
  const made = new Map<number, string>();
  for (const part of item.split.parts) made.set(part.n, await makePart(context, item, part));
  await settleSplit(context, code, made);
}

/** It was answered, merged or withdrawn meanwhile: no more is made of it, but parts that were made live on, and are told of. */
async function endSplit(context: Context, item: FeedbackFields): Promise<void> {
  const made = new Map<number, string>();
  for (const part of item.split!.parts) {
    const code = await partMade(keyOf(context, item, part));
    if (!code) continue;
    await holdFiles(part.files, code);
    made.set(part.n, code);
  }
  return made.size > 0 ? settleSplit(context, item.code, made) : dropSplit(context, item.code);
}

function keyOf({ site }: Context, { code, split }: FeedbackFields, { n }: SplitPart): string {
  return site.tokens.derived('split', `${code}/${split!.at.getTime()}/${n}`);
}

/** The code of what was made of a part already. */
async function partMade(idempotencyKey: string): Promise<string | undefined> {
  return (await Feedback.findOne({ idempotencyKey }, { code: 1 }).lean())?.code;
}

async function makePart(context: Context, whole: FeedbackFields, part: SplitPart): Promise<string> {
  const idempotencyKey = keyOf(context, whole, part);
  const first = await partMade(idempotencyKey);
  if (first) return first;
  const year = Number(cityDate(context.now).slice(0, 4));
  const code = feedbackCode(year, await feedbackNumbers.next(year));
  const fields = fieldsOf(context, whole, part);
  const details = { channel: whole.channel, dueAt: fields.dueAt, partOf: whole.code };
  try {
    const row = { ...fields, code, idempotencyKey };
    await commitNew(context, Feedback, row, { name: 'feedback.submitted', code, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await partMade(idempotencyKey))!;
  }
  await holdFiles(part.files, code);
  return code;
}

/** The sender, the key and the date of receipt are those of the whole; words, procedure and office its own. Notes stay where they are. */
function fieldsOf(
  { now }: Context,
  whole: FeedbackFields,
  part: SplitPart,
): Partial<FeedbackFields> & Pick<FeedbackFields, 'dueAt'> {
  const { sender, language, publishText, kind, ward, channel, receiptKeyHash, contact } = whole;
  const words = { subject: part.subject, text: part.text };
  const points = numbered(splitPoints(part.text, language));
  const clock = clockOf(whole, part);
  return {
    ...{
      sender,
      language,
      publishText,
      kind,
      ward,
      channel,
      receiptKeyHash,
      ...(contact ? { contact } : {}),
      ...(whole.raised ? { raised: whole.raised } : {}),
    },
    ...{ originalText: words, publicText: { ...words }, originalPoints: points, points },
    ...{ regulation: part.regulation, concernsUnit: part.unit, partOf: whole.code },
    // What was asked about another procedure says nothing of this one.
    ...(whole.questionReplies && part.regulation === whole.regulation
      ? { questionReplies: whole.questionReplies }
      : {}),
    ...clock,
    // Who had the whole until now had this too.
    holdings: handedOver(whole.holdings, now, holding(clock, 'screening', null, now)),
    attachments: whole.attachments.filter(({ id }) => part.files.includes(id)),
    shield: null,
    status: 'submitted',
    createdAt: now,
    enteredBy: whole.enteredBy,
  };
}

/** The limit of its own procedure counts, but what was promised on receipt never moves to a later day. */
function clockOf({ kind, receivedAt, pauses, limit: ofWhole }: FeedbackFields, { regulation }: SplitPart) {
  const looked = { kind, regulation, receivedAt, reopening: null, classification: null };
  const clock = { ...looked, pauses, extensions: [], waitingSince: null };
  const own = limitOf(looked);
  const [limit] = [own, ofWhole].sort(
    (one, other) =>
      dueOf({ ...clock, limit: one }).dueAt.getTime() - dueOf({ ...clock, limit: other }).dueAt.getTime(),
  );
  return { ...clock, limit: limit!, ...dueOf({ ...clock, limit: limit! }) };
}
