import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { siteState } from './queries.ts';

export const administrationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/administration',
    who: ['operate'],
    handler: async ({ context }) =>
      page('administration/show', {
        title: translator(context.language)('administration.title'),
        ...(await siteState(context)),
      }),
  }),
];
