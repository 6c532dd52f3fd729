import { Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, plain } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { monthName } from '../month-name.ts';
import { unitQuery } from '../schemas.ts';
import { begunMonth } from './delays.ts';
import { embeddedList, publishedLists, publishedPdf } from './public-files.ts';
import { named } from './unit-totals.ts';

/** So many entries stand in a frame; the page of the month has all. */
const IN_FRAME = 20;

/** What is published, for readers, papers, feeds and the portals of the offices. */
export const publicListRoutes: Route[] = [
  route({
    method: 'get',
    path: '/delays/:month/list.pdf',
    who: 'anyone',
    limit: 'reads',
    query: unitQuery,
    async handler({ context, params, query }) {
      const { name: month } = begunMonth(context, params.month);
      const body = await publishedPdf(context, { month, ...(query.unit ? { unit: query.unit } : {}) });
      return file('application/pdf', body, `${['delays', month, query.unit].filter(Boolean).join('-')}.pdf`);
    },
  }),
  route({
    method: 'get',
    path: '/delays/feed.atom',
    who: 'anyone',
    limit: 'lists',
    query: unitQuery,
    async handler({ context, query }) {
      const lists = await publishedLists(query.unit);
      return plain('accountability/delay-list/feed', 'application/atom+xml; charset=utf-8', {
        lists: lists.map((list) => ({ ...list, monthName: monthName(list.month, context) })),
        updated: lists[0]?.updatedAt ?? context.now,
        unit: query.unit ? named(query.unit) : undefined,
        self: `/delays/feed.atom${query.unit ? `?unit=${query.unit}` : ''}`,
        page: `/delays${query.unit ? `?unit=${query.unit}` : ''}`,
      });
    },
  }),
  route({
    method: 'get',
    path: '/embed/delays/:unit',
    who: 'anyone',
    async handler({ context, params }) {
      const { list, origins } = await embeddedList(context, params.unit);
      const unit = named(params.unit);
      return {
        ...page('accountability/delay-list/frame', {
          title: translator(context.language)('accountability.title'),
          ...list,
          ...(list
            ? { monthName: monthName(list.month, context), items: list.items.slice(0, IN_FRAME) }
            : {}),
          ...{ totals: list?.units[0], act: list?.acts[0], more: (list?.items.length ?? 0) > IN_FRAME },
          unit,
          href: list ? `/delays/${list.month}?unit=${unit.slug}` : `/delays?unit=${unit.slug}`,
        }),
        layout: 'frame',
        framedBy: origins,
      };
    },
  }),
  route({
    method: 'get',
    path: '/embed/delays/:unit/list.json',
    who: 'anyone',
    async handler({ context, params, origin }) {
      const { list, origins } = await embeddedList(context, params.unit);
      const own = origin === undefined || origin === context.site.publicUrl;
      if (!own && !origins.includes(origin)) throw new Forbidden('accountability.delay-list.errors.origin');
      const body = JSON.stringify(list ?? null);
      return { ...file('application/json; charset=utf-8', body), ...(own ? {} : { readBy: origin }) };
    },
  }),
];
