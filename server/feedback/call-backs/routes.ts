import { translator } from '../../platform/i18n/texts.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { missedByCall, reachedByCall } from './actions.ts';
import { callsDue, callsToMake } from './queries.ts';
import { shownCall } from './schemas.ts';

const WHO = ['screen'] as const;

export const callBackRoutes: Route[] = [
  route({
    method: 'get',
    path: '/call-backs',
    who: WHO,
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
    who: WHO,
    body: shownCall,
    handler: async ({ context, params, body }) => {
      await reachedByCall(context, params.code, body.entry);
      return seeOther('/call-backs');
    },
  }),
  route({
    method: 'post',
    path: '/call-backs/:code/missed',
    who: WHO,
    body: shownCall,
    handler: async ({ context, params, body }) => {
      await missedByCall(context, params.code, body.entry);
      return seeOther('/call-backs');
    },
  }),
];
