import Joi from 'joi';
import { translator } from '../platform/i18n/texts.ts';
import { prose } from '../platform/web/check.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { approveRequest, giveReason, refuseRequest, withdrawRequest } from './actions.ts';
import { PERMISSIONS, requestShown, requestsPage } from './queries.ts';
import { REASON_LENGTH } from './rules.ts';

const WHO = PERMISSIONS;
const PATH = '/second-person';

const reasonForm = Joi.object<{ reason: string }>({ reason: prose(REASON_LENGTH).required() });
const refusalForm = Joi.object<{ refusal: string }>({ refusal: prose(REASON_LENGTH).required() });
const doneQuery = Joi.object<{ done?: 'asked' }>({ done: Joi.valid('asked') });

type OnRequest = Pick<Visit<any, any, 'id'>, 'context' | 'params' | 'query'>;

async function requestPage({ context, params, query }: OnRequest, typed?: Typed): Promise<Reply> {
  const shown = await requestShown(context, params.id);
  return page('second-person/show', {
    title: translator(context.language)(`second-person.rules.${shown.request.rule}`),
    ...shown,
    asked: query?.['done'] === 'asked',
    values: { reason: shown.request.reason },
    ...typed,
  });
}

const addressOf = ({ id }: { id: string }) => `${PATH}/${encodeURIComponent(id)}`;

export const secondPersonRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: WHO,
    handler: async ({ context }) =>
      page('second-person/list', {
        title: translator(context.language)('second-person.title'),
        ...(await requestsPage(context)),
      }),
  }),
  route({
    method: 'get',
    path: `${PATH}/:id`,
    who: WHO,
    query: doneQuery,
    handler: (visit) => requestPage(visit),
  }),
  route({
    method: 'post',
    path: `${PATH}/:id/approval`,
    who: WHO,
    proof: true,
    handler: async ({ context, params }) => {
      await approveRequest(context, params.id);
      return seeOther(addressOf(params));
    },
    again: requestPage,
  }),
  route({
    method: 'post',
    path: `${PATH}/:id/refusal`,
    who: WHO,
    body: refusalForm,
    handler: async ({ context, params, body }) => {
      await refuseRequest(context, params.id, body.refusal);
      return seeOther(addressOf(params));
    },
    again: requestPage,
  }),
  route({
    method: 'post',
    path: `${PATH}/:id/withdrawal`,
    who: WHO,
    handler: async ({ context, params }) => {
      await withdrawRequest(context, params.id);
      return seeOther(addressOf(params));
    },
    again: requestPage,
  }),
  route({
    method: 'post',
    path: `${PATH}/:id/reason`,
    who: WHO,
    body: reasonForm,
    handler: async ({ context, params, body }) => {
      await giveReason(context, params.id, body.reason);
      return seeOther(addressOf(params));
    },
    again: requestPage,
  }),
];
