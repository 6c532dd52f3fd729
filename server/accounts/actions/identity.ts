import type { Context } from '../../platform/context.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import type { Identity } from '../../platform/outbound/identity-provider.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { type Account, AccountModel, accountById } from '../model.ts';
import { canManageAccounts } from '../policy.ts';
import { allowsMove, statusAfter } from '../rules.ts';
import { type Admitted, admitted, noteSignIn } from './sessions.ts';

const keyOf = ({ issuer, subject }: Identity) => hashSecret(JSON.stringify([issuer, subject]));

/**
 * Lets in whom the city's identity provider names. The provider makes no accounts: an administrator has invited the
 * person, and the first sign-in links the account by the verified address. From then on the link counts, not the address.
 * @throws Invalid
 */
export async function signInByProvider(context: Context, identity: Identity): Promise<Admitted> {
  const key = keyOf(identity);
  const linked = await AccountModel.findOne({ 'identity.key': key });
  if (linked && linked.status !== 'active') throw new Invalid({}, 'accounts.errors.provider-nobody');
  const account = linked ?? (await linkByAddress(context, identity, key));
  const person = await admitted(account, context.now);
  const missing = identity.secondFactor ? undefined : person.missing;
  if (!missing) await noteSignIn(context, account);
  return { ...person, missing };
}

function linkByAddress(context: Context, { email, issuer }: Identity, key: string): Promise<Account> {
  if (!email) throw new Invalid({}, 'accounts.errors.provider-unverified');
  return retrying(async () => {
    const account = await AccountModel.findOne({ email, status: { $in: ['active', 'invited'] } });
    if (!account) throw new Invalid({}, 'accounts.errors.provider-nobody');
    // Somebody else at the provider has got the address: an administrator decides.
    if (account.identity) throw new Invalid({}, 'accounts.errors.provider-other');
    account.identity = { key, issuer, since: context.now };
    if (allowsMove(account.status, 'activate')) {
      account.status = statusAfter('activate', true);
      account.invitation = null;
    }
    await commit(context, account, { name: 'account.identity-linked', details: { issuer } });
    return account;
  });
}

/** The person has another identity at the provider, or none any more. */
export async function unlinkIdentity(context: Context, id: string): Promise<void> {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  return retrying(async () => {
    const account = await accountById(id);
    if (!account.identity) return;
    account.identity = null;
    await commit(context, account, { name: 'account.identity-unlinked' });
  });
}
