import { DAY_MS } from '../../city/dates.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { hashSecret, randomToken } from '../../platform/secrets.ts';
import { checkPassword } from '../checks.ts';
import { type Account, AccountModel, accountById, endSessionsOf } from '../model.ts';
import { PasswordResetModel } from '../password-reset.ts';
import { hashPassword, passwordMatches } from '../passwords.ts';
import { canKeepAccount } from '../policy.ts';
import { resetEnds } from '../rules.ts';
import { forgetFailures } from '../sign-in-tries.ts';

/** Letters about one account that may be under way at a time: more would only fill somebody's mailbox. */
const MOST_RESETS = 3;

export function resetToken({ site }: Context, reset: string): string {
  return site.tokens.derived('password-reset', reset);
}

async function accountToWriteTo(email: string, now: Date): Promise<string | undefined> {
  const account = await AccountModel.exists({ email, status: 'active' });
  const underWay = { account: account?._id ?? 'nobody', expiresAt: { $gt: now } };
  const tooMany = (await PasswordResetModel.countDocuments(underWay)) >= MOST_RESETS;
  return account && !tooMany ? account._id : undefined;
}

/** Known or not, every address costs the same work and gets the same answer. */
export async function requestReset(context: Context, { email }: { email: string }): Promise<void> {
  const account = await accountToWriteTo(email, context.now);
  const id = randomToken();
  const reset = new PasswordResetModel({
    _id: id,
    hash: hashSecret(resetToken(context, id)),
    ...(account ? { account } : {}),
    requestedAt: context.now,
    expiresAt: resetEnds(context.now),
  });
  await commit(context, reset, { name: 'account.reset-requested' });
}

/**
 * The account whose password a link may set. A password set since the letter makes the link worthless: so it works once.
 * @throws NotFound
 */
export async function accountOfReset(token: string, now: Date): Promise<Account> {
  const dead = new NotFound('accounts.errors.dead-reset');
  const reset = await PasswordResetModel.findOne({ hash: hashSecret(token) }).lean();
  if (!reset?.account || reset.expiresAt <= now) throw dead;
  const account = await AccountModel.findById(reset.account);
  if (account?.status !== 'active') throw dead;
  if (account.passwordChangedAt && account.passwordChangedAt >= reset.requestedAt) throw dead;
  return account;
}

/** A new hash ends all sessions and tokens: whoever knew the old password is out. */
async function setPassword(account: Account, password: string, now: Date): Promise<void> {
  account.passwordHash = await hashPassword(password);
  account.passwordChangedAt = now;
  endSessionsOf(account, now);
}

export async function resetPassword(
  context: Context,
  token: string,
  input: { password: string },
): Promise<{ id: string }> {
  const account = await accountOfReset(token, context.now);
  checkPassword(input.password, account);
  await setPassword(account, input.password, context.now);
  await commit(context, account, { name: 'account.password-reset' });
  await forgetFailures(context, account.email);
  return { id: account._id };
}

/** @returns what the session of the person who changed it has to hold from now on */
export async function changePassword(
  context: Context,
  input: { currentPassword: string; newPassword: string },
): Promise<{ id: string; epoch: number }> {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  const account = await accountById(id);
  if (!(await passwordMatches(account.passwordHash, input.currentPassword, { urgent: true })))
    throw new Invalid({ currentPassword: { text: 'accounts.errors.wrong-password' } });
  checkPassword(input.newPassword, account, 'newPassword');
  await setPassword(account, input.newPassword, context.now);
  await commit(context, account, { name: 'account.password-changed' });
  return { id, epoch: account.epoch };
}

const WEEK_MS = 7 * DAY_MS;

/** Resets that ended a week ago: nobody asks about them any more. Their journal entries stay. */
export async function forgetResets({ now }: Context): Promise<void> {
  await PasswordResetModel.deleteMany({ expiresAt: { $lt: new Date(now.getTime() - WEEK_MS) } });
}

/** Account for which a reset was asked; undefined: there is none, or nobody has that address. */
export async function accountAsking(id: string): Promise<string | undefined> {
  return (await PasswordResetModel.findById(id).lean())?.account;
}
