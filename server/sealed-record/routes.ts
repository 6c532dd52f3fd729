import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { addressWith } from '../units/index.ts';
import { dailyHeads } from './queries.ts';
import { headsQuery } from './schemas.ts';

const DAYS = 31;

export const sealedRecordRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sealed-record',
    who: 'anyone',
    limit: 'lists',
    query: headsQuery,
    async handler({ context, query }) {
      const { heads, next } = await dailyHeads(DAYS, query.before);
      return page('sealed-record/show', {
        title: translator(context.language)('sealed-record.title'),
        heads,
        ...(query.before ? { first: '/sealed-record' } : {}),
        ...(next ? { next: addressWith('/sealed-record', { before: next }) } : {}),
      });
    },
  }),
];
