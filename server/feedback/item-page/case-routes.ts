import { file } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { caseFile } from './case-file.ts';

export const caseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/case.pdf',
    who: 'anyone',
    limit: 'reads',
    handler: async ({ context, params }) =>
      file('application/pdf', await caseFile(context, params.code), `${params.code}.pdf`),
  }),
];
