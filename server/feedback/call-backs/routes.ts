import { translator } from '../../platform/i18n/texts.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { missedByCall, reachedByCall } from './actions.ts';
import { callsDue, callsToMake } from './queries.ts';

const COORDINATOR = ['coordinator'] as const;

export const callBackRoutes: Route[] = [
  route({
    method: 'get',
    path: '/call-backs',
    who: COORDINATOR,
    handler: async ({ context }) =>
      page('feedback/call-backs/list', {
        title: translator(context.language)('feedback.call-backs.title'),
        calls: await callsToMake(context),
        count: await callsDue(context),
      }),
  }),
  route({
    method: 'post',
    path: '/call-backs/:code/reached',
    who: COORDINATOR,
    handler: async ({ context, params }) => {
      await reachedByCall(context, params.code);
      return seeOther('/call-backs');
    },
  }),
  route({
    method: 'post',
    path: '/call-backs/:code/missed',
    who: COORDINATOR,
    handler: async ({ context, params }) => {
      await missedByCall(context, params.code);
      return seeOther('/call-backs');
    },
  }),
];
