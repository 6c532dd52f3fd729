import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { forecast } from './forecast.ts';
import { FORECAST_PERMISSIONS } from './policy.ts';
import { unitQuery } from './schemas.ts';

export const forecastRoutes: Route[] = [
  route({
    method: 'get',
    path: '/forecast',
    who: FORECAST_PERMISSIONS,
    query: unitQuery,
    async handler({ context, query }) {
      const title = translator(context.language)('accountability.forecast.title');
      const model = await forecast(context, query.unit ? { unit: query.unit } : {});
      return page('accountability/forecast', { title, ...model, values: query });
    },
  }),
];
