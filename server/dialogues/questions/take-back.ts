import type { Context } from '../../platform/context.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Details } from '../../platform/journal/index.ts';
import { VOTING } from '../session/rules/status.ts';
import { changeQuestion, moderators } from './find.ts';
import type { QuestionDocument } from './model.ts';
import type { Decided, QuestionEntry } from './rules.ts';

const TAKEN_BACK: Record<Decided, { entry: QuestionEntry; act(question: QuestionDocument): Details }> = {
  approved: {
    entry: 'question.approval-taken-back',
    act(question) {
      // Nobody has let it through.
      question.screenedAt = null;
      return {};
    },
  },
  answered: {
    entry: 'question.answer-taken-back',
    act(question) {
      const { way, text } = question.answer!;
      question.answer = null;
      return { details: { way }, personal: { text } };
    },
  },
  checking: { entry: 'question.promise-taken-back', act: () => ({}) },
};

/**
 * A decision on a question was a slip of the hand: it stands where it stood before.
 * @param decided what the form showed. @throws Conflict when something else has been decided since, or the session is over
 */
export function takeBackDecision(
  context: Context,
  code: string,
  id: string,
  { decided }: { decided: Decided },
): Promise<void> {
  const { entry, act } = TAKEN_BACK[decided];
  return changeQuestion(context, { code, id }, moderators(entry, VOTING), ({ question }) => act(question));
}

/** It waits before the moderators again, as before it was rejected. */
export function takeBackRejection(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(
    context,
    { code, id },
    moderators('question.rejection-taken-back'),
    ({ question }) => {
      const { reason } = question.rejection!;
      question.rejection = null;
      question.screenedAt = null;
      return { details: { reason } };
    },
  );
}

/** The objection stands before the moderators again. */
export function takeBackUpholding(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(
    context,
    { code, id },
    moderators('question.upholding-taken-back'),
    ({ question }) => {
      if (!question.rejection?.upheld) throw new Conflict('errors.wrong-state');
      question.set('rejection.upheld', false);
      return {};
    },
  );
}
