import { may } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { shownParts } from '../../platform/site.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { filterModel } from '../queues/queries.ts';
import { approvalRoutes } from './approval-routes.ts';
import { campaignRoutes } from './campaign-routes.ts';
import { listModel } from './list-model.ts';
import { inbox } from './queries.ts';
import { deskQuery } from './schemas.ts';
import { triageRoutes } from './triage-routes.ts';

declare module '../../platform/context.ts' {
  interface PageSubjects {
    inbox: { units: string[] };
  }
}

export const deskRoutes: Route[] = [
  route({
    method: 'get',
    path: '/inbox',
    who: ['answer'],
    query: deskQuery,
    handler: async ({ context, query }) => {
      const { groups, units, total } = await inbox(context, query);
      return page('feedback/desk/inbox', {
        title: translator(context.language)('feedback.inbox.title'),
        ...listModel('/inbox', { groups, query }),
        ...(await filterModel(context, 'inbox', query)),
        pageParts: await shownParts('inbox', context, { units: units.map(({ slug }) => slug) }),
        mine: query.whose === 'me',
        decides: may(context.actor, 'approve'),
        ...{ units, total, several: units.length > 1, watched: units.map((unit) => unit.slug).join(' ') },
      });
    },
  }),
  // Before the address of an item.
  ...campaignRoutes,
  ...triageRoutes,
  ...approvalRoutes,
];
