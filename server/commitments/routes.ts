import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { addressWith } from '../units/index.ts';
import {
  answerObjection,
  askNewDate,
  decideNewDate,
  decideReport,
  keepCommitment,
  objectToKept,
} from './actions.ts';
import { commitmentFigures, commitmentPage, listCommitments, ownerOf } from './queries.ts';
import { COMMITMENT_STATUSES } from './rules.ts';
import * as schemas from './schemas.ts';

type RegisterQuery = schemas.CommitmentQuery & { mine?: 'yes' };

async function register(context: Context, { mine, ...query }: RegisterQuery): Promise<Reply> {
  const owner = mine ? (ownerOf(context) ?? 'nobody') : undefined;
  const { items, next } = await listCommitments({ ...query, ...(owner ? { owner } : {}) });
  const { after, ...filters } = { ...query, ...(mine ? { mine } : {}) };
  const figures = await commitmentFigures(context);
  return page('commitments/list', {
    title: translator(context.language)('commitments.title'),
    items,
    figures,
    units: (figures ?? []).map(({ unit }) => ({ ...unit, selected: unit.slug === query.unit })),
    statuses: COMMITMENT_STATUSES.map((name) => ({ name, selected: name === query.status })),
    filtered: Object.keys(filters).length > 0,
    staff: ownerOf(context) !== undefined,
    mine,
    ...(next ? { next: addressWith('/commitments', { ...filters, after: next }) } : {}),
    ...(after ? { first: addressWith('/commitments', filters) } : {}),
  });
}

async function show(
  visit: Visit<any, any, 'commitment'>,
  typed: Partial<Typed> & { form?: string } = {},
): Promise<Reply> {
  const model = await commitmentPage(visit.context, visit.params.commitment);
  return page('commitments/show', { title: model.commitment.code, ...model, ...typed });
}

/** A form on the page of a commitment. */
function form<Body>(
  name: string,
  parts: {
    who: Route['who'];
    body: Route['body'];
    act(visit: Visit<Body, any, 'commitment'>, code: string): Promise<void>;
  },
): Route {
  return route({
    method: 'post',
    path: `/commitments/:commitment/${name}`,
    who: parts.who,
    body: parts.body as never,
    handler: async (visit) => {
      const code = visit.params.commitment;
      await parts.act(visit as Visit<Body, any, 'commitment'>, code);
      return seeOther(`/commitments/${code}`);
    },
    again: (visit, typed) => show(visit, { ...typed, form: name }),
  });
}

export const commitmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/commitments',
    who: 'anyone',
    limit: 'lists',
    query: schemas.registerQuery,
    handler: ({ context, query }) => register(context, query),
  }),
  route({
    method: 'get',
    path: '/commitments/:commitment',
    who: 'anyone',
    handler: (visit) => show(visit),
  }),
  form<{ evidence: string }>('fulfilment', {
    who: ['answer'],
    body: schemas.fulfilment,
    act: ({ context, body }, code) => keepCommitment(context, code, body.evidence),
  }),
  form<schemas.ReportDecision>('fulfilment-decision', {
    who: ['approve'],
    body: schemas.reportDecision,
    act: ({ context, body }, code) => decideReport(context, code, body),
  }),
  form<{ reason: string }>('objection', {
    who: 'anyone',
    body: schemas.objection,
    act: ({ context, body }, code) => objectToKept(context, code, body.reason),
  }),
  form<schemas.ObjectionDecision>('objection-decision', {
    who: ['approve'],
    body: schemas.objectionDecision,
    act: ({ context, body }, code) => answerObjection(context, code, body),
  }),
  form<schemas.NewDate>('new-date', {
    who: ['answer'],
    body: schemas.newDate,
    act: ({ context, body }, code) => askNewDate(context, code, body),
  }),
  form<{ decision: 'grant' | 'decline' }>('new-date-decision', {
    who: ['approve'],
    body: schemas.newDateDecision,
    act: ({ context, body }, code) => decideNewDate(context, code, body.decision),
  }),
];
