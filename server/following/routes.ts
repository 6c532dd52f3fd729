import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed } from '../platform/web/route.ts';
import { askToFollow, confirmFollowing, stopAll, stopFollowing } from './actions.ts';
import { followedBy, followedIn, followingOf, shownTarget } from './queries.ts';
import type { Target } from './rules.ts';
import { followForm, targetQuery } from './schemas.ts';
import { listToken } from './tokens.ts';

async function followPage(context: Context, target: Target, typed: Partial<Typed> = {}): Promise<Reply> {
  const shown = await shownTarget(context, followedBy(target));
  return page('following/follow', {
    title: translator(context.language)('following.title'),
    fields: Object.entries(target).map(([name, value]) => ({ name, value })),
    target: shown,
    ...typed,
  });
}

/** What was confirmed or stopped; a link that stands for nothing says no more than that. */
function said(
  context: Context,
  what: 'sent' | 'confirmed' | 'stopped' | 'nothing',
  more: object = {},
): Reply {
  return page('following/said', {
    title: translator(context.language)(`following.${what}.title`),
    what,
    ...more,
  });
}

async function ask(context: Context, token: string, what: 'confirm' | 'stop'): Promise<Reply> {
  const row = await followingOf(token);
  if (!row) return said(context, what === 'stop' ? 'stopped' : 'nothing');
  const target = await shownTarget(context, row).catch(() => undefined);
  const title = translator(context.language)(`following.${what}.title`);
  return page('following/ask', { title, what, target, token });
}

export const followingRoutes: Route[] = [
  route({
    method: 'get',
    path: '/follow',
    who: 'anyone',
    query: targetQuery,
    handler: ({ context, query }) => followPage(context, query),
  }),
  route({
    method: 'post',
    path: '/follow',
    who: 'anyone',
    limit: 'letters',
    body: followForm,
    handler: async ({ context, body }) => {
      await askToFollow(context, body);
      return seeOther('/follow/sent');
    },
    again: ({ context }, typed) => {
      const { email: _email, ...fields } = typed.values;
      const target = targetQuery.validate(fields, { stripUnknown: true });
      return followPage(context, target.value ?? {}, typed);
    },
  }),
  route({
    method: 'get',
    path: '/follow/sent',
    who: 'anyone',
    handler: async ({ context }) => said(context, 'sent'),
  }),
  route({
    method: 'get',
    path: '/following/:token/confirmation',
    who: 'anyone',
    handler: ({ context, params }) => ask(context, params.token, 'confirm'),
  }),
  route({
    method: 'post',
    path: '/following/:token/confirmation',
    who: 'anyone',
    limit: 'links',
    handler: async ({ context, params }) => {
      const row = await confirmFollowing(context, params.token);
      if (!row) return said(context, 'nothing');
      return said(context, 'confirmed', {
        // Gone meanwhile: it was confirmed all the same.
        target: await shownTarget(context, row).catch(() => undefined),
        listHref: `/following/list/${listToken(context.site, row.to)}`,
      });
    },
  }),
  route({
    method: 'get',
    path: '/following/:token/stop',
    who: 'anyone',
    handler: ({ context, params }) => ask(context, params.token, 'stop'),
  }),
  route({
    method: 'post',
    path: '/following/:token/stop',
    who: 'anyone',
    // The button "unsubscribe" of a mail program (RFC 8058).
    fromElsewhere: true,
    provesItself: true,
    handler: async ({ context, params }) => {
      await stopFollowing(context, params.token);
      return said(context, 'stopped');
    },
  }),
  route({
    method: 'get',
    path: '/following/list/:token',
    who: 'anyone',
    handler: async ({ context, params }) =>
      page('following/list', {
        title: translator(context.language)('following.list.title'),
        rows: await followedIn(context, params.token),
        token: params.token,
      }),
  }),
  route({
    method: 'get',
    path: '/following/list/:token/stop',
    who: 'anyone',
    handler: async ({ context, params }) =>
      page('following/ask', {
        title: translator(context.language)('following.stop.title'),
        ...{ what: 'stop', token: `list/${params.token}`, all: true },
      }),
  }),
  route({
    method: 'post',
    path: '/following/list/:token/stop',
    who: 'anyone',
    fromElsewhere: true,
    provesItself: true,
    handler: async ({ context, params }) => {
      await stopAll(context, params.token);
      return said(context, 'stopped');
    },
  }),
];
