import type { Context } from '../../platform/context.ts';
import { plain } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { timelineRows } from '../item-page/model.ts';
import { itemPage } from '../item-page/queries.ts';
import { listForPage } from './queries.ts';
import { type PageQuery, pageQuery } from './schemas.ts';

const ATOM = 'application/atom+xml; charset=utf-8';

/** Readers of feeds see what everybody sees, whatever this browser has opened. */
const asStranger = (context: Context): Context => ({ ...context, actor: { kind: 'visitor', holds: [] } });

/** Without what belongs to a page alone. */
function addressOf(query: PageQuery): string {
  const { sort: _sort, part: _part, after: _after, ...filters } = query;
  return new URLSearchParams(filters as Record<string, string>).toString();
}

export const feedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/feed.atom',
    who: 'anyone',
    limit: 'lists',
    query: pageQuery,
    handler: async ({ context, query }) => {
      const { items } = await listForPage(asStranger(context), { ...query, sort: 'newest', part: 0 });
      const open = items.filter(({ subject }) => subject);
      const entries = open.map((item) => ({ ...item, updated: item.closedAt ?? item.receivedAt }));
      const search = addressOf(query);
      return plain('feedback/lists/feed', ATOM, {
        entries,
        updated:
          entries.map(({ updated }) => updated).sort((a, b) => b.getTime() - a.getTime())[0] ?? context.now,
        self: `/feedback/feed.atom${search ? `?${search}` : ''}`,
        page: `/feedback${search ? `?${search}` : ''}`,
      });
    },
  }),
  route({
    method: 'get',
    path: '/feedback/:code/feed.atom',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const item = await itemPage(asStranger(context), params.code);
      const rows = timelineRows(item).reverse();
      return plain('feedback/item-page/feed', ATOM, { item, rows, updated: rows[0]?.at ?? item.receivedAt });
    },
  }),
];
