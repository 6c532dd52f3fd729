import { type Context, isStaff } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed } from '../../platform/web/route.ts';
import { askForPasskey, usePasskey } from '../actions/passkeys.ts';
import { signIn } from '../actions/sessions.ts';
import { enter } from '../half-signed-in.ts';
import { knownDevice } from '../known-device.ts';
import { passkeyForm, signInForm, signInQuery } from '../schemas.ts';
import { startPage } from '../start-page.ts';

interface Asked {
  to: string;
  done?: string;
  /** In the demo: whose people are wanted, also by someone signed in. */
  unit?: string;
}

export async function signInPage(context: Context, given: Asked, typed?: Typed) {
  const title = translator(context.language)('accounts.sign-in.title');
  const { email, to = given.to } = (typed?.values ?? {}) as { email?: string; to?: string };
  return page('accounts/sign-in', {
    title,
    done: given.done,
    unit: given.unit,
    provider: context.site.staffProvider?.name,
    providerPath: `/sign-in/provider${to && `?to=${encodeURIComponent(to)}`}`,
    ...{ passkey: await askForPasskey(context), passkeyAction: '/sign-in/passkey' },
    ...typed,
    values: { email, to },
  });
}

export const signInRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sign-in',
    who: 'anyone',
    query: signInQuery,
    handler: async ({ context, query }) =>
      isStaff(context.actor) && !query.unit
        ? seeOther(query.to ? ownPath(query.to) : startPage(context.actor))
        : signInPage(context, query),
  }),
  route({
    method: 'post',
    path: '/sign-in',
    who: 'anyone',
    whileClosed: true,
    body: signInForm,
    limit: 'itself',
    handler: async (visit) => {
      const { context, body, network, limits } = visit;
      const deviceOf = (account: string) => knownDevice(visit, account);
      return enter(visit, await signIn(context, body, { network, limits, deviceOf }), body.to);
    },
    again: async ({ context }, typed) => signInPage(context, { to: '' }, typed),
  }),
  route({
    method: 'post',
    path: '/sign-in/passkey',
    who: 'anyone',
    whileClosed: true,
    body: passkeyForm,
    limit: 'passwords',
    handler: async (visit) => {
      const { _id: id, epoch, roles, ownRoles } = await usePasskey(visit.context, visit.body);
      return enter(visit, { id, epoch, roles, ownRoles, missing: undefined }, visit.body.to);
    },
    again: ({ context }, typed) => signInPage(context, { to: '' }, typed),
  }),
  route({
    method: 'post',
    path: '/sign-out',
    who: 'anyone',
    whileClosed: true,
    handler: async ({ session }) => {
      await session.signOut();
      return seeOther('/sign-in?done=signed-out');
    },
  }),
];
