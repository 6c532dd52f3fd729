import Joi from 'joi';
import { type Context, LANGUAGES, type Site } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { cookieName } from '../platform/web/cookie-names.ts';
import { ownPath } from '../platform/web/own-path.ts';
import { page, seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { isSecure, LANGUAGE_COOKIE } from '../platform/web/visit.ts';
import { sampleOfComponents } from './components.ts';
import { homePage, limitsToday } from './queries.ts';

const goTo = Joi.object({ to: Joi.string().max(2000).allow('').default('/') });

/** A page that is mostly text: its title is its heading. */
function textPage(name: string, model: (context: Context) => Record<string, unknown> = () => ({})): Route {
  return route({
    method: 'get',
    path: `/${name}`,
    who: 'anyone',
    handler: async ({ context }) => {
      const title = translator(context.language)(`home.${name}.title`);
      return page(`home/${name}`, { title, ...model(context) });
    },
  });
}

const COOKIES = ['language', 'csrf', 'receipt', 'holds', 'kept', 'sid'];

/** As a browser lists it. */
function cookieShown(site: Site, name: string): { name: string; shown: string } {
  return {
    name,
    shown: cookieName(name, { secure: isSecure(site), path: name === 'receipt' ? '/receipt' : '/' }),
  };
}

export const homeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/',
    who: 'anyone',
    handler: async ({ context }) => page('home/show', { ...(await homePage(context)) }),
  }),
  textPage('about', (context) => ({ limits: limitsToday(context) })),
  textPage('privacy', ({ site }) => ({ cookies: COOKIES.map((name) => cookieShown(site, name)) })),
  textPage('accessibility'),
  route({
    method: 'get',
    path: '/demo/components',
    who: 'anyone',
    handler: async ({ context }) => {
      if (!context.site.demo) throw new NotFound();
      const title = translator(context.language)('home.components.title');
      return page('home/components', { title, ...sampleOfComponents(context) });
    },
  }),
  route({
    method: 'get',
    path: '/language/:language',
    who: 'anyone',
    query: goTo,
    handler: async ({ params, query, cookies }) => {
      if (!(LANGUAGES as readonly string[]).includes(params.language)) throw new NotFound();
      cookies.write(LANGUAGE_COOKIE, params.language, {});
      return seeOther(ownPath(query.to));
    },
  }),
];
