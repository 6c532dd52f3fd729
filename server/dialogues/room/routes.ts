import Joi from 'joi';
import { randomToken } from '../../platform/secrets.ts';
import { line, optional } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { askQuestion, contestRejection, withdrawQuestion } from '../questions/ask.ts';
import * as questionSchemas from '../questions/schemas.ts';
import { participantIn } from '../session/policy.ts';
import { MOST } from '../session/rules/limits.ts';
import { QUEUE_ORDERS } from '../session/rules/queue.ts';
import { knownRoom } from '../streams/rooms.ts';
import { castVote, sumsTold } from '../votes/actions.ts';
import type { Reading } from './live-model.ts';
import { roomModel } from './room-model.ts';
import * as roomSchemas from './schemas.ts';

const roomQuery = Joi.object<Reading & { asked?: string }>({
  order: Joi.string()
    .valid(...QUEUE_ORDERS)
    .empty(''),
  find: optional(line(MOST.question)),
  page: Joi.number().integer().min(1).max(10_000),
  question: roomSchemas.taking.extract('question').optional().empty(''),
  all: Joi.string().valid('answered', 'checking', 'open').empty(''),
  asked: Joi.string().valid('yes').empty(''),
});

const roomPath = ({ params }: Visit<any, any, 'code'>, more = ''): string =>
  `/dialogues/${params.code}${more}`;

async function showRoom(
  visit: Visit<any, any, 'code'>,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const { asked, ...reading } = (visit.query ?? {}) as Reading & { asked?: string };
  const model = await roomModel(visit.context, visit.params.code, reading);
  const clientId = (more.values?.['clientId'] as string | undefined) ?? randomToken();
  const { form, values, errors } = more;
  return page('dialogues/room/show', {
    ...model,
    clientId,
    asked: asked && 'dialogues.room.asked',
    ...more,
    live: { ...model.live, asking: { form, values, errors } },
  });
}

const againInRoom = (form: string) => (visit: Visit<any, any, 'code'>, typed: Typed) =>
  showRoom(visit, { ...typed, form });

/** Each counts for themselves, before all who share the address. */
const byParticipant = {
  limit: 'room',
  person: ({ context, params }: Pick<Visit<any, any, 'code'>, 'context' | 'params'>) =>
    participantIn(context.actor, params.code),
} as const;

const ballot = Joi.object<{ question: string; on: boolean }>({
  question: roomSchemas.taking.extract('question'),
  on: Joi.boolean().truthy('yes').falsy('no').required(),
});

export const roomRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code',
    who: 'anyone',
    query: roomQuery,
    handler: (visit) => showRoom(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/questions',
    who: 'anyone',
    ...byParticipant,
    body: questionSchemas.question,
    handler: async (visit) => {
      const code = visit.params.code;
      await askQuestion(visit.context, code, visit.body, participantIn(visit.context.actor, code));
      return seeOther(roomPath(visit, '?asked=yes#mine'));
    },
    again: againInRoom('ask'),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/votes',
    who: 'anyone',
    ...byParticipant,
    body: ballot,
    handler: async (visit) => {
      const code = visit.params.code;
      await knownRoom(code);
      await castVote(visit.context, { code, ...visit.body }, participantIn(visit.context.actor, code));
      await sumsTold(code);
      const { question } = visit.body;
      return seeOther(roomPath(visit, `?question=${question}#q-${question}`));
    },
    again: againInRoom('vote'),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/questions/:question/withdrawal',
    who: 'anyone',
    ...byParticipant,
    handler: async (visit) => {
      await withdrawQuestion(visit.context, visit.params.code, visit.params.question);
      return seeOther(roomPath(visit, '#mine'));
    },
    again: againInRoom('withdraw'),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/questions/:question/objection',
    who: 'anyone',
    ...byParticipant,
    body: questionSchemas.objection,
    handler: async ({ context, params, body }) => {
      await contestRejection(context, params.code, params.question, body);
      return seeOther(`/dialogues/${params.code}#mine`);
    },
    again: (visit, typed) =>
      showRoom(visit, {
        ...typed,
        form: `contest-${visit.params.question}`,
        errorAt: `objection-${visit.params.question}`,
      }),
  }),
];
