import { cityDate } from '../../calendar/index.ts';
import type { Context, Role } from '../../platform/context.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { AccountModel, accountById, activeByEmail, endSessionsOf } from '../model.ts';
import { passwordMatches } from '../passwords.ts';
import { canEndSessions } from '../policy.ts';
import { beginTry, type From } from '../sign-in-tries.ts';

export interface SignInFrom extends Omit<From, 'device'> {
  /** How the browser is known at an account. */
  deviceOf(account: string): string | undefined;
}

/**
 * Compares address and password. Not journalled: it changes nothing, and would cost a flush each morning for everyone.
 * The day is kept on the account, so that an administrator sees which accounts nobody uses.
 * @throws TooMany; Invalid, the same for an unknown address and a wrong password
 */
export async function signIn(
  context: Context,
  { email, password }: { email: string; password: string },
  { network, limits, deviceOf }: SignInFrom,
): Promise<{ id: string; epoch: number; roles: Role[] }> {
  const account = await activeByEmail(email);
  const device = account ? deviceOf(account._id) : undefined;
  const tried = await beginTry(email, { network, limits, device });
  const right = await passwordMatches(account?.passwordHash, password, { urgent: tried.known });
  if (!right || !account) throw new Invalid({}, 'accounts.errors.sign-in');
  await tried.wasRight();
  const lastSignInDay = cityDate(context.now);
  if (account.lastSignInDay !== lastSignInDay)
    await AccountModel.updateOne({ _id: account._id }, { $set: { lastSignInDay } });
  return { id: account._id, epoch: account.epoch, roles: account.roles };
}

/** Ends every session and token of an account; a lost telephone or a shared computer is the usual reason. */
export async function endSessions(context: Context, id: string): Promise<void> {
  if (!canEndSessions(context.actor, id)) throw new Forbidden();
  return retrying(async () => {
    const account = await accountById(id);
    endSessionsOf(account, context.now);
    await commit(context, account, { name: 'account.signed-out-everywhere' });
  });
}
