import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import type { Context } from '../../platform/context.ts';
import { roomOf } from '../streams/rooms.ts';
import { createDialogue } from './actions.ts';
import { dialogueRow, hostChoice, wholeDialogue } from './api-shapes.ts';
import { peopleFor } from './hosts.ts';
import { listDialogues } from './list.ts';
import { factsOf } from './queries.ts';
import { readDialogue } from './read.ts';
import * as schemas from './schemas.ts';

/** A session as programs read it. @throws NotFound */
async function dialogueForApi(context: Context, code: string) {
  const it = await readDialogue(context, code);
  const room = await roomOf(code);
  const { version: _version, agenda, conclusions, ...facts } = factsOf(it);
  return {
    ...facts,
    agenda: agenda.map(({ title, minutes, startsAt }) => ({ title, minutes, startsAt })),
    conclusions: conclusions.map(({ id, text, unit, dueAt }) => ({ id, text, unit, dueAt })),
    now: it.now,
    n: room.public.n,
  };
}

export const sessionOperations: Operation[] = [
  operation({
    id: 'createDialogue',
    method: 'post',
    path: '/dialogues',
    who: ['plan-dialogues'],
    summary: 'Set up a dialogue session; it is seen by staff only until it is announced',
    body: schemas.dialogueInput,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({ code: Joi.string().required() }),
    handler: ({ context, body, idempotencyKey }) => createDialogue(context, body, idempotencyKey),
  }),
  operation({
    id: 'listDialogueHosts',
    method: 'get',
    path: '/dialogue-hosts',
    who: ['plan-dialogues'],
    summary: 'Accounts that a session can have as chair and as moderators, for createDialogue',
    result: Joi.object({
      chairs: Joi.array().items(hostChoice).required(),
      moderators: Joi.array().items(hostChoice).required(),
    }),
    handler: () => peopleFor(),
  }),
  operation({
    id: 'listDialogues',
    method: 'get',
    path: '/dialogues',
    who: 'anyone',
    limit: 'lists',
    summary: 'Dialogue sessions that were announced, latest first',
    query: schemas.listQuery,
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
    handler: ({ context, params }) => dialogueForApi(context, params.code),
  }),
];
