import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { FORECAST_PERMISSIONS } from '../policy.ts';
import { weekPage } from './queries.ts';

export const weekRoutes: Route[] = [
  route({
    method: 'get',
    path: '/week',
    who: FORECAST_PERMISSIONS,
    handler: async ({ context }) =>
      page('accountability/week', {
        title: translator(context.language)('accountability.week.title'),
        ...(await weekPage(context)),
      }),
  }),
];
