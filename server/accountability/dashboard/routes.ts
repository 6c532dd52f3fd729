import Joi from 'joi';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { slugShape } from '../../units/index.ts';
import { FORECAST_ROLES } from '../policy.ts';
import { leaderPage } from './leader.ts';
import { dashboardPage } from './page.ts';

interface Query {
  about?: string;
  period?: string;
}

const query = Joi.object<Query>({
  about: Joi.string().max(120).empty(''),
  period: Joi.string().max(10).empty(''),
});

interface LeaderQuery {
  unit?: string;
  period?: string;
}

const leaderQuery = Joi.object<LeaderQuery>({
  unit: slugShape().empty(''),
  period: Joi.string().max(10).empty(''),
});

export const dashboardRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dashboard',
    who: 'anyone',
    query,
    handler: async ({ context, query }) =>
      page('accountability/dashboard/show', { ...(await dashboardPage(context, query)) }),
  }),
  route({
    method: 'get',
    path: '/dashboard/leader',
    who: FORECAST_ROLES,
    query: leaderQuery,
    handler: async ({ context, query }) =>
      page('accountability/dashboard/leader', { ...(await leaderPage(context, query)) }),
  }),
];
