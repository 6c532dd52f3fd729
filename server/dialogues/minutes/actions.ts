import { Types } from 'mongoose';
import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { changesOf, commit, type Verb } from '../../platform/journal/index.ts';
import { Question } from '../questions/model.ts';
import { unsettled } from '../questions/unsettled.ts';
import { findDialogue, followDialogue } from '../session/find.ts';
import type { DialogueDocument, DialogueFields } from '../session/model.ts';
import { canApproveMinutes, canModerate, canWriteMinutes } from '../session/policy.ts';
import { recordNow } from './draft.ts';
import { Minutes, type MinutesDocument, type MinutesFields } from './model.ts';
import { essenceOf, FREE_PARTS, MINUTES_MOST, type MinutesEntry, minutesAfter } from './rules.ts';

/** With the session that they are of. */
interface Written<Of = MinutesFields, Session = DialogueFields> {
  minutes: Of;
  dialogue: Session;
}

export type MinutesVerb = Verb<Written, MinutesEntry>;

export const minutesMoves = ({ minutes }: Written, entry: MinutesEntry) =>
  minutesAfter(minutes.status, entry);

const { change: changeMinutes, follow: followMinutes } = changesOf<
  string,
  Written<MinutesDocument, DialogueDocument>,
  MinutesEntry
>({
  async find(context, code) {
    const dialogue = await findDialogue(context, code);
    const minutes = await Minutes.findById(code);
    return minutes && { minutes, dialogue };
  },
  saved: ({ minutes }) => minutes,
  code: ({ dialogue }) => dialogue.code,
  after: minutesMoves,
});

const may =
  (policy: (actor: Actor, it: DialogueFields) => boolean): MinutesVerb['may'] =>
  (actor, { dialogue }) =>
    policy(actor, dialogue);

export const MINUTES_VERBS = {
  edit: { entry: 'minutes.edited', may: may(canWriteMinutes) },
  approve: { entry: 'minutes.approved', may: may(canApproveMinutes) },
  return: { entry: 'minutes.returned', may: may(canApproveMinutes) },
  publish: { entry: 'minutes.published', may: may(canModerate) },
  correct: { entry: 'minutes.corrected', may: may(canModerate) },
} as const satisfies Record<string, MinutesVerb>;

/** Begins the minutes of a session that has ended. Running twice is harmless. */
export async function draftMinutes(context: Context, code: string): Promise<void> {
  if (await Minutes.exists({ _id: code })) return;
  const minutes = new Minutes({ _id: code, status: 'draft', draftedAt: context.now });
  try {
    await commit(context, minutes, { name: 'minutes.drafted', code });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

export interface PartInput {
  /** 'opening', 'closing', or the id of a question. */
  part: string;
  text: string;
  /** Of the part as the form showed it. */
  n: number;
}

/**
 * Moderators put down what was said: of one question, or before and after all of them.
 * @throws Conflict when someone has written that part since the form was shown
 */
export function writeMinutes(context: Context, code: string, { part, text, n }: PartInput): Promise<void> {
  return changeMinutes(context, code, MINUTES_VERBS.edit, async ({ minutes }) => {
    const free = (FREE_PARTS as readonly string[]).includes(part);
    if (!free && !(await Question.exists({ _id: part, dialogue: code }))) throw new NotFound();
    const known = minutes.parts.find((each) => each.part === part);
    if ((known?.n ?? 0) !== n) throw new Conflict('dialogues.minutes.errors.written-since');
    const before = known?.text ?? null;
    if (before === text) return undefined;
    const by = isStaff(context.actor) ? context.actor.id : '';
    if (known) Object.assign(known, { text, n: n + 1, by });
    else minutes.parts.push({ part, text, n: n + 1, by });
    return { details: { part }, personal: { before, after: text } };
  });
}

/** @throws Conflict while something of the session still waits */
async function checkDone(code: string): Promise<void> {
  if (await Question.exists(unsettled(code))) throw new Conflict('dialogues.minutes.errors.not-settled');
  const objections = { 'rejection.contested': { $ne: null }, 'rejection.upheld': false };
  if (await Question.exists({ dialogue: code, status: 'rejected', ...objections }))
    throw new Conflict('dialogues.minutes.errors.objections');
}

/** The chair approves what was shown. From now on the words are fixed. @param version of the minutes shown */
export function approveMinutes(
  context: Context,
  code: string,
  { version }: { version: number },
): Promise<void> {
  return changeMinutes(context, code, MINUTES_VERBS.approve, async ({ minutes, dialogue: it }) => {
    if (minutes.version !== version) throw new Conflict('dialogues.minutes.errors.written-since');
    await checkDone(code);
    minutes.record = await recordNow(it.toObject<DialogueFields>(), minutes);
    minutes.approvedAt = context.now;
    minutes.approvedBy = isStaff(context.actor) ? context.actor.name : null;
    minutes.returned = null;
    return {};
  });
}

/** The chair gives them back to the moderators, and says why. */
export function returnMinutes(context: Context, code: string, { reason }: { reason: string }): Promise<void> {
  return changeMinutes(context, code, MINUTES_VERBS.return, ({ minutes }) => {
    minutes.returned = { reason, at: context.now };
    minutes.record = null;
    minutes.approvedAt = null;
    minutes.approvedBy = null;
    return { personal: { reason } };
  });
}

/** @throws Conflict when the session says something else than the chair has approved */
export async function publishMinutes(context: Context, code: string): Promise<void> {
  await changeMinutes(context, code, MINUTES_VERBS.publish, async ({ minutes, dialogue: it }) => {
    await checkDone(code);
    const now = await recordNow(it.toObject<DialogueFields>(), minutes);
    if (essenceOf(now) !== essenceOf(minutes.record!))
      throw new Conflict('dialogues.minutes.errors.changed-since');
    minutes.publishedAt = context.now;
    return { details: { conclusions: minutes.record!.conclusions.length } };
  });
  await markPublished(context, code);
}

/** The session follows its minutes. What a crash cuts off in between, the reaction to the minutes does. */
export function markPublished(context: Context, code: string): Promise<void> {
  return followDialogue(context, code, async (it) => {
    const minutes = await Minutes.findById(code, { publishedAt: 1 }).lean();
    if (it.status !== 'ended' || !minutes?.publishedAt) return undefined;
    it.publishedAt = minutes.publishedAt;
    return { name: 'dialogue.published' };
  });
}

/** Notes that the questions of the end have become items, so that those concerned are told. Running twice is harmless. */
export function noteSettled(context: Context, code: string, items: number): Promise<void> {
  return followMinutes(context, code, ({ minutes }) => {
    if (minutes.settledAt) return undefined;
    minutes.settledAt = context.now;
    return { name: 'minutes.items-made', details: { items } };
  });
}

/** What is published stays; what was wrong in it is said beside it. */
export function correctMinutes(context: Context, code: string, { text }: { text: string }): Promise<void> {
  return changeMinutes(context, code, MINUTES_VERBS.correct, ({ minutes }) => {
    if (minutes.corrections.some((each) => each.text === text)) return undefined;
    if (minutes.corrections.length >= MINUTES_MOST.corrections)
      throw new Conflict('dialogues.minutes.errors.corrections', { most: MINUTES_MOST.corrections });
    const by = isStaff(context.actor) ? context.actor.name : '';
    const id = new Types.ObjectId().toHexString();
    minutes.corrections.push({ id, text, by, at: context.now });
    return { details: { text } };
  });
}
