import { createHash, randomUUID } from 'node:crypto';
import Joi from 'joi';
import { type Operation, operation } from '../platform/api/operation.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import { registerParticipant } from './participants/register.ts';
import * as schemasOfParticipants from './participants/schemas.ts';
import { participantByToken, shownBy } from './participants/token.ts';
import { questionRow } from './questions/api-shapes.ts';
import { askForSomeone, askQuestion } from './questions/ask.ts';
import * as schemasOfQuestions from './questions/schemas.ts';
import { createDialogue } from './session/actions.ts';
import { dialogueForApi } from './session/api.ts';
import { dialogueRow, hostChoice, wholeDialogue } from './session/api-shapes.ts';
import { peopleFor } from './session/hosts.ts';
import { listDialogues } from './session/list.ts';
import * as schemasOfSession from './session/schemas.ts';
import { logEvent } from './streams/api-shapes.ts';
import { dialogueLog } from './streams/log.ts';
import * as schemasOfStreams from './streams/schemas.ts';
import { questionStretch } from './votes/question-rows.ts';

/** A header may hold what an id may not. */
function clientIdOf(given: string | undefined, idempotencyKey: string | undefined): string {
  if (given) return given;
  return idempotencyKey ? createHash('sha256').update(idempotencyKey).digest('hex') : randomUUID();
}

/** Staff ask for someone on the phone; everybody else as the participant whose token they show. */
function ask(
  context: Context,
  code: string,
  { participant, by, name, ...asked }: schemasOfQuestions.ApiQuestion,
) {
  const clientId = clientIdOf(asked.clientId, undefined);
  if (isStaff(context.actor)) {
    if (!by) throw new Invalid({ by: { text: 'dialogues.errors.by-missing' } });
    return askForSomeone(context, code, { ...asked, clientId, by, ...(name ? { name } : {}) });
  }
  const id = participant ? participantByToken(code, participant) : undefined;
  return askQuestion(context, code, { ...asked, clientId }, id);
}

export const dialogueOperations: Operation[] = [
  operation<schemasOfSession.DialogueInput>({
    id: 'createDialogue',
    method: 'post',
    path: '/dialogues',
    who: ['moderator', 'coordinator'],
    summary: 'Set up a dialogue session; it is seen by staff only until it is announced',
    body: schemasOfSession.dialogueInput,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({ code: Joi.string().required() }),
    handler: ({ context, body, idempotencyKey }) => createDialogue(context, body, idempotencyKey),
  }),
  operation({
    id: 'listDialogueHosts',
    method: 'get',
    path: '/dialogue-hosts',
    who: ['moderator', 'coordinator'],
    summary: 'Accounts that a session can have as chair and as moderators, for createDialogue',
    result: Joi.object({
      chairs: Joi.array().items(hostChoice).required(),
      moderators: Joi.array().items(hostChoice).required(),
    }),
    handler: () => peopleFor(),
  }),
  operation<unknown, schemasOfSession.ListQuery>({
    id: 'listDialogues',
    method: 'get',
    path: '/dialogues',
    who: 'anyone',
    summary: 'Dialogue sessions that were announced, latest first',
    query: schemasOfSession.listQuery,
    result: Joi.object({ items: Joi.array().items(dialogueRow).required(), next: Joi.string() }),
    handler: ({ query }) => listDialogues(query),
  }),
  operation({
    id: 'getDialogue',
    method: 'get',
    path: '/dialogues/{code}',
    who: 'anyone',
    summary: 'One session: panel, agenda, notices, conclusions, the question that is being answered',
    result: wholeDialogue,
    handler: ({ context, params }) => dialogueForApi(context, params['code']!),
  }),
  operation<schemasOfParticipants.Registration>({
    id: 'registerParticipant',
    method: 'post',
    path: '/dialogues/{code}/participants',
    who: 'anyone',
    limit: 'room',
    summary:
      'Register somebody for a session. The token asks questions here, and votes over the live line; keep it secret: whoever shows it takes part in that name',
    body: schemasOfParticipants.registration,
    status: 201,
    result: Joi.object({ token: Joi.string().required() }),
    handler: async ({ context, params, body }) => {
      const { token } = await registerParticipant(context, params['code']!, body);
      return { token };
    },
  }),
  operation<schemasOfQuestions.ApiQuestion>({
    id: 'askQuestion',
    method: 'post',
    path: '/dialogues/{code}/questions',
    who: 'anyone',
    limit: 'room',
    person: ({ params, body }) =>
      shownBy(params['code']!, (Object(body) as schemasOfQuestions.ApiQuestion).participant),
    summary:
      'Ask, with the token of a participant; staff for someone on the phone. The same clientId or Idempotency-Key again changes nothing',
    body: schemasOfQuestions.apiQuestion,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({ id: Joi.string().required() }),
    handler: ({ context, params, body, idempotencyKey }) =>
      ask(context, params['code']!, { ...body, clientId: clientIdOf(body.clientId, idempotencyKey) }),
  }),
  operation<unknown, schemasOfQuestions.QuestionQuery>({
    id: 'listQuestions',
    method: 'get',
    path: '/dialogues/{code}/questions',
    who: 'anyone',
    summary: 'Questions that the moderators have let through, oldest first, with votes and answers',
    query: schemasOfQuestions.questionQuery,
    result: Joi.object({ items: Joi.array().items(questionRow).required(), next: Joi.string() }),
    handler: ({ context, params, query }) => questionStretch(context, params['code']!, query),
  }),
  operation<unknown, schemasOfStreams.LogQuery>({
    id: 'getDialogueLog',
    method: 'get',
    path: '/dialogues/{code}/log',
    who: 'anyone',
    summary:
      'What happened, event by event, numbered without gaps: stream public for everybody, staff for moderators and chair',
    query: schemasOfStreams.logQuery,
    result: Joi.object({
      events: Joi.array().items(logEvent).required(),
      next: Joi.number().allow(null).required(),
    }),
    handler: ({ context, params, query }) => dialogueLog(context, params['code']!, query),
  }),
];
