import Joi from 'joi';
import { HANDLED_AS, type HandledAs } from '../../feedback/item/rules/handled.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { columnsOf } from '../../platform/web/charts/index.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { itemsHref, partsOf, toneOfBand } from './parts.ts';
import { begunPeriod, periodChoices, periodName } from './periods.ts';
import { frozenMonth, itemsHandled, knownUnit, type ScoreOfUnit, scoreOfUnit, scoresIn } from './queries.ts';
import { fromFirst } from './rules.ts';
import { scoreRow } from './settings.ts';

const PAGE_SIZE = 50;
/** In the place of a unit: what was late in the coordinators' hands. */
const COORDINATORS = 'coordinators';

interface PeriodQuery {
  period?: string;
}

interface ItemsQuery extends PeriodQuery {
  as: HandledAs;
  from: number;
}

const period = () => Joi.string().max(10).empty('');
const periodQuery = Joi.object<PeriodQuery>({ period: period() });
const itemsQuery = Joi.object<ItemsQuery>({
  period: period(),
  as: Joi.valid(...HANDLED_AS)
    .empty('')
    .default('late'),
  from: Joi.number().integer().min(0).max(1_000_000).empty('').default(0),
});

async function scoresPage(context: Context, name: string | undefined): Promise<Reply> {
  const chosen = begunPeriod(context, name);
  const [scores, choices] = await Promise.all([scoresIn(context, chosen), periodChoices(context, chosen)]);
  const t = translator(context.language);
  return page('accountability/scores/list', {
    title: t('scores.title', { period: periodName(context, chosen) }),
    period: chosen,
    periodName: periodName(context, chosen),
    choices,
    scores,
    tone: scores && toneOfBand(scores.city.band),
    shares: scores && partsOf(context, scores.city),
    current: scores?.city,
    frozen: scores && (await frozenMonth(chosen, scores.city)),
    row: scoreRow(chosen),
  });
}

function columnsOfMonths({ language }: Context, slug: string, { months: all }: ScoreOfUnit) {
  const months = fromFirst(all, ({ score }) => score.all > 0);
  return columnsOf({
    labels: months.map(({ month }) => ({
      short: shortMonth(month),
      long: monthName(month, { language }),
      href: `/scores/${slug}?period=${month}`,
    })),
    series: [
      {
        name: translator(language)('scores.of-points'),
        values: months.map(({ score }) => (score.all > 0 ? Math.round(score.percent) : null)),
      },
    ],
    most: 100,
  });
}

async function unitPage(context: Context, slug: string, name: string | undefined): Promise<Reply> {
  const unit = knownUnit(slug);
  const chosen = begunPeriod(context, name);
  const [model, choices] = await Promise.all([
    scoreOfUnit(context, slug, chosen),
    periodChoices(context, chosen),
  ]);
  const t = translator(context.language);
  return page('accountability/scores/unit', {
    title: t('scores.unit-title', {
      unit: textIn(unit.name, context.language),
      period: periodName(context, chosen),
    }),
    unit,
    period: chosen,
    periodName: periodName(context, chosen),
    choices,
    running: model && model.settlesAt > context.now,
    ...model,
    tone: model && toneOfBand(model.score.band),
    current: model?.score,
    frozen: model && (await frozenMonth(chosen, model.score, slug)),
    shares: model && partsOf(context, model.score, (as) => itemsHref(slug, chosen, as)),
    columns: model && columnsOfMonths(context, slug, model),
    items: Object.fromEntries(HANDLED_AS.map((as) => [as, itemsHref(slug, chosen, as)])),
  });
}

async function itemsPage(
  context: Context,
  slug: string,
  { period: name, as, from }: ItemsQuery,
): Promise<Reply> {
  const unit = slug === COORDINATORS ? undefined : knownUnit(slug);
  const chosen = begunPeriod(context, name);
  const of = { period: chosen, as, from, most: PAGE_SIZE, ...(unit ? { slug } : {}) };
  const { items, total } = await itemsHandled(context, of);
  const t = translator(context.language);
  const here = itemsHref(slug, chosen, as);
  const next = from + PAGE_SIZE;
  return page('accountability/scores/items', {
    title: t('scores.items-title', { as: t(`scores.as.${as}`), period: periodName(context, chosen) }),
    unit,
    period: chosen,
    as,
    others: HANDLED_AS.map((each) => ({
      as: each,
      href: itemsHref(slug, chosen, each),
      chosen: each === as,
    })),
    items,
    total,
    backHref: unit ? `/scores/${slug}?period=${chosen.name}` : `/scores?period=${chosen.name}`,
    ...(next < total ? { next: `${here}&from=${next}` } : {}),
    ...(from > 0 ? { first: here } : {}),
  });
}

export const scoreRoutes: Route[] = [
  route({
    method: 'get',
    path: '/scores',
    who: 'anyone',
    limit: 'lists',
    query: periodQuery,
    handler: ({ context, query }) => scoresPage(context, query.period),
  }),
  route({
    method: 'get',
    path: '/scores/:unit',
    who: 'anyone',
    limit: 'lists',
    query: periodQuery,
    handler: ({ context, params, query }) => unitPage(context, params.unit, query.period),
  }),
  route({
    method: 'get',
    path: '/scores/:unit/items',
    who: 'anyone',
    limit: 'lists',
    query: itemsQuery,
    handler: ({ context, params, query }) => itemsPage(context, params.unit, query),
  }),
];
