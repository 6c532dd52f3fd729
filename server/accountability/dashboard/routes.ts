import Joi from 'joi';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { dashboardPage } from './page.ts';

interface Query {
  about?: string;
  period?: string;
}

const query = Joi.object<Query>({
  about: Joi.string().max(120).empty(''),
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
];
