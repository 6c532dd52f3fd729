import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { addPasskey, offerPasskey, removePasskey } from '../actions/passkeys.ts';
import { ownPasskeys } from '../queries.ts';
import { newPasskeyForm } from '../schemas.ts';
import { accountPage } from './own-account.ts';

const PATH = '/account/passkeys';

async function newPasskeyPage({ context }: Pick<Visit, 'context'>, typed?: Typed): Promise<Reply> {
  const title = translator(context.language)('accounts.passkeys.add');
  const passkey = await offerPasskey(context, await ownPasskeys(context));
  return page('accounts/new-passkey', { title, passkey, ...typed });
}

/** Passkeys of the own account. */
export const passkeyRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: 'staff',
    handler: (visit) => newPasskeyPage(visit),
  }),
  route({
    method: 'post',
    path: PATH,
    who: 'staff',
    body: newPasskeyForm,
    proof: true,
    handler: async ({ context, body: { passkeyName: name, ...answer } }) => {
      await addPasskey(context, { ...answer, name });
      return seeOther('/account?done=passkey-added');
    },
    again: newPasskeyPage,
  }),
  route({
    method: 'post',
    path: `${PATH}/:passkey/removal`,
    who: 'staff',
    proof: true,
    handler: async ({ context, params }) => {
      await removePasskey(context, params.passkey);
      return seeOther('/account?done=passkey-removed');
    },
    again: accountPage,
  }),
];
