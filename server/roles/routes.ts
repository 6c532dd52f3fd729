import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { rolesShown } from './queries.ts';

export const rolesRoutes: Route[] = [
  route({
    method: 'get',
    path: '/roles',
    who: 'staff',
    handler: async ({ context }) =>
      page('roles/list', {
        title: translator(context.language)('roles.title'),
        areas: rolesShown(),
      }),
  }),
];
