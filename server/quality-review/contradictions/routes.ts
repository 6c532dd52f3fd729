import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { addressWith } from '../../units/index.ts';
import { FIGURE_PERMISSIONS, REVIEWERS } from '../policy.ts';
import { settleContradiction } from './actions.ts';
import { contradictionToSettle, listContradictions } from './queries.ts';
import { HOLDS, STATUSES } from './rules.ts';
import { type ContradictionQuery, contradictionQuery, settling } from './schemas.ts';

const BASE = '/contradictions';

async function list(context: Context, { saved, ...query }: ContradictionQuery): Promise<Reply> {
  const { rows, next } = await listContradictions(context, query);
  return page('quality-review/contradictions/list', {
    title: translator(context.language)('quality-review.contradictions.title'),
    ...{ rows, saved },
    lists: STATUSES.map((name) => ({
      name,
      current: name === query.status,
      href: addressWith(BASE, { status: name }),
    })),
    ...(next ? { next: addressWith(BASE, { status: query.status, after: next }) } : {}),
    ...(query.after ? { first: addressWith(BASE, { status: query.status }) } : {}),
  });
}

async function show(visit: Visit<any, any, 'name'>, typed: Partial<Typed> = {}): Promise<Reply> {
  const it = await contradictionToSettle(visit.context, visit.params.name);
  const [first, second] = it.codes;
  return page('quality-review/contradictions/show', {
    title: translator(visit.context.language)('quality-review.contradictions.one', { first, second }),
    contradiction: it,
    holds: HOLDS,
    values: {},
    ...typed,
  });
}

/** Answers of two units that cannot both be right: found by figures and outcomes, settled by reviewers. */
export const contradictionRoutes: Route[] = [
  route({
    method: 'get',
    path: BASE,
    who: FIGURE_PERMISSIONS,
    query: contradictionQuery,
    handler: ({ context, query }) => list(context, query),
  }),
  route({
    method: 'get',
    path: `${BASE}/:name`,
    who: FIGURE_PERMISSIONS,
    handler: (visit) => show(visit),
  }),
  route({
    method: 'post',
    path: `${BASE}/:name`,
    who: REVIEWERS,
    body: settling,
    handler: async (visit) => {
      await settleContradiction(visit.context, visit.params.name, visit.body);
      return seeOther(`${BASE}?saved=yes`);
    },
    again: (visit, typed) => show(visit, typed),
  }),
];
