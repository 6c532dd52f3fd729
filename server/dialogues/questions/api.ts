import { createHash, randomUUID } from 'node:crypto';
import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { participantByToken, shownBy } from '../participants/token.ts';
import { questionStretch } from '../votes/question-rows.ts';
import { questionRow } from './api-shapes.ts';
import { askForSomeone, askQuestion } from './ask.ts';
import * as schemas from './schemas.ts';

/** A header may hold what an id may not. */
function clientIdOf(given: string | undefined, idempotencyKey: string | undefined): string {
  if (given) return given;
  return idempotencyKey ? createHash('sha256').update(idempotencyKey).digest('hex') : randomUUID();
}

/** Staff ask for someone on the phone; everybody else as the participant whose token they show. */
function ask(context: Context, code: string, { participant, by, name, ...asked }: schemas.ApiQuestion) {
  const clientId = clientIdOf(asked.clientId, undefined);
  if (isStaff(context.actor)) {
    if (!by) throw new Invalid({ by: { text: 'dialogues.errors.by-missing' } });
    return askForSomeone(context, code, { ...asked, clientId, by, ...(name ? { name } : {}) });
  }
  const id = participant ? participantByToken(context.site, code, participant) : undefined;
  return askQuestion(context, code, { ...asked, clientId }, id);
}

export const questionOperations: Operation[] = [
  operation({
    id: 'askQuestion',
    method: 'post',
    path: '/dialogues/{code}/questions',
    who: 'anyone',
    limit: 'room',
    person: ({ site, params, body }) =>
      shownBy(site, params.code, (Object(body) as schemas.ApiQuestion).participant),
    summary:
      'Ask, with the token of a participant; staff for someone on the phone. The same clientId or Idempotency-Key again changes nothing',
    body: schemas.apiQuestion,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({ id: Joi.string().required() }),
    handler: ({ context, params, body, idempotencyKey }) =>
      ask(context, params.code, { ...body, clientId: clientIdOf(body.clientId, idempotencyKey) }),
  }),
  operation({
    id: 'listQuestions',
    method: 'get',
    path: '/dialogues/{code}/questions',
    who: 'anyone',
    summary: 'Questions that the moderators have let through, oldest first, with votes and answers',
    query: schemas.questionQuery,
    result: Joi.object({ items: Joi.array().items(questionRow).required(), next: Joi.string() }),
    handler: ({ context, params, query }) => questionStretch(context, params.code, query),
  }),
];
