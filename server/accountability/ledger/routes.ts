import Joi from 'joi';
import { GRADES } from '../../feedback/item/rules/grades.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { shownParts } from '../../platform/site.ts';
import { barsOf, columnsOf, sharesOf } from '../../platform/web/charts/index.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { partsOf } from '../scores/parts.ts';
import { begunPeriod, daysOf, periodChoices, periodName } from '../scores/periods.ts';
import { fromFirst } from '../scores/rules.ts';
import { hinderMost, type Ledger, ledgerOf } from './queries.ts';

declare module '../../platform/context.ts' {
  interface PageSubjects {
    /** One procedure, by its slug. */
    ledger: { slug: string };
  }
}

interface Query {
  period?: string;
}

const query = Joi.object<Query>({ period: Joi.string().max(10).empty('') });

async function mostPage(context: Context, name: string | undefined): Promise<Reply> {
  const period = begunPeriod(context, name);
  const [rows, choices] = await Promise.all([hinderMost(context, period), periodChoices(context, period)]);
  const t = translator(context.language);
  return page('accountability/ledger/list', {
    title: t('ledger.title', { period: periodName(context, period) }),
    ...{ period, choices, rows },
  });
}

async function ledgerPage(context: Context, slug: string, name: string | undefined): Promise<Reply> {
  const period = begunPeriod(context, name);
  const [ledger, choices] = await Promise.all([
    ledgerOf(context, slug, period),
    periodChoices(context, period),
  ]);
  const pageParts = await shownParts('ledger', context, { slug });
  const regulation = textIn(ledger.regulation.name, context.language);
  return page('accountability/ledger/show', {
    title: translator(context.language)('ledger.title-of', { regulation }),
    ...{ period, periodName: periodName(context, period), choices },
    pageParts,
    receivedHref: `/feedback?${new URLSearchParams({ regulation: slug, ...daysOf(period) })}`,
    ...ledger,
    ...(ledger.figures ? drawn(context, ledger as Ledger, slug) : {}),
  });
}

function drawn(context: Context, { figures, score, months: all }: Ledger, slug: string) {
  const t = translator(context.language);
  const months = fromFirst(all, ({ figures }) => figures.received > 0);
  return {
    columns: columnsOf({
      labels: months.map(({ month }) => ({
        short: shortMonth(month),
        long: monthName(month, context),
        href: `/ledger/${slug}?period=${month}`,
      })),
      series: [
        { name: t('dashboard.months.received'), values: months.map(({ figures }) => figures.received) },
        { name: t('dashboard.months.answers'), values: months.map(({ figures }) => figures.answers) },
      ],
    }),
    handled: partsOf(context, score),
    took: barsOf(figures.took.map(({ days, count }) => ({ label: t(`dashboard.took.${days}`), count }))),
    solved: sharesOf(
      GRADES.map((grade) => ({
        label: t(`dashboard.grade.${grade}`),
        count: figures.grades.solved[grade],
        tone: { yes: 'good', partly: 'due', no: 'late' }[grade],
      })),
    ),
  };
}

export const ledgerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/ledger',
    who: 'anyone',
    limit: 'lists',
    query,
    handler: ({ context, query }) => mostPage(context, query.period),
  }),
  route({
    method: 'get',
    path: '/ledger/:regulation',
    who: 'anyone',
    limit: 'lists',
    query,
    handler: ({ context, params, query }) => ledgerPage(context, params.regulation, query.period),
  }),
];
