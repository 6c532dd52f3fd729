import { type Context, isStaff, type Role } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed } from '../../platform/web/route.ts';
import { signIn } from '../actions/sessions.ts';
import { knownDevice, rememberDevice } from '../known-device.ts';
import { signInForm, signInQuery } from '../schemas.ts';

/** Where the day's work is: opened when nobody asked for another page. */
const START: [Role, string][] = [
  ['coordinator', '/triage'],
  ['head', '/inbox'],
  ['official', '/inbox'],
  ['administrator', '/accounts'],
];

function startPage(roles: readonly Role[]): string {
  return START.find(([role]) => roles.includes(role))?.[1] ?? '/account';
}

interface Asked {
  to: string;
  done?: string;
  /** In the demo: whose people are wanted, also by someone signed in. */
  unit?: string;
}

function signInPage(context: Context, given: Asked, typed?: Typed) {
  const title = translator(context.language)('accounts.sign-in.title');
  const { email, to = given.to } = (typed?.values ?? {}) as { email?: string; to?: string };
  return page('accounts/sign-in', {
    title,
    done: given.done,
    unit: given.unit,
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
        ? seeOther(query.to ? ownPath(query.to) : startPage(context.actor.roles))
        : signInPage(context, query),
  }),
  route({
    method: 'post',
    path: '/sign-in',
    who: 'anyone',
    body: signInForm,
    limit: 'itself',
    handler: async (visit) => {
      const { context, body, session, network, limits } = visit;
      const deviceOf = (account: string) => knownDevice(visit, account);
      const { id, epoch, roles } = await signIn(context, body, { network, limits, deviceOf });
      await session.signIn(id, epoch);
      rememberDevice(visit, id);
      return seeOther(body.to ? ownPath(body.to) : startPage(roles));
    },
    again: async ({ context }, typed) => signInPage(context, { to: '' }, typed),
  }),
  route({
    method: 'post',
    path: '/sign-out',
    who: 'anyone',
    handler: async ({ session }) => {
      await session.signOut();
      return seeOther('/sign-in?done=signed-out');
    },
  }),
];
