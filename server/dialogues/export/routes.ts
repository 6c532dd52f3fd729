import { file } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { sessionCsv } from './csv.ts';
import { sessionExport } from './session.ts';

export const exportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/export.json',
    who: 'anyone',
    limit: 'lists',
    handler: async ({ context, params }) => {
      const body = JSON.stringify(await sessionExport(context, params.code), null, 2);
      return file('application/json; charset=utf-8', body, `${params.code}.json`);
    },
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/export.csv',
    who: 'anyone',
    limit: 'lists',
    handler: async ({ context, params }) => {
      const body = await sessionCsv(context, params.code);
      return file('text/csv; charset=utf-8', body, `${params.code}.csv`);
    },
  }),
];
