import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff, type Role } from '../../platform/context.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { needsFactor } from '../factor-rule.ts';
import { type Account, AccountModel, accountById, activeByEmail, endSessionsOf } from '../model.ts';
import { passwordMatches } from '../passwords.ts';
import { canEndSessions, canKeepAccount } from '../policy.ts';
import { missingAfterPassword } from '../rules.ts';
import { beginCodeTry, beginTry, type From, type Limits } from '../sign-in-tries.ts';
import { isAppCode, takeCode } from './second-factor.ts';

export interface SignInFrom extends Omit<From, 'device'> {
  /** How the browser is known at an account. */
  deviceOf(account: string): string | undefined;
}

/** What is still missing after the password: a code or a passkey, or an app that shows codes. */
export type Missing = 'code' | 'factor';

export interface Admitted {
  id: string;
  epoch: number;
  roles: Role[];
  /** Of the city's own, by id. */
  ownRoles?: string[] | undefined;
  missing: Missing | undefined;
}

async function missingOf(account: Account, now: Date): Promise<Missing | undefined> {
  return missingAfterPassword(account, !account.factor && (await needsFactor(account, now)));
}

/** Somebody who has shown a password or an invitation, and what is still missing. */
export async function admitted(account: Account, now: Date): Promise<Admitted> {
  const { _id: id, epoch, roles, ownRoles } = account;
  return { id, epoch, roles, ownRoles, missing: await missingOf(account, now) };
}

/** For administrators, who look for accounts that nobody uses. */
export async function noteSignIn({ now }: Context, account: Account): Promise<void> {
  const lastSignInDay = cityDate(now);
  if (account.lastSignInDay !== lastSignInDay)
    await AccountModel.updateOne({ _id: account._id }, { $set: { lastSignInDay } });
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
): Promise<Admitted> {
  const account = await activeByEmail(email);
  const device = account ? deviceOf(account._id) : undefined;
  const tried = await beginTry(email, { network, limits, device });
  const right = await passwordMatches(account?.passwordHash, password, { urgent: tried.known });
  if (!right || !account) throw new Invalid({}, 'accounts.errors.sign-in');
  await tried.clearTries();
  const person = await admitted(account, context.now);
  if (!person.missing) await noteSignIn(context, account);
  return person;
}

/**
 * The second step. A recovery code cannot be guessed: it opens however many codes were tried before.
 * @throws TooMany; Invalid
 */
export async function giveCode(
  context: Context,
  account: Account,
  { code }: { code: string },
  from: From,
): Promise<void> {
  const tried = await beginCodeTry(account._id, from, isAppCode(code));
  if (!(await takeCode(context, account, code))) {
    if (tried.last) await noteGuessing(context, account._id);
    throw new Invalid({ code: { text: 'accounts.errors.code' } });
  }
  await tried.clearTries();
  await noteSignIn(context, account);
}

/**
 * The password or a code once more, of somebody signed in. Tries count for the session: whoever holds a stolen one
 * cannot hold up its owner elsewhere.
 * @throws TooMany
 */
export async function provesIdentity(
  context: Context,
  typed: string,
  { session, limits }: { session: string; limits: Limits },
): Promise<boolean> {
  const account = await accountById(isStaff(context.actor) ? context.actor.id : '');
  if (account.factor && isAppCode(typed)) {
    const tried = await beginCodeTry(account._id, { network: session, device: session, limits }, true);
    const right = await takeCode(context, account, typed);
    if (right) await tried.clearTries();
    return right;
  }
  await limits.take('passwords', session);
  const right =
    (await passwordMatches(account.passwordHash, typed, { urgent: true })) ||
    (!!account.factor && (await takeCode(context, account, typed)));
  if (right) await limits.giveBack('passwords', session);
  return right;
}

/** Who signs in at the provider alone has nothing to type here. */
export async function provesAtProvider({ actor, site }: Context): Promise<string | undefined> {
  if (!site.staffProvider || !isStaff(actor)) return undefined;
  const { passwordHash, factor } = await accountById(actor.id);
  return passwordHash || factor ? undefined : site.staffProvider.name;
}

/** Whoever tries codes knows the password: its owner should hear of it. */
async function noteGuessing(context: Context, id: string): Promise<void> {
  return retrying(async () => {
    await commit(context, await accountById(id), { name: 'account.codes-tried' });
  });
}

/** Some sessions were ended one by one, by their owner. */
export async function noteEndedSessions(context: Context, count: number): Promise<void> {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  if (count === 0) return;
  return retrying(async () => {
    await commit(context, await accountById(id), { name: 'account.sessions-ended', details: { count } });
  });
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
