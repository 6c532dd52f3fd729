import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { KINDS } from '../item/rules/fields.ts';
import { FIGURES, PUBLIC_LABELS } from '../item/rules/status.ts';
import { listItems } from './queries.ts';
import { type ListQuery, listQuery } from './schemas.ts';
import { excerptOf } from './search.ts';

/** The list's address with other filters or another page. */
function address(query: ListQuery, change: Partial<ListQuery>): string {
  const entries = Object.entries({ ...query, ...change }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const search = new URLSearchParams(entries as [string, string][]).toString();
  return search ? `/feedback?${search}` : '/feedback';
}

export const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    query: listQuery,
    handler: async ({ context, query }) => {
      const { items, next, found, tooCommon } = await listItems(context, query);
      const excerpt = query.q ? excerptOf(query.q) : () => undefined;
      return page('feedback/lists/list', {
        title: translator(context.language)('feedback.list.title'),
        items: items.map((item) => ({ ...item, excerpt: excerpt(item) })),
        found,
        tooCommon,
        query,
        labels: [...PUBLIC_LABELS, ...FIGURES],
        kinds: KINDS,
        regulation: query.regulation ? regulationOf(query.regulation) : undefined,
        unit: query.unit ? unitOf(query.unit) : undefined,
        next: next && address(query, { after: next }),
        first: query.after && address(query, { after: undefined }),
      });
    },
  }),
];
