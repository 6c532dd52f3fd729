import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed } from '../../platform/web/route.ts';
import { acceptInvitation, invitedAccount } from '../actions/invitations.ts';
import { accountOfReset, requestReset, resetPassword } from '../actions/passwords.ts';
import { checkSetUpKey, setUp } from '../actions/set-up.ts';
import { languageOptions } from '../form-options.ts';
import { enter } from '../half-signed-in.ts';
import { rememberDevice } from '../known-device.ts';
import { PASSWORD_LEAST } from '../rules.ts';
import { acceptForm, resetForm, resetRequestForm, setUpForm } from '../schemas.ts';

type Values = Record<string, unknown>;

/** A form that sets a password; what was typed comes back, the password does not. */
function form(context: Context, name: string, values: Values, typed?: Typed): Reply {
  const { password, ...kept } = (typed?.values ?? {}) as Values;
  const shown = { ...values, ...kept };
  return page(`accounts/${name}`, {
    title: translator(context.language)(`accounts.${name}.title`),
    least: PASSWORD_LEAST,
    languageChoices: languageOptions(shown['language'] ?? context.language),
    ...typed,
    values: shown,
  });
}

async function resetPage(context: Context, token: string, typed?: Typed): Promise<Reply> {
  const { email } = await accountOfReset(token, context.now);
  return form(context, 'new-password', { email }, typed);
}

async function invitationPage(context: Context, token: string, typed?: Typed): Promise<Reply> {
  const { name, email, language, roles } = await invitedAccount(token, context.now);
  return form(context, 'invitation', { name, email, language, roles }, typed);
}

async function setUpPage(context: Context, key: string, typed?: Typed): Promise<Reply> {
  await checkSetUpKey(key, context.now);
  return form(context, 'set-up', {}, typed);
}

const resetRoutes = [
  route({
    method: 'get',
    path: '/password-reset',
    who: 'anyone',
    handler: async ({ context }) => form(context, 'password-reset', {}),
  }),
  route({
    method: 'post',
    path: '/password-reset',
    who: 'anyone',
    body: resetRequestForm,
    limit: 'letters',
    handler: async ({ context, body }) => {
      await requestReset(context, body);
      return seeOther('/password-reset/sent');
    },
    again: async ({ context }, typed) => form(context, 'password-reset', {}, typed),
  }),
  route({
    method: 'get',
    path: '/password-reset/sent',
    who: 'anyone',
    handler: async ({ context }) => form(context, 'reset-sent', {}),
  }),
  route({
    method: 'get',
    path: '/password-reset/:token',
    who: 'anyone',
    handler: ({ context, params }) => resetPage(context, params.token),
  }),
  route({
    method: 'post',
    path: '/password-reset/:token',
    who: 'anyone',
    body: resetForm,
    limit: 'links',
    handler: async (visit) => {
      const { context, params, body } = visit;
      const { id } = await resetPassword(context, params.token, body);
      rememberDevice(visit, id);
      return seeOther('/sign-in?done=reset');
    },
    again: ({ context, params }, typed) => resetPage(context, params.token, typed),
  }),
];

const invitationRoutes = [
  route({
    method: 'get',
    path: '/invitation/:token',
    who: 'anyone',
    handler: ({ context, params }) => invitationPage(context, params.token),
  }),
  route({
    method: 'post',
    path: '/invitation/:token',
    who: 'anyone',
    body: acceptForm,
    limit: 'links',
    handler: async (visit) => {
      const { context, params, body } = visit;
      const person = await acceptInvitation(context, params.token, body);
      return enter(visit, person, '/account?done=activated');
    },
    again: ({ context, params }, typed) => invitationPage(context, params.token, typed),
  }),
];

const setUpRoutes = [
  route({
    method: 'get',
    path: '/set-up/:key',
    who: 'anyone',
    handler: ({ context, params }) => setUpPage(context, params.key),
  }),
  route({
    method: 'post',
    path: '/set-up/:key',
    who: 'anyone',
    body: setUpForm,
    limit: 'links',
    handler: async (visit) => {
      const { context, params, body, session } = visit;
      const { id, epoch } = await setUp(context, params.key, body);
      await session.signIn(id, epoch);
      rememberDevice(visit, id);
      return seeOther('/accounts');
    },
    again: ({ context, params }, typed) => setUpPage(context, params.key, typed),
  }),
];

/** Pages that a link opens, before there is a password. */
export const linkRoutes: Route[] = [...resetRoutes, ...invitationRoutes, ...setUpRoutes];
