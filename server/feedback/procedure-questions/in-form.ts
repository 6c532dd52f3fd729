import type { Text } from '../../platform/errors.ts';
import {
  type GivenReply,
  keptReplies,
  type ProcedureQuestion,
  type QuestionReply,
  replyFaults,
} from '../item/rules/procedure-questions.ts';
import type { ReplyFields } from './schemas.ts';

export const replyField = (at: number): string => `reply${at + 1}`;

/** By question, whatever stood in the form when it was opened: another may have been added or ended since. */
export function repliesIn(values: object): GivenReply[] {
  const fields = values as Record<string, unknown>;
  return String(fields['asked'] ?? '')
    .split(',')
    .flatMap((question, at) => {
      const reply = fields[replyField(at)];
      return question && typeof reply === 'string' && reply.trim() ? { question, reply } : [];
    });
}

/** Whether a question stood in the form that was sent, replied to or not. */
export const isShown = ({ id }: Pick<ProcedureQuestion, 'id'>, { asked = '' }: ReplyFields): boolean =>
  asked.split(',').includes(id);

/** What is wrong, by the field in which it stands in a form with these questions. */
export function faultsInForm(
  asked: readonly ProcedureQuestion[],
  given: readonly GivenReply[],
): Record<string, Text> {
  const faults = replyFaults(asked, given);
  return Object.fromEntries(
    asked.flatMap(({ id }, at) => {
      const fault = faults.get(id);
      return fault ? [[replyField(at), { text: `feedback.procedure-questions.errors.${fault}` }]] : [];
    }),
  );
}

/** The questions with what was typed, as the form shows them, and what is seen before it is sent. */
export function questionsInForm(asked: readonly ProcedureQuestion[], values: object) {
  const given = repliesIn(values);
  return {
    askedIds: asked.map(({ id }) => id).join(','),
    questions: asked.map((question, at) => ({
      ...question,
      field: replyField(at),
      typed: given.find((each) => each.question === question.id)?.reply,
    })),
    replies: keptReplies(asked, given) satisfies QuestionReply[],
  };
}

/** A form as the action takes it: the fields of the replies become a list. */
export function withReplies<Form extends ReplyFields>(form: Form) {
  const { asked: _asked, reply1: _1, reply2: _2, reply3: _3, reply4: _4, reply5: _5, ...rest } = form;
  const questionReplies = repliesIn(form);
  return questionReplies.length > 0 ? { ...rest, questionReplies } : rest;
}
