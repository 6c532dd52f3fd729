import { translator } from '../../platform/i18n/texts.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { createOwnToken, withdrawToken } from '../actions/tokens.ts';
import { tokenForm } from '../schemas.ts';
import { accountPage } from './own-account.ts';

/** Carries a new token over the redirect to the one page that shows it. Nothing but its hash is stored. */
const COOKIE = 'new-token';
const SHOWN_AT = '/account/tokens/new';
const SECONDS = 300;

export const tokenRoutes: Route[] = [
  route({
    method: 'post',
    path: '/account/tokens',
    who: 'staff',
    body: tokenForm,
    proof: true,
    handler: async ({ context, body, cookies }) => {
      const { tokenName, scopes, tokenUnits, days } = body;
      const { token } = await createOwnToken(context, { name: tokenName, scopes, units: tokenUnits, days });
      cookies.write(COOKIE, token, { path: SHOWN_AT, maxAgeSeconds: SECONDS });
      return seeOther(SHOWN_AT);
    },
    again: accountPage,
  }),
  route({
    method: 'get',
    path: SHOWN_AT,
    who: 'staff',
    handler: async ({ context, cookies }) => {
      const token = cookies.read(COOKIE);
      if (!token) return seeOther('/account');
      cookies.clear(COOKIE, SHOWN_AT);
      return page('accounts/new-token', {
        title: translator(context.language)('accounts.new-token.title'),
        token,
      });
    },
  }),
  route({
    method: 'post',
    path: '/account/tokens/:id/withdrawal',
    who: 'staff',
    handler: async ({ context, params }) => {
      await withdrawToken(context, params.id);
      return seeOther('/account?done=withdrawal');
    },
  }),
];
