import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed } from '../../platform/web/route.ts';
import { actsOf } from '../bulk/policy.ts';
import { inboxRows } from '../desk/rows.ts';
import { removeQueue, saveQueue } from './actions.ts';
import { addressOf, sortOf } from './filter.ts';
import { filterModel, itemsForFile, itemsPage } from './queries.ts';
import { type ItemsQuery, itemsQuery, queueForm } from './schemas.ts';
import { itemsCsv, itemsXlsx } from './table.ts';

const WORKERS = ['screen', 'answer'] as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function listPage(context: Context, query: ItemsQuery, typed?: Typed): Promise<Reply> {
  const { rows, next } = await itemsPage(context, query);
  const shown = { ...query, sort: sortOf(query) };
  const { after, ...whole } = shown;
  return page('feedback/queues/items', {
    ...(typed ? { ...typed, labels: { name: 'feedback.queues.name' } } : {}),
    title: translator(context.language)('feedback.queues.title'),
    rows: await inboxRows(context, rows),
    ...(await filterModel(context, 'items', shown)),
    acts: actsOf(context.actor),
    csvHref: addressOf('/items/list.csv', whole),
    xlsxHref: addressOf('/items/list.xlsx', whole),
    next: next && addressOf('/items', { ...shown, after: next }),
    first: after ? addressOf('/items', whole) : undefined,
  });
}

/** The list of which somebody keeps the filters, as far as they can be read. */
function queryTyped(typed: Typed): ItemsQuery {
  const sent = new URLSearchParams(String(typed.values['query'] ?? ''));
  const { value, error } = itemsQuery.validate(Object.fromEntries(sent));
  return error ? itemsQuery.validate({}).value! : value;
}

const fileName = (context: Context, kind: string) => `phan-anh-${cityDate(context.now)}.${kind}`;

export const queueRoutes: Route[] = [
  route({
    method: 'get',
    path: '/items',
    who: WORKERS,
    query: itemsQuery,
    handler: ({ context, query }) => listPage(context, query),
  }),
  route({
    method: 'get',
    path: '/items/list.csv',
    who: WORKERS,
    query: itemsQuery,
    handler: async ({ context, query }) => {
      const rows = await itemsForFile(context, query);
      context.site.catalogue.noteReading?.(context, { what: 'list' });
      return file('text/csv; charset=utf-8', await itemsCsv(context, rows), fileName(context, 'csv'));
    },
  }),
  route({
    method: 'get',
    path: '/items/list.xlsx',
    who: WORKERS,
    query: itemsQuery,
    handler: async ({ context, query }) => {
      const rows = await itemsForFile(context, query);
      context.site.catalogue.noteReading?.(context, { what: 'list' });
      return file(XLSX, await itemsXlsx(context, rows), fileName(context, 'xlsx'));
    },
  }),
  route({
    method: 'post',
    path: '/items/saved',
    who: WORKERS,
    body: queueForm,
    handler: async ({ context, body }) => {
      await saveQueue(context, body);
      return seeOther(addressOf(`/${body.place}`, body.query));
    },
    again: ({ context }, typed) => listPage(context, queryTyped(typed), typed),
  }),
  route({
    method: 'post',
    path: '/items/saved/:id/removal',
    who: WORKERS,
    handler: async ({ context, params }) => {
      await removeQueue(context, params.id);
      return seeOther('/items');
    },
  }),
];
