import Joi from 'joi';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { slugShape } from '../../units/index.ts';
import { FORECAST_PERMISSIONS } from '../policy.ts';
import { NARROWED_BY, type Narrowing, narrowingOf } from './filter.ts';
import { FIGURES_WITH_ITEMS, itemsPage } from './items.ts';
import { leaderPage } from './leader.ts';
import { dashboardPage } from './page.ts';

interface Query extends Narrowing {
  about?: string;
  period?: string;
}

const narrowed = {
  about: Joi.string().max(120).empty(''),
  ...Object.fromEntries(NARROWED_BY.map((by) => [by, slugShape().empty('')])),
  period: Joi.string().max(10).empty(''),
};

const query = Joi.object<Query>(narrowed);

interface ItemsQuery extends Query {
  figure: string;
  from: number;
}

const itemsQuery = Joi.object<ItemsQuery>({
  ...narrowed,
  figure: Joi.valid(...FIGURES_WITH_ITEMS)
    .empty('')
    .default('received'),
  from: Joi.number().integer().min(0).max(1_000_000).empty('').default(0),
});

const asked = ({ period, ...rest }: Query) => ({ narrowing: narrowingOf(rest), period });

export const dashboardRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dashboard',
    who: 'anyone',
    limit: 'lists',
    query,
    handler: async ({ context, query }) =>
      page('accountability/dashboard/show', { ...(await dashboardPage(context, asked(query))) }),
  }),
  route({
    method: 'get',
    path: '/dashboard/items',
    who: 'anyone',
    limit: 'lists',
    query: itemsQuery,
    handler: async ({ context, query: { figure, from, ...query } }) =>
      page('accountability/dashboard/items', {
        ...(await itemsPage(context, { ...asked(query), figure, from })),
      }),
  }),
  route({
    method: 'get',
    path: '/dashboard/leader',
    who: FORECAST_PERMISSIONS,
    query,
    handler: async ({ context, query }) =>
      page('accountability/dashboard/leader', { ...(await leaderPage(context, asked(query))) }),
  }),
];
