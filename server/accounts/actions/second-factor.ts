import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { log } from '../../platform/log.ts';
import { hashSecret, normaliseKey, randomKey, sameSecret } from '../../platform/secrets.ts';
import { needsFactor } from '../factor-rule.ts';
import { type Account, AccountModel, accountById } from '../model.ts';
import { passwordMatches } from '../passwords.ts';
import { canKeepAccount, canResetFactor } from '../policy.ts';
import { hasSecondStep, RECOVERY_CODES, RECOVERY_LENGTH } from '../rules.ts';
import { keyPicture, newSecret, stepOf } from '../totp.ts';

const PURPOSE = 'second-factor';

const openedSecret = ({ site }: Context, sealed: string, account: string) =>
  site.tokens.unseal(sealed, PURPOSE, account);

/** A new secret to be set up, or the one that a form has brought back. Nothing is kept until a code confirms it. */
export function offeredFactor(
  context: Context,
  { id, email }: { id: string; email: string },
  broughtBack: unknown,
): { sealed: string; secret: string; picture: string } {
  const known = typeof broughtBack === 'string' ? openedSecret(context, broughtBack, id) : undefined;
  const secret = known ?? newSecret();
  const sealed = known ? String(broughtBack) : context.site.tokens.seal(secret, PURPOSE, id);
  const site = new URL(context.site.publicUrl).hostname;
  return {
    sealed,
    secret: secret.match(/.{1,4}/g)!.join(' '),
    picture: keyPicture(secret, { site, email }),
  };
}

/** A code of an app works once: each step of thirty seconds is taken by the first who shows it. */
async function takeAppCode(context: Context, account: Account, code: string): Promise<boolean> {
  const { factor } = account;
  if (!factor) return false;
  const secret = openedSecret(context, factor.secret, account._id);
  if (!secret) {
    log.error({ account: account._id }, 'a second factor was sealed under another SESSION_SECRET');
    return false;
  }
  const step = stepOf(secret, code, context.now);
  if (step === undefined) return false;
  const taken = await AccountModel.updateOne(
    { _id: account._id, 'factor.secret': factor.secret, 'factor.lastStep': { $lt: step } },
    { $set: { 'factor.lastStep': step } },
  );
  return taken.modifiedCount === 1;
}

async function takeRecoveryCode(context: Context, id: string, code: string): Promise<boolean> {
  return retrying(async () => {
    const account = await accountById(id);
    const left = account.factor?.recovery.filter((hash) => !sameSecret(hash, code));
    if (!left || left.length === account.factor!.recovery.length) return false;
    account.factor!.recovery = left;
    await commit(context, account, { name: 'account.recovery-used', details: { left: left.length } });
    return true;
  });
}

/** Six digits are a code of an app; whatever else was typed may be a recovery code. */
export const isAppCode = (typed: string) => /^\d{6}$/.test(typed.replace(/\s/g, ''));

/** Uses up a code of the app or of the recovery list. */
export function takeCode(context: Context, account: Account, typed: string): Promise<boolean> {
  return isAppCode(typed)
    ? takeAppCode(context, account, typed.replace(/\s/g, ''))
    : takeRecoveryCode(context, account._id, normaliseKey(typed));
}

function freshRecovery(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomKey(RECOVERY_LENGTH));
  return { codes, hashes: codes.map((code) => hashSecret(normaliseKey(code))) };
}

/** Recovery codes, to be shown once. */
export interface NewCodes {
  account: string;
  codes: string[];
}

interface SetUp {
  /** As offered. */
  sealed: string;
  /** Of the new app: it has read the picture. */
  code: string;
}

/** What a form brings back: the secret, and the code by which a telephone shows that it has it. @throws Invalid */
function confirmed(context: Context, account: Account, { sealed, code }: SetUp): { step: number } {
  const secret = openedSecret(context, sealed, account._id);
  if (!secret) throw new Invalid({ code: { text: 'accounts.errors.factor-form' } });
  const step = stepOf(secret, code.replace(/\s/g, ''), context.now);
  if (step === undefined) throw new Invalid({ code: { text: 'accounts.errors.code' } });
  return { step };
}

async function keepFactor(context: Context, account: Account, input: SetUp): Promise<NewCodes> {
  const { step } = confirmed(context, account, input);
  const name = account.factor ? 'account.factor-replaced' : 'account.factor-set-up';
  const { codes, hashes } = freshRecovery();
  account.factor = { secret: input.sealed, since: context.now, lastStep: step, recovery: hashes };
  await commit(context, account, { name });
  return { account: account._id, codes };
}

async function ownAccountOf(context: Context): Promise<Account> {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  return accountById(id);
}

/** @throws Invalid at the field that proves who it is */
async function checkCode(context: Context, account: Account, typed: string, field: string): Promise<void> {
  if (!(await takeCode(context, account, typed)))
    throw new Invalid({ [field]: { text: 'accounts.errors.code' } });
}

/**
 * Sets up an app, or another one in the place of the one before.
 * @param input.proof the password; where there is an app already, a code of it or of the recovery list
 */
export async function setUpFactor(
  context: Context,
  input: SetUp & { proof: { password: string; code: string } },
): Promise<NewCodes> {
  const account = await ownAccountOf(context);
  confirmed(context, account, input);
  if (account.factor) await checkCode(context, account, input.proof.code, 'oldCode');
  else if (!(await passwordMatches(account.passwordHash, input.proof.password, { urgent: true })))
    throw new Invalid({ currentPassword: { text: 'accounts.errors.wrong-password' } });
  return keepFactor(context, await accountById(account._id), input);
}

/** For somebody who has given the password and may not go on without a second factor. */
export async function setUpFirstFactor(context: Context, account: Account, input: SetUp): Promise<NewCodes> {
  if (hasSecondStep(account)) throw new Conflict('accounts.errors.already-done');
  return keepFactor(context, account, input);
}

/** @throws Conflict where the role needs one: another app can take its place */
export async function removeFactor(context: Context, code: string): Promise<void> {
  const account = await ownAccountOf(context);
  if (!account.factor) throw new Conflict('accounts.errors.already-done');
  const bare = account.passkeys.length === 0;
  if (bare && (await needsFactor(account, context.now)))
    throw new Conflict('accounts.errors.factor-required');
  await checkCode(context, account, code, 'removalCode');
  return retrying(async () => {
    const now = await accountById(account._id);
    now.factor = null;
    await commit(context, now, { name: 'account.factor-removed' });
  });
}

/** Ten new ones; those before stop working. */
export async function renewRecovery(context: Context, code: string): Promise<NewCodes> {
  const account = await ownAccountOf(context);
  if (!account.factor) throw new Conflict('accounts.errors.no-factor');
  await checkCode(context, account, code, 'recoveryCode');
  return retrying(async () => {
    const now = await accountById(account._id);
    if (!now.factor) throw new Conflict('accounts.errors.no-factor');
    const { codes, hashes } = freshRecovery();
    now.factor.recovery = hashes;
    await commit(context, now, { name: 'account.recovery-renewed' });
    return { account: now._id, codes };
  });
}

/** The telephone is lost, with its passkeys, and so are the recovery codes: an administrator who knows the person lets them begin anew. */
export async function resetFactor(context: Context, id: string): Promise<void> {
  if (!canResetFactor(context.actor, id)) throw new Forbidden('accounts.errors.own-factor');
  return retrying(async () => {
    const account = await accountById(id);
    if (!hasSecondStep(account)) throw new Conflict('accounts.errors.already-done');
    account.factor = null;
    account.passkeys = [];
    await commit(context, account, { name: 'account.factor-reset' });
  });
}
