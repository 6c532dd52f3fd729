import { type Context, may } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { addressWith, namedUnit } from '../units/index.ts';
import { reviewAnswer } from './actions.ts';
import { defectTitle, samplePercent } from './answers.ts';
import { countOpenContradictions } from './contradictions/queries.ts';
import { contradictionRoutes } from './contradictions/routes.ts';
import { answerName } from './note-answer.ts';
import { FIGURE_PERMISSIONS, REVIEWERS } from './policy.ts';
import { answerToReview, checkAccuracy, listAnswers, reviewFigures } from './queries.ts';
import { VERDICTS } from './rules.ts';
import { LISTS, type ReviewQuery, review, reviewQuery } from './schemas.ts';

const BASE = '/quality-review';

async function list(context: Context, query: ReviewQuery): Promise<Reply> {
  const { rows, next } = await listAnswers(context, query);
  const { after, saved: _saved, ...filters } = query;
  return page('quality-review/list', {
    title: translator(context.language)('quality-review.title'),
    rows,
    contradictions: await countOpenContradictions(),
    list: query.list,
    lists: LISTS.map((name) => ({
      name,
      current: name === query.list,
      href: addressWith(BASE, { ...filters, list: name }),
    })),
    filters: {
      unit: query.unit && namedUnit(query.unit),
      check: query.check && defectTitle(query.check),
    },
    saved: query.saved,
    reads: may(context.actor, 'review-answers'),
    ...(next ? { next: addressWith(BASE, { ...filters, after: next }) } : {}),
    ...(after ? { first: addressWith(BASE, { ...filters }) } : {}),
  });
}

function versionIn({ params }: Pick<Visit<any, any, 'version'>, 'params'>): number {
  const typed = params.version;
  if (!/^[123]$/.test(typed)) throw new NotFound();
  return Number(typed);
}

async function show(visit: Visit<any, any, 'code' | 'version'>, typed: Partial<Typed> = {}): Promise<Reply> {
  const answer = await answerToReview(visit.context, visit.params.code, versionIn(visit));
  return page('quality-review/show', {
    title: translator(visit.context.language)('quality-review.one', { code: answer.code }),
    reviewed: answer,
    verdicts: VERDICTS,
    values: answer.review ?? {},
    ...typed,
  });
}

export const qualityReviewRoutes: Route[] = [
  route({
    method: 'get',
    path: BASE,
    who: FIGURE_PERMISSIONS,
    query: reviewQuery,
    handler: ({ context, query }) => list(context, query),
  }),
  route({
    method: 'get',
    path: `${BASE}/figures`,
    who: FIGURE_PERMISSIONS,
    handler: async ({ context }) =>
      page('quality-review/figures', {
        title: translator(context.language)('quality-review.figures.title'),
        percent: samplePercent(context.now),
        verdicts: VERDICTS,
        accuracy: await checkAccuracy(context),
        tables: [
          { name: 'unit', rows: await reviewFigures(context, 'unit') },
          { name: 'check', rows: await reviewFigures(context, 'check') },
        ],
      }),
  }),
  route({
    method: 'get',
    path: `${BASE}/:code/:version`,
    who: REVIEWERS,
    handler: (visit) => show(visit),
  }),
  route({
    method: 'post',
    path: `${BASE}/:code/:version`,
    who: REVIEWERS,
    body: review,
    handler: async (visit) => {
      const name = answerName(visit.params.code, versionIn(visit));
      await reviewAnswer(visit.context, name, visit.body);
      return seeOther(`${BASE}?saved=yes`);
    },
    again: (visit, typed) => show(visit, typed),
  }),
  ...contradictionRoutes,
];
