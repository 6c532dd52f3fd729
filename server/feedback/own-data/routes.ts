import Joi from 'joi';
import { translator } from '../../platform/i18n/texts.ts';
import { prose } from '../../platform/web/check.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { ERASURE_DECISIONS, type ErasureDecision } from '../item/shapes/erasure.ts';
import { askErasure, decideErasure, takeBackErasure } from './actions.ts';
import { erasuresToDecide, erasureToDecide, ownDataFile, ownDataShown } from './queries.ts';
import { READ_DAYS } from './rules.ts';

const WHO = ['screen'] as const;

const askForm = Joi.object<{ understood: 'yes' }>({ understood: Joi.valid('yes').required() });
const decisionForm = Joi.object<{ as: ErasureDecision; reason: string }>({
  as: Joi.valid(...ERASURE_DECISIONS).required(),
  reason: prose(1000).min(10).required(),
});

const titled = (visit: Visit<any, any, any>, name: string) =>
  translator(visit.context.language)(`feedback.own-data.${name}`);

async function showOwn(visit: Visit<any, any, 'code'>, typed: object = {}): Promise<Reply> {
  return page('feedback/own-data/show', {
    title: titled(visit, 'title'),
    unlisted: true,
    readDays: READ_DAYS,
    ...(await ownDataShown(visit.context, visit.params.code)),
    ...typed,
  });
}

async function showDecision(visit: Visit<any, any, 'code'>, typed: object = {}): Promise<Reply> {
  const item = await erasureToDecide(visit.context, visit.params.code);
  return page('feedback/own-data/decision', {
    title: titled(visit, 'decision.title'),
    ...item,
    options: ERASURE_DECISIONS.filter((each) => each !== 'now' || item.endable),
    readDays: READ_DAYS,
    ...typed,
  });
}

/** What a sender has of the own data: all of it as a file, and its erasure. */
export const ownDataRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/own-data',
    who: 'anyone',
    handler: (visit) => showOwn(visit),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/own-data.json',
    who: 'anyone',
    handler: async ({ context, params: { code } }) =>
      file('application/json', JSON.stringify(await ownDataFile(context, code), null, 2), `${code}.json`),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/erasure',
    who: 'anyone',
    limit: 'letters',
    body: askForm,
    handler: async ({ context, params: { code } }) => {
      await askErasure(context, code);
      return seeOther(`/feedback/${code}/own-data`);
    },
    again: (visit, typed) => showOwn(visit, typed),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/erasure/removal',
    who: 'anyone',
    handler: async ({ context, params: { code } }) => {
      await takeBackErasure(context, code);
      return seeOther(`/feedback/${code}/own-data`);
    },
  }),
  route({
    method: 'get',
    path: '/erasure-requests',
    who: WHO,
    handler: async (visit) =>
      page('feedback/own-data/requests', {
        title: titled(visit, 'requests.title'),
        requests: await erasuresToDecide(visit.context),
      }),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/erasure/decision',
    who: WHO,
    handler: (visit) => showDecision(visit),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/erasure/decision',
    who: WHO,
    body: decisionForm,
    handler: async ({ context, params: { code }, body }) => {
      await decideErasure(context, code, body);
      return seeOther('/erasure-requests');
    },
    again: (visit, typed) => showDecision(visit, typed),
  }),
];
