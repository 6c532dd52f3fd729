import { receiveFromDialogue } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { announce, commitMany } from '../../platform/journal/index.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { followQuestion } from '../questions/find.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { TO_BE_ANSWERED, unsettled, WAITING } from '../questions/unsettled.ts';
import { Dialogue, type DialogueFields } from '../session/model.ts';
import type { DialogueStatus } from '../session/rules/status.ts';

const OVER: DialogueStatus[] = ['ended', 'cancelled'];

/** So many questions at a time: people in other rooms wait for the same streams. */
const STRETCH = 25;

/** What was not reached stays open. One that somebody changes at this moment is taken with the next stretch. */
async function leaveOpen(context: Context, code: string): Promise<void> {
  const waiting = await Question.find({ dialogue: code, status: { $in: WAITING } }, { version: 1, unit: 1 })
    .sort({ askedAt: 1, _id: 1 })
    .limit(STRETCH)
    .lean<QuestionFields[]>();
  const changes = waiting.map((document) => ({
    document,
    set: { status: 'open' as const },
    what: { name: 'question.left-open', code, details: { unit: document.unit } },
  }));
  announce(context, ...(await commitMany(context, Question, changes)));
}

/** The unit that a moderator has assigned, or the only one on the panel. Of several nobody can tell: coordinators do. */
function unitOf(question: QuestionFields, it: DialogueFields): string | null {
  return question.unit ?? (it.units.length === 1 ? it.units[0]! : null);
}

async function receive(context: Context, question: QuestionFields, it: DialogueFields): Promise<string> {
  const asker = question.participant
    ? await Participant.findById(question.participant).lean<ParticipantFields>()
    : null;
  return receiveFromDialogue(context, {
    id: question._id,
    dialogue: it.code,
    originalText: question.originalText,
    publicText: question.publicText,
    screened: question.screenedAt !== null,
    language: question.language,
    name: question.name,
    organisation: asker?.organisation ?? '',
    email: asker?.email ?? '',
    // What the session is about need not be what the question is about.
    regulation: question.regulation,
    unit: unitOf(question, it),
    receivedAt: it.endedAt ?? it.cancelledAt ?? context.now,
  });
}

/** The item first, then the link to it: whatever cuts in between, the same question finds the same item again. */
async function becomeItem(
  context: Context,
  it: DialogueFields,
  { id, together }: { id: string; together: boolean },
): Promise<void> {
  const found = await Question.findById(id).lean<QuestionFields>();
  if (!found || found.item || !TO_BE_ANSWERED.includes(found.status)) return;
  const item = await receive(context, found, it);
  await followQuestion(context, { _id: id, item: null }, (question) => {
    question.item = item;
    return { name: 'question.became-item', details: { item, unit: question.unit, together } };
  });
}

/**
 * After the end, or a cancellation: what waits is left open, what is open or to be checked becomes an item. Running
 * twice is harmless.
 * @param together true when one letter tells a unit of all of them
 * @returns how many questions have become items in all
 */
export async function settleQuestions(
  context: Context,
  code: string,
  { together }: { together: boolean },
): Promise<number> {
  const it = await Dialogue.findOne({ code, status: { $in: OVER } }, { pending: 0 }).lean<DialogueFields>();
  while (it && (await Question.exists(unsettled(code)))) {
    await leaveOpen(context, code);
    const left = await Question.find(
      { dialogue: code, status: { $in: TO_BE_ANSWERED }, item: null },
      { _id: 1 },
    )
      .sort({ askedAt: 1, _id: 1 })
      .limit(STRETCH)
      .lean();
    for (const { _id: id } of left) await becomeItem(context, it, { id, together });
  }
  return Question.countDocuments({ dialogue: code, item: { $ne: null } });
}

/** The item that a question became is answered: the page of the session says so. Running twice is harmless. */
export function noteItemAnswered(context: Context, item: string): Promise<void> {
  return followQuestion(context, { item, itemAnsweredAt: null }, (question) => {
    question.itemAnsweredAt = context.now;
    return { name: 'question.item-answered', details: { item } };
  });
}
