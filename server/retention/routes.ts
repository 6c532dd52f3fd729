import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { retentionPage } from './queries.ts';

export const retentionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/retention',
    who: ['settings'],
    handler: async ({ context }) =>
      page('retention/show', {
        title: translator(context.language)('retention.title'),
        ...(await retentionPage(context)),
      }),
  }),
];
