import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { askForPasskey, usePasskey } from '../actions/passkeys.ts';
import { offeredFactor, setUpFirstFactor } from '../actions/second-factor.ts';
import { giveCode } from '../actions/sessions.ts';
import { enter, halfSignedIn } from '../half-signed-in.ts';
import { knownDevice } from '../known-device.ts';
import { hasSecondStep } from '../rules.ts';
import {
  type CodeForm,
  codeForm,
  type FactorForm,
  firstFactorForm,
  type PasskeyForm,
  passkeyForm,
  toQuery,
} from '../schemas.ts';
import { CODES_PAGE, carryCodes } from './second-factor.ts';

/** Whose password was given. */
type Account = NonNullable<Awaited<ReturnType<typeof halfSignedIn>>>;

type ToQuery = { to: string };
const BEGINNING = '/sign-in';

/** What was typed, but for the code: it is used up, or was wrong. */
const toOf = (typed: Typed | undefined, query: Partial<ToQuery> = {}) => typed?.values['to'] ?? query.to;

async function codePage(visit: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const { context, query } = visit;
  const title = translator(context.language)('accounts.code.title');
  const account = await halfSignedIn(visit);
  return page('accounts/code', {
    ...{ title, byCode: !account || !!account.factor, passkeyAction: '/sign-in/code/passkey' },
    passkey: account?.passkeys.length ? await askForPasskey(context, account) : undefined,
    ...typed,
    values: { to: toOf(typed, query) },
  });
}

function firstFactorPage(
  { context, query }: Visit<any, any>,
  account: Pick<Account, 'id' | 'email'>,
  typed?: Typed,
): Reply {
  return page('accounts/second-factor', {
    title: translator(context.language)('accounts.factor.set-up'),
    action: '/sign-in/second-factor',
    required: true,
    offered: offeredFactor(context, account, typed?.values['secret']),
    ...typed,
    values: { to: toOf(typed, query) },
  });
}

/** Nobody has given a password in this browser: the form is shown, and leads nowhere. */
const nobody = { id: '', email: '' };

const complete = ({ id, epoch, roles, ownRoles }: Account) => ({
  ...{ id, epoch, roles, ownRoles, missing: undefined },
});

async function takeCode(visit: Visit<CodeForm>): Promise<Reply> {
  const { context, body, network, limits } = visit;
  const account = await halfSignedIn(visit);
  if (!account?.factor) return seeOther(BEGINNING);
  const device = knownDevice(visit, account._id);
  await giveCode(context, account, body, { network, limits, device });
  return enter(visit, complete(account), body.to);
}

async function takePasskey(visit: Visit<PasskeyForm & ToQuery>): Promise<Reply> {
  const { context, body } = visit;
  const account = await halfSignedIn(visit);
  if (!account) return seeOther(BEGINNING);
  return enter(visit, complete(await usePasskey(context, body, account)), body.to);
}

async function takeFactor(visit: Visit<FactorForm & ToQuery>): Promise<Reply> {
  const { context, body } = visit;
  const account = await halfSignedIn(visit);
  if (!account || hasSecondStep(account)) return seeOther(BEGINNING);
  const { codes } = await setUpFirstFactor(context, account, { sealed: body.secret, code: body.code });
  await enter(visit, complete(account), '');
  carryCodes(visit, account._id, codes);
  return seeOther(body.to ? `${CODES_PAGE}?to=${encodeURIComponent(body.to)}` : CODES_PAGE);
}

/** Between the password and the session, without script. */
export const secondStepRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sign-in/code',
    who: 'anyone',
    query: toQuery,
    handler: async (visit) => {
      const account = await halfSignedIn(visit);
      return account && hasSecondStep(account) ? codePage(visit) : seeOther(BEGINNING);
    },
  }),
  route({
    method: 'post',
    path: '/sign-in/code',
    who: 'anyone',
    whileClosed: true,
    body: codeForm,
    limit: 'itself',
    handler: takeCode,
    again: codePage,
  }),
  route({
    method: 'post',
    path: '/sign-in/code/passkey',
    who: 'anyone',
    whileClosed: true,
    body: passkeyForm,
    limit: 'passwords',
    handler: takePasskey,
    again: codePage,
  }),
  route({
    method: 'get',
    path: '/sign-in/second-factor',
    who: 'anyone',
    query: toQuery,
    handler: async (visit) => {
      const account = await halfSignedIn(visit);
      return account && !hasSecondStep(account) ? firstFactorPage(visit, account) : seeOther(BEGINNING);
    },
  }),
  route({
    method: 'post',
    path: '/sign-in/second-factor',
    who: 'anyone',
    whileClosed: true,
    body: firstFactorForm,
    handler: takeFactor,
    again: async (visit, typed) => firstFactorPage(visit, (await halfSignedIn(visit)) ?? nobody, typed),
  }),
];
