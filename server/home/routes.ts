import Joi from 'joi';
import { LANGUAGES } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { LANGUAGE_COOKIE } from '../platform/web/door.ts';
import { ownPath } from '../platform/web/own-path.ts';
import { page, seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';

const goTo = Joi.object({ to: Joi.string().max(2000).allow('').default('/') });

export const homeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/',
    who: 'anyone',
    handler: async () => page('home/show'),
  }),
  route<object, { to: string }>({
    method: 'get',
    path: '/language/:language',
    who: 'anyone',
    query: goTo,
    handler: async ({ params, query, cookies }) => {
      if (!(LANGUAGES as readonly string[]).includes(params['language']!)) throw new NotFound();
      cookies.write(LANGUAGE_COOKIE, params['language']!, {});
      return seeOther(ownPath(query.to));
    },
  }),
];
