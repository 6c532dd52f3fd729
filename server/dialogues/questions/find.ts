import type { QueryFilter } from 'mongoose';
import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { changesOf, type Verb, WRONG_STATE } from '../../platform/journal/index.ts';
import { findDialogue } from '../session/find.ts';
import type { DialogueDocument, DialogueFields } from '../session/model.ts';
import { canModerate, canPrepare, canSeeInside, participantIn } from '../session/policy.ts';
import { AT_WORK, type DialogueStatus } from '../session/rules/status.ts';
import { Question, type QuestionDocument, type QuestionFields } from './model.ts';
import { isPublic, type QuestionEntry, questionAfter } from './rules.ts';

/** A question with the session in which it was asked. */
export interface Asked<D = DialogueFields, Q = QuestionFields> {
  dialogue: D;
  question: Q;
}

type Found = Asked<DialogueDocument, QuestionDocument>;

/** @throws NotFound when there is none in this session, or the actor may not read it */
export async function findQuestion(context: Context, code: string, id: string): Promise<Found> {
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

export type QuestionVerb = Verb<Asked, QuestionEntry>;

/** Questions are dealt with in these states of the session. */
export const during =
  (states: readonly DialogueStatus[] = AT_WORK): NonNullable<QuestionVerb['refusal']> =>
  ({ dialogue }) =>
    states.includes(dialogue.status) ? undefined : WRONG_STATE;

/** What those do who moderate the session. */
export function moderators(entry: QuestionEntry, states?: readonly DialogueStatus[]): QuestionVerb {
  return { entry, may: (actor, { dialogue }) => canModerate(actor, dialogue), refusal: during(states) };
}

export const questionMoves = ({ question }: Asked, entry: QuestionEntry) =>
  questionAfter(question.status, entry);

export const { change: changeQuestion } = changesOf<{ code: string; id: string }, Found, QuestionEntry>({
  find: (context, { code, id }) => findQuestion(context, code, id),
  saved: ({ question }) => question,
  code: ({ dialogue }) => dialogue.code,
  after: questionMoves,
});

/** Whoever may read it, and whatever the session is at. */
export const { follow: followQuestion } = changesOf<
  QueryFilter<QuestionFields>,
  QuestionDocument,
  QuestionEntry
>({
  find: (_context, filter) => Question.findOne(filter),
  saved: (question) => question,
  code: (question) => question.dialogue,
  after: ({ status }, entry) => questionAfter(status, entry),
});
