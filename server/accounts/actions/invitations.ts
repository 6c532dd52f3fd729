import mongoose from 'mongoose';
import type { Context, Language } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { hashSecret, randomToken } from '../../platform/secrets.ts';
import { checkPassword, checkReach, type ReachWishes, withOwnEmail } from '../checks.ts';
import { type Account, AccountModel, accountById } from '../model.ts';
import { hashPassword } from '../passwords.ts';
import { canManageAccounts } from '../policy.ts';
import { allowsMove, invitationEnds, statusAfter } from '../rules.ts';
import { type Admitted, admitted } from './sessions.ts';

/** The token in the letter: made again from the id in the journal entry, never stored. */
export function invitationToken({ site }: Context, invitation: string): string {
  return site.tokens.derived('invitation', invitation);
}

function newInvitation(context: Context) {
  const id = randomToken();
  return {
    id,
    kept: { hash: hashSecret(invitationToken(context, id)), expiresAt: invitationEnds(context.now) },
  };
}

/** Makes an account that waits for its owner; a letter carries the link. */
export async function inviteAccount(
  context: Context,
  input: { name: string; email: string; language: Language } & ReachWishes,
): Promise<{ id: string }> {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  await checkReach(input, context.now);
  const { name, email, language, roles, ownRoles = [], units } = input;
  const own = ownRoles.length > 0 ? { ownRoles } : {};
  const invitation = newInvitation(context);
  const account = new AccountModel({
    _id: new mongoose.Types.ObjectId().toHexString(),
    status: 'invited',
    ...{ name, email, language, roles, units, ...own },
    invitation: invitation.kept,
    createdAt: context.now,
  });
  const details = { roles, units, ...own, invitation: invitation.id };
  await withOwnEmail(() =>
    commit(context, account, { name: 'account.invited', details, personal: { name, email } }),
  );
  return { id: account._id };
}

/** A new link by letter; the one sent before stops working. */
export async function inviteAgain(context: Context, id: string): Promise<void> {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  return retrying(async () => {
    const account = await accountById(id);
    if (!allowsMove(account.status, 'invite-again')) throw new Conflict('accounts.errors.not-invited');
    const invitation = newInvitation(context);
    account.invitation = invitation.kept;
    await commit(context, account, { name: 'account.invited-again', details: { invitation: invitation.id } });
  });
}

/** The account that an invitation is for. @throws NotFound when it is unknown, used, replaced or too old */
export async function invitedAccount(token: string, now: Date): Promise<Account> {
  const account = await AccountModel.findOne({ 'invitation.hash': hashSecret(token), status: 'invited' });
  if (!account?.invitation || account.invitation.expiresAt <= now)
    throw new NotFound('accounts.errors.dead-invitation');
  return account;
}

/** The invited person sets a password; the link is used up. */
export async function acceptInvitation(
  context: Context,
  token: string,
  input: { name: string; language: Language; password: string },
): Promise<Admitted> {
  const account = await invitedAccount(token, context.now);
  account.name = input.name;
  account.language = input.language;
  checkPassword(input.password, account);
  account.passwordHash = await hashPassword(input.password);
  account.passwordChangedAt = context.now;
  account.invitation = null;
  account.status = statusAfter('activate', true);
  await commit(context, account, { name: 'account.activated', personal: { name: input.name } });
  return admitted(account, context.now);
}
