import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { commit, type Details, retrying } from '../../platform/journal/index.ts';
import { Participant, type ParticipantDocument } from '../participants/model.ts';
import { isPublic, Question, type QuestionDocument } from '../questions/model.ts';
import { Dialogue, type DialogueDocument } from './model.ts';
import { canModerate, canPrepare, canSee, canSeeInside, participantIn } from './policy.ts';
import { isDialogueCode } from './rules/dates.ts';
import {
  AT_WORK,
  type DialogueEntry,
  type DialogueStatus,
  dialogueAfter,
  type QuestionEntry,
  questionAfter,
} from './rules/status.ts';

/** @throws NotFound when there is none, or the actor may not know of it */
export async function findDialogue({ actor }: Context, code: string): Promise<DialogueDocument> {
  const it = isDialogueCode(code) ? await Dialogue.findOne({ code }) : null;
  if (!it || !canSee(actor, it)) throw new NotFound();
  return it;
}

/** @throws Forbidden when the policy says no */
export function allow(permitted: boolean): void {
  if (!permitted) throw new Forbidden();
}

/** @throws Conflict when the table has no such row */
export function moveDialogue(it: DialogueDocument, entry: DialogueEntry): void {
  const next = dialogueAfter(it.status, entry);
  if (!next) throw new Conflict('errors.wrong-state');
  it.status = next;
}

/** @throws Conflict when the table has no such row */
export function moveQuestion(it: QuestionDocument, entry: QuestionEntry): void {
  const next = questionAfter(it.status, entry);
  if (!next) throw new Conflict('errors.wrong-state');
  it.status = next;
}

interface DialogueMove {
  entry: DialogueEntry;
  may(actor: Actor, it: DialogueDocument): boolean;
  /** Undefined: it is so already, nothing happens. */
  act(it: DialogueDocument): Details | undefined | Promise<Details | undefined>;
}

/** Finds, asks the policy and the table, changes and commits. @throws NotFound, Forbidden, Conflict */
export function changeDialogue(context: Context, code: string, move: DialogueMove): Promise<void> {
  return retrying(async () => {
    const it = await findDialogue(context, code);
    allow(move.may(context.actor, it));
    moveDialogue(it, move.entry);
    const details = await move.act(it);
    if (details) await commit(context, it, { name: move.entry, code, ...details });
  });
}

export interface Asked {
  dialogue: DialogueDocument;
  question: QuestionDocument;
}

/** Whoever may do what moderators do with a question. */
export const moderates = (actor: Actor, { dialogue }: Asked): boolean => canModerate(actor, dialogue);

/** @throws NotFound when there is none in this session, or the actor may not read it */
export async function findQuestion(context: Context, code: string, id: string): Promise<Asked> {
  const dialogue = await findDialogue(context, code);
  const question = await Question.findOne({ _id: id, dialogue: code });
  if (!question || !readable(context.actor, dialogue, question)) throw new NotFound();
  return { dialogue, question };
}

function readable(actor: Actor, dialogue: DialogueDocument, question: QuestionDocument): boolean {
  if (canSeeInside(actor, dialogue) || isAsker(actor, question)) return true;
  if (isStaff(actor) && canPrepare(actor, question)) return true;
  return isPublic(question);
}

export function isAsker(actor: Actor, question: { dialogue: string; participant: string | null }): boolean {
  return question.participant !== null && participantIn(actor, question.dialogue) === question.participant;
}

interface QuestionMove {
  entry: QuestionEntry;
  may(actor: Actor, asked: Asked): boolean;
  /** States of the session; absent: all in which questions are dealt with. */
  during?: readonly DialogueStatus[];
  act(asked: Asked): Details | undefined | Promise<Details | undefined>;
}

/** As `changeDialogue`, for one question. */
export function changeQuestion(
  context: Context,
  { code, id }: { code: string; id: string },
  move: QuestionMove,
): Promise<void> {
  return retrying(async () => {
    const asked = await findQuestion(context, code, id);
    allow(move.may(context.actor, asked));
    if (!(move.during ?? AT_WORK).includes(asked.dialogue.status)) throw new Conflict('errors.wrong-state');
    moveQuestion(asked.question, move.entry);
    const details = await move.act(asked);
    if (details) await commit(context, asked.question, { name: move.entry, code, ...details });
  });
}

/** @throws NotFound when nobody by that id takes part in the session */
export async function findParticipant(code: string, id: string): Promise<ParticipantDocument> {
  const it = await Participant.findOne({ _id: id, dialogue: code });
  if (!it) throw new NotFound();
  return it;
}
