import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { learnedUnitsPage } from './queries.ts';

export const learnedUnitsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/learned-units',
    who: ['screen'],
    handler: async ({ context }) =>
      page('feedback/learned-units/figures', {
        title: translator(context.language)('feedback.learned-units.title'),
        ...(await learnedUnitsPage(context)),
      }),
  }),
];
