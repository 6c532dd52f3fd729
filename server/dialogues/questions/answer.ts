import { checkWords } from '../../feedback/index.ts';
import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { canModerate, canPrepare } from '../session/policy.ts';
import { LEAST } from '../session/rules/limits.ts';
import { VOTING } from '../session/rules/status.ts';
import { changeQuestion, during, moderators, type QuestionVerb } from './find.ts';
import type { QuestionDocument } from './model.ts';
import { ANSWERING, type AnswerWay, PROMISING } from './rules.ts';
import type { AnswerInput } from './schemas.ts';

const idOf = (actor: Actor) => (isStaff(actor) ? actor.id : '');

export const PREPARE: QuestionVerb = {
  entry: 'question.prepared',
  may: (actor, { question }) => canPrepare(actor, question),
  refusal: during(VOTING),
};

/** Someone of the assigned unit writes, from anywhere, what is to be read out in the room. Nobody else sees it. */
export function prepareAnswer(
  context: Context,
  code: string,
  id: string,
  { text }: { text: string },
): Promise<void> {
  return changeQuestion(context, { code, id }, PREPARE, ({ question }) => {
    if (question.prepared?.text === text) return undefined;
    question.prepared = { text, by: idOf(context.actor), unit: question.unit!, at: context.now };
    return { details: { unit: question.unit } };
  });
}

/** What the check of answers thinks of a written answer to a question. */
export function checkWritten(question: Pick<QuestionDocument, 'language' | 'originalText'>, text: string) {
  const { language, originalText } = question;
  return checkWords({ language, text: originalText }, text);
}

export const answering = (way: AnswerWay): QuestionVerb => ({
  entry: 'question.answered',
  may: (actor, { dialogue, question }) =>
    canModerate(actor, dialogue) || (way === 'written' && canPrepare(actor, question)),
  refusal: during(ANSWERING[way]),
});

/**
 * In the room: the moderators note that it was answered, and what was said. In writing: through the same check as
 * answers to feedback; what it is not content with goes only with a reason.
 * @throws Invalid when that reason, or the text, is missing
 */
export function answerQuestion(
  context: Context,
  code: string,
  id: string,
  input: AnswerInput,
): Promise<void> {
  const { way, text } = input;
  return changeQuestion(context, { code, id }, answering(way), ({ question }) => {
    const judged = way === 'written' ? judge(question, input) : {};
    const { unit } = question;
    question.answer = { way, text, unit, by: idOf(context.actor), at: context.now };
    const personal = input.reason ? { reason: input.reason } : {};
    return { details: { way, unit, ...judged }, personal };
  });
}

function judge(question: QuestionDocument, { text, reason }: AnswerInput) {
  if (text.length < LEAST.answer)
    throw new Invalid({ text: { text: 'errors.field.too-short', values: { limit: LEAST.answer } } });
  const { assessment, gate, blanks } = checkWritten(question, text);
  if (blanks.length > 0) {
    const words = blanks.map((blank) => blank.text).join(' ');
    throw new Invalid({ text: { text: 'feedback.answer.errors.blank', values: { words } } });
  }
  if (gate !== 'open' && !reason)
    throw new Invalid({ reason: { text: 'feedback.errors.reason-for-verdict' } });
  const { verdict, score, rulesVersion } = assessment;
  return { verdict, score, rulesVersion, overridden: gate !== 'open' };
}

/** "We will check": it is not answered now, and becomes an item with a deadline. */
export function promiseAnswer(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.promised', PROMISING), ({ question }) => {
    if (question.answer) throw new Conflict('errors.wrong-state');
    return { details: { unit: question.unit } };
  });
}
