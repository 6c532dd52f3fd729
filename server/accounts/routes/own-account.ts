import { type Context, isStaff } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { LANGUAGE_COOKIE } from '../../platform/web/visit.ts';
import { changePassword } from '../actions/passwords.ts';
import { changeProfile, endAbsence, setAbsence } from '../actions/profile.ts';
import { endSessions, noteEndedSessions } from '../actions/sessions.ts';
import { callOptions, languageOptions, listOf, scopeOptions } from '../form-options.ts';
import { ownAccount, ownAccountData } from '../queries.ts';
import { MOST_TOKEN_DAYS, PASSWORD_LEAST } from '../rules.ts';
import { absenceForm, doneQuery, passwordForm, profileForm } from '../schemas.ts';

export const ownId = (context: Context) => (isStaff(context.actor) ? context.actor.id : '');

const PASSWORDS = ['currentPassword', 'newPassword'];

/** The one page with all forms of the own account; `typed` fills the one that was refused. */
export async function accountPage(
  { context, query, session }: Pick<Visit, 'context' | 'query' | 'session'>,
  typed?: Typed,
): Promise<Reply> {
  const account = await ownAccount(context, ownId(context));
  const sessions = await session.all();
  const kept = Object.entries(typed?.values ?? {}).filter(([name]) => !PASSWORDS.includes(name));
  const values: Record<string, unknown> = { name: account.name, days: '90', ...Object.fromEntries(kept) };
  const deputy = listOf(values['deputy'])[0];
  return page('accounts/account', {
    title: translator(context.language)('accounts.account.title'),
    done: query['done'],
    account,
    sessions,
    others: sessions.length > 1,
    tokensPath: '/account/tokens',
    languageChoices: languageOptions(values['language'] ?? account.language),
    scopes: scopeOptions(values['scopes'] ?? 'read'),
    calls: callOptions(context, values['scopes']),
    tokenUnits: account.units.map((unit) => ({
      ...unit,
      chosen: listOf(values['tokenUnits']).includes(unit.slug),
    })),
    deputies: account.deputies.map((each) => ({ ...each, chosen: each.id === deputy })),
    limits: { least: PASSWORD_LEAST, days: MOST_TOKEN_DAYS },
    ...typed,
    values,
  });
}

const done = (what: string) => seeOther(`/account?done=${what}`);

/** After a refusal the address is that of the form; loading it anew leads back to the page. */
const BACK = ['profile', 'password', 'absence', 'absence/end', 'sign-out-everywhere', 'tokens'];

export const ownAccountRoutes: Route[] = [
  route({
    method: 'get',
    path: '/account/own-data.json',
    who: 'staff',
    handler: async ({ context }) =>
      file('application/json', JSON.stringify(await ownAccountData(context), null, 2), 'account.json'),
  }),
  route({
    method: 'get',
    path: '/account',
    who: 'staff',
    query: doneQuery,
    handler: (visit) => accountPage(visit),
  }),
  ...BACK.map((path) =>
    route({
      method: 'get',
      path: `/account/${path}`,
      who: 'staff',
      handler: async () => seeOther('/account'),
    }),
  ),
  route({
    method: 'post',
    path: '/account/profile',
    who: 'staff',
    body: profileForm,
    handler: async ({ context, body, cookies }) => {
      await changeProfile(context, body);
      // The language of the cookie goes before that of the account: both have to say the same.
      cookies.write(LANGUAGE_COOKIE, body.language, {});
      return done('profile');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/password',
    who: 'staff',
    body: passwordForm,
    limit: 'passwords',
    handler: async ({ context, body, session }) => {
      const { id, epoch } = await changePassword(context, body);
      await session.signIn(id, epoch);
      return done('password');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/absence',
    who: 'staff',
    body: absenceForm,
    handler: async ({ context, body }) => {
      await setAbsence(context, body);
      return done('absence');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/absence/end',
    who: 'staff',
    handler: async ({ context }) => {
      await endAbsence(context);
      return done('absence-ended');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/sign-out-everywhere',
    who: 'staff',
    handler: async ({ context, session }) => {
      await endSessions(context, ownId(context));
      await session.signOut();
      return seeOther('/sign-in?done=signed-out');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/sessions/end-others',
    who: 'staff',
    handler: async ({ context, session }) => {
      await noteEndedSessions(context, await session.end(({ current }) => !current));
      return done('sessions');
    },
    again: accountPage,
  }),
  route({
    method: 'post',
    path: '/account/sessions/:id/end',
    who: 'staff',
    handler: async ({ context, session, params }) => {
      await noteEndedSessions(context, await session.end(({ id, current }) => id === params.id && !current));
      return done('sessions');
    },
    again: accountPage,
  }),
];
