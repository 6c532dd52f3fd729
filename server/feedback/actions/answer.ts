import { type Assessment, assessAnswer, loadAnswerRules } from '../../answer-quality/index.ts';
import { type Context, hasRole, isStaff } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import type { FeedbackDocument } from '../model.ts';
import { canAnswer, canApprove } from '../policy.ts';
import type { AnswerInput } from '../schemas.ts';
import { allow, findItem, move } from './find.ts';

/** Reads only what the official wrote, against what the sender asked. */
export function checkAnswerText(
  item: Pick<FeedbackDocument, 'language' | 'originalText'>,
  text: string,
): Assessment {
  const question = `${item.originalText.subject}\n${item.originalText.text}`;
  return assessAnswer({ language: item.language, question, answer: text }, loadAnswerRules());
}

function write(context: Context, item: FeedbackDocument, input: AnswerInput): Assessment {
  const assessment = checkAnswerText(item, input.text);
  const { verdict, score, rulesVersion } = assessment;
  item.answer = {
    outcome: input.outcome,
    text: input.text,
    by: isStaff(context.actor) ? context.actor.id : 'system',
    savedAt: context.now,
    verdict: { verdict, score, rulesVersion },
    ...(input.reason ? { reason: input.reason } : {}),
  };
  if (!item.assignee && isStaff(context.actor)) item.assignee = context.actor.id;
  return assessment;
}

/** An item that nobody has taken is taken by whoever begins to answer it. */
function takeIfFree(item: FeedbackDocument): void {
  if (item.status === 'routed') move(item, 'feedback.assigned');
}

/**
 * Saves a draft.
 * @param version of the item that the form showed. @throws Conflict when someone has changed it since
 */
export async function saveAnswer(
  context: Context,
  code: string,
  { version, ...input }: AnswerInput & { version: number },
): Promise<Assessment> {
  const item = await findItem(code);
  allow(canAnswer(context.actor, item));
  if (item.version !== version) throw new Conflict();
  takeIfFree(item);
  move(item, 'feedback.answer-saved');
  const assessment = write(context, item, input);
  await commit(context, item, {
    name: 'feedback.answer-saved',
    code,
    details: { verdict: assessment.verdict },
  });
  return assessment;
}

/**
 * Sends the answer to the head of the unit. A text that the check is not content with needs a written reason; the
 * reason, the verdict and the version of its rules stay with the answer.
 */
export async function submitAnswer(
  context: Context,
  code: string,
  { version, ...input }: AnswerInput & { version?: number },
): Promise<Assessment> {
  const item = await findItem(code);
  allow(canAnswer(context.actor, item));
  if (version !== undefined && item.version !== version) throw new Conflict();
  takeIfFree(item);
  move(item, 'feedback.answer-submitted');
  const assessment = write(context, item, input);
  if (assessment.verdict !== 'clear' && !input.reason)
    throw new Invalid({ reason: { text: 'feedback.errors.reason-for-verdict' } });
  item.returnReason = null;
  await commit(context, item, {
    name: 'feedback.answer-submitted',
    code,
    details: { verdict: assessment.verdict, score: assessment.score, rulesVersion: assessment.rulesVersion },
    personal: input.reason ? { reason: input.reason } : {},
  });
  return assessment;
}

/** The head sends it back, with a reason. */
export function returnAnswer(context: Context, code: string, reason: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canApprove(context.actor, item));
    move(item, 'feedback.answer-returned');
    item.returnReason = reason;
    await commit(context, item, { name: 'feedback.answer-returned', code, personal: { reason } });
  });
}

/** The head approves: the answer is sent and published. */
export function approveAnswer(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canApprove(context.actor, item));
    move(item, 'feedback.answered');
    item.closedAt = context.now;
    item.returnReason = null;
    await commit(context, item, {
      name: 'feedback.answered',
      code,
      details: {
        unit: item.unit,
        outcome: item.answer!.outcome,
        verdict: item.answer!.verdict?.verdict,
        late: context.now > item.dueAt,
      },
    });
  });
}

/** One step for programs: submits, and approves at once when the head of the unit is the one who calls. */
export async function answerFeedback(context: Context, code: string, input: AnswerInput): Promise<void> {
  await submitAnswer(context, code, input);
  if (hasRole(context.actor, 'head')) await approveAnswer(context, code);
}
