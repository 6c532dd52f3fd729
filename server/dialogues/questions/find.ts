import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, NotFound } from '../../platform/errors.ts';
import { commit, type Details, retrying } from '../../platform/journal/index.ts';
import { findDialogue } from '../session/find.ts';
import type { DialogueDocument } from '../session/model.ts';
import { canModerate, canPrepare, canSeeInside, participantIn } from '../session/policy.ts';
import { AT_WORK, type DialogueStatus } from '../session/rules/status.ts';
import { isPublic, Question, type QuestionDocument } from './model.ts';
import { type QuestionEntry, questionAfter } from './rules.ts';

/** @throws Conflict when the table has no such row */
export function moveQuestion(it: QuestionDocument, entry: QuestionEntry): void {
  const next = questionAfter(it.status, entry);
  if (!next) throw new Conflict('errors.wrong-state');
  it.status = next;
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
