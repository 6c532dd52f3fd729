import { isStaff } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { offeredFactor, removeFactor, renewRecovery, setUpFactor } from '../actions/second-factor.ts';
import { ownFactor } from '../queries.ts';
import { ownCodeForm, ownFactorForm, toQuery } from '../schemas.ts';
import { startPage } from '../start-page.ts';

export const CODES_PAGE = '/account/second-factor/codes';

/** Carries the recovery codes over the redirect to the page that shows them; only their hashes are kept. */
const COOKIE = 'recovery-codes';
const SECONDS = 300;

type Browser = Pick<Visit, 'context' | 'cookies'>;

export function carryCodes({ context, cookies }: Browser, account: string, codes: string[]): void {
  const value = context.site.tokens.seal(codes.join(' '), COOKIE, account);
  cookies.write(COOKIE, value, { path: CODES_PAGE, maxAgeSeconds: SECONDS });
}

function carriedCodes({ context, cookies }: Browser): string[] | undefined {
  const id = isStaff(context.actor) ? context.actor.id : '';
  return context.site.tokens.unseal(cookies.read(COOKIE) ?? '', COOKIE, id)?.split(' ');
}

async function factorPage({ context, query }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const t = translator(context.language);
  const own = await ownFactor(context);
  return page('accounts/second-factor', {
    title: t(own.factor ? 'accounts.factor.replace' : 'accounts.factor.set-up'),
    action: '/account/second-factor',
    own: true,
    factor: own.factor,
    required: own.required && !own.factor,
    mayRemove: own.factor && !own.required,
    done: query.done,
    offered: offeredFactor(context, own, typed?.values['secret']),
    ...typed,
    // A code is used up or was wrong: it has to be read from the app again.
    values: {},
  });
}

const form = { who: 'staff', limit: 'passwords', again: factorPage } as const;

/** The second factor on the own account. */
export const secondFactorRoutes: Route[] = [
  route({
    method: 'get',
    path: '/account/second-factor',
    who: 'staff',
    handler: (visit) => factorPage(visit),
  }),
  route({
    method: 'post',
    path: '/account/second-factor',
    ...form,
    body: ownFactorForm,
    handler: async (visit) => {
      const { secret: sealed, code, currentPassword = '', oldCode = '' } = visit.body;
      const proof = { password: currentPassword, code: oldCode };
      const { account, codes } = await setUpFactor(visit.context, { sealed, code, proof });
      carryCodes(visit, account, codes);
      return seeOther(CODES_PAGE);
    },
  }),
  route({
    method: 'get',
    path: CODES_PAGE,
    who: 'staff',
    query: toQuery,
    handler: async ({ context, cookies, query }) => {
      const codes = carriedCodes({ context, cookies });
      if (!codes) return seeOther('/account');
      cookies.clear(COOKIE, CODES_PAGE);
      const next = query.to ? ownPath(query.to) : isStaff(context.actor) && startPage(context.actor);
      const title = translator(context.language)('accounts.recovery.title');
      return page('accounts/recovery-codes', { title, codes, next });
    },
  }),
  route({
    method: 'post',
    path: CODES_PAGE,
    ...form,
    body: ownCodeForm('recoveryCode'),
    handler: async (visit) => {
      const { account, codes } = await renewRecovery(visit.context, visit.body['recoveryCode']!);
      carryCodes(visit, account, codes);
      return seeOther(CODES_PAGE);
    },
  }),
  route({
    method: 'post',
    path: '/account/second-factor/removal',
    ...form,
    body: ownCodeForm('removalCode'),
    handler: async ({ context, body }) => {
      await removeFactor(context, body['removalCode']!);
      return seeOther('/account?done=factor-removed');
    },
  }),
];
