import { cityDate } from '../calendar/index.ts';
import { file, plain } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { allRegulations } from '../regulations/index.ts';
import { unitsInForce } from '../units/index.ts';

const PAGES = [
  ...['/', '/feedback', '/feedback/new', '/feedback/complaints', '/track', '/regulations', '/units'],
  ...[
    '/dialogues',
    '/commitments',
    '/dashboard',
    '/scores',
    '/open-data',
    '/delays',
    '/calendar',
    '/about',
    '/privacy',
    '/accessibility',
  ],
];

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#14603d" d="M16 16 18.8 2.3a14 14 0 1 1-5.6 0Z"/><path fill="none" stroke="#cfe6d8" stroke-width="1.4" stroke-linecap="round" d="m16 16-9.5-5M16 16 5.5 20M16 16v11M16 16l10.5 4M16 16l9.5-5"/></svg>';

/** What programs ask of every site: search engines where they may go, and whoever looks for an icon at the old place. */
export const machineRoutes: Route[] = [
  route({
    method: 'get',
    path: '/robots.txt',
    who: 'anyone',
    handler: async () => plain('home/robots', 'text/plain'),
  }),
  route({
    method: 'get',
    path: '/sitemap.xml',
    who: 'anyone',
    limit: 'lists',
    handler: async ({ context }) =>
      plain('home/sitemap', 'application/xml', {
        paths: [
          ...PAGES,
          ...allRegulations().map(({ slug }) => `/regulations/${slug}`),
          ...unitsInForce(cityDate(context.now)).map(({ slug }) => `/units/${slug}`),
        ],
      }),
  }),
  route({
    method: 'get',
    path: '/favicon.ico',
    who: 'anyone',
    handler: async () => file('image/svg+xml', ICON),
  }),
];
