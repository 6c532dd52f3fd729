import Joi from 'joi';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { allUnits, slugShape, unitOf } from '../../units/index.ts';
import { monthName } from '../month-name.ts';
import { type UnitQuery, unitQuery } from '../schemas.ts';
import { delayCsv } from './csv.ts';
import { begunMonth, type DelayList, delayList } from './delays.ts';
import { monthStandings } from './months.ts';
import { LIST_STATUSES } from './rules/act.ts';
import { named, type UnitTotals } from './unit-totals.ts';

const PAGE_SIZE = 100;

interface MonthQuery extends UnitQuery {
  from: number;
}

const monthQuery = Joi.object<MonthQuery>({
  unit: slugShape().empty(''),
  from: Joi.number().integer().min(0).max(1_000_000).empty('').default(0),
});

const search = (values: Record<string, string | number | undefined>) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== 0);
  return given.length > 0
    ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
    : '';
};

async function monthsPage(context: Context, { unit }: UnitQuery): Promise<Reply> {
  if (unit && !unitOf(unit)) throw new NotFound('units.not-found');
  const { newest, older } = await monthStandings(context, unit);
  const link = (month: string) => ({
    name: monthName(month, context),
    href: `/delays/${month}${search({ unit })}`,
  });
  return page('accountability/months', {
    title: translator(context.language)('accountability.title'),
    months: newest.map((standing) => ({ ...standing, ...link(standing.month) })),
    older: older.map(link),
    ...(unit ? { unit: named(unit) } : {}),
  });
}

/** By class; in each the offices in the order of lists, those in which nothing was late apart. */
function grouped({ units, acts }: DelayList) {
  const actOf = new Map(acts.map((act) => [act.unit?.slug, act]));
  const place = new Map(allUnits().map(({ slug }, at) => [slug, at]));
  const placeOf = ({ unit }: UnitTotals) => place.get(unit?.slug ?? '') ?? place.size;
  const groups = new Map<string, UnitTotals[]>();
  for (const row of units) {
    const name = row.unit === null ? 'coordinators' : (row.volumeClass ?? 'other');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const share = ({ late, volume }: UnitTotals) => (volume > 0 ? Math.round((late / volume) * 100) : 0);
  return [...groups].map(([name, rows]) => {
    const shown = [...rows]
      .sort((a, b) => placeOf(a) - placeOf(b))
      .map((row) => {
        const act = actOf.get(row.unit?.slug);
        return { ...row, share: share(row), act, corrected: (act?.version ?? 0) > 1 };
      });
    // Of which there is a list, nothing is folded: it says how far it is.
    const withLate = shown.filter(({ late, act }) => late > 0 || act);
    return { name, rows: withLate, inTime: shown.filter((row) => !withLate.includes(row)) };
  });
}

/** How far the lists of the units are, in the order of the states. */
function progressOf({ acts }: DelayList) {
  const counts = LIST_STATUSES.map((status) => ({
    status,
    count: acts.filter((act) => act.status === status).length,
  }));
  const published = acts.flatMap(({ publishedAt }) => publishedAt ?? []);
  return acts.length > 0
    ? {
        counts: counts.filter(({ count }) => count > 0),
        all: published.length === acts.length,
        publishedAt: published.at(-1),
        publishOn: acts
          .flatMap(({ publishOn }) => publishOn ?? [])
          .sort((a, b) => b.getTime() - a.getTime())[0],
      }
    : undefined;
}

/** What an office pastes into its own portal. */
function frameOf({ site, language }: Context, unit: string, title: string) {
  const address = `${site.publicUrl}/embed/delays/${unit}`;
  return {
    code: `<iframe src="${address}?language=${language}" title="${title}" width="100%" height="600"></iframe>`,
    dataHref: `${address}/list.json`,
  };
}

async function monthPage(context: Context, name: string, { unit, from }: MonthQuery): Promise<Reply> {
  const list = await delayList(context, { month: name, ...(unit ? { unit } : {}) });
  const title = translator(context.language)('accountability.month-title', {
    month: monthName(name, context),
  });
  const next = from + PAGE_SIZE;
  return page('accountability/month', {
    title,
    ...list,
    items: list.items.slice(from, next),
    total: list.items.length,
    groups: grouped(list),
    act: unit ? list.acts[0] : undefined,
    progress: progressOf(list),
    manyUnits: !unit,
    ...(unit ? { unit: named(unit), frame: frameOf(context, unit, title) } : {}),
    csvHref: `/delays/${name}/list.csv${search({ unit })}`,
    ...(list.acts.some(({ version }) => version !== null)
      ? { pdfHref: `/delays/${name}/list.pdf${search({ unit })}` }
      : {}),
    jsonHref: `/api/v1/delays/${name}${search({ unit })}`,
    feedHref: `/delays/feed.atom${search({ unit })}`,
    allHref: `/delays/${name}`,
    monthsHref: `/delays${search({ unit })}`,
    ...(next < list.items.length ? { next: `/delays/${name}${search({ unit, from: next })}` } : {}),
    ...(from > 0 ? { first: `/delays/${name}${search({ unit })}` } : {}),
  });
}

export const delayListRoutes: Route[] = [
  route({
    method: 'get',
    path: '/delays',
    who: 'anyone',
    limit: 'lists',
    query: unitQuery,
    handler: ({ context, query }) => monthsPage(context, query),
  }),
  route({
    method: 'get',
    path: '/delays/:month',
    who: 'anyone',
    limit: 'lists',
    query: monthQuery,
    handler: ({ context, params, query }) => monthPage(context, params.month, query),
  }),
  route({
    method: 'get',
    path: '/delays/:month/list.csv',
    who: 'anyone',
    limit: 'lists',
    query: unitQuery,
    async handler({ context, params, query }) {
      const { name: month } = begunMonth(context, params.month);
      const list = await delayList(context, { month, ...(query.unit ? { unit: query.unit } : {}) });
      const name = ['delays', month, query.unit].filter(Boolean).join('-');
      return file('text/csv; charset=utf-8', delayCsv(context, list), `${name}.csv`);
    },
  }),
];
