import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { log } from '../../platform/log.ts';
import { needsFactor } from '../factor-rule.ts';
import { type Account, AccountModel, accountById } from '../model.ts';
import { newChallenge, passkeyHandle, takeChallenge } from '../passkey-challenge.ts';
import { canKeepAccount } from '../policy.ts';
import { hasSecondStep, MOST_PASSKEYS, type Passkey } from '../rules.ts';

/** Read when somebody first asks for a passkey: no start waits for it. */
const webAuthn = () => import('@simplewebauthn/server');

/** What a page gives to the script of the browser, and what its form brings back. */
export interface PasskeyQuestion {
  options: string;
  sealed: string;
}

/** The answer of a device, as its form brings it. */
export interface PasskeyAnswer {
  sealed: string;
  response: string;
}

const siteParts = ({ site }: Context) => {
  const { hostname, origin } = new URL(site.publicUrl);
  return { rpID: hostname, origin };
};

const asBytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const named = ({ id, transports }: Passkey) => ({ id, transports });

/** For the account page: a passkey that the device keeps, opened by finger, face or PIN. */
export async function offerPasskey(
  context: Context,
  { id, email, name, passkeys }: { id: string; email: string; name: string; passkeys: Passkey[] },
): Promise<PasskeyQuestion> {
  const { challenge, sealed } = newChallenge(context, id);
  const options = await (await webAuthn()).generateRegistrationOptions({
    rpName: translator(context.language)('site.name'),
    rpID: siteParts(context).rpID,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(id)),
    challenge: asBytes(challenge),
    attestationType: 'none',
    excludeCredentials: passkeys.map(named),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options: JSON.stringify(options), sealed };
}

/** For signing in; `account` where the password was given before: one of its passkeys, and nobody else's. */
export async function askForPasskey(context: Context, account?: Account): Promise<PasskeyQuestion> {
  const { challenge, sealed } = newChallenge(context, account?._id ?? '');
  const options = await (await webAuthn()).generateAuthenticationOptions({
    rpID: siteParts(context).rpID,
    challenge: asBytes(challenge),
    userVerification: 'required',
    ...(account ? { allowCredentials: account.passkeys.map(named) } : {}),
  });
  return { options: JSON.stringify(options), sealed };
}

function read<Answer extends { id: string }>(response: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(response);
    const id = answer && typeof answer === 'object' ? (answer as { id?: unknown }).id : undefined;
    return typeof id === 'string' ? (answer as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** What a library finds wrong with an answer is for the log; the person tries again. */
async function verified<R>(check: () => Promise<R>): Promise<R | undefined> {
  try {
    return await check();
  } catch (error) {
    log.info({ reason: error instanceof Error ? error.message : String(error) }, 'a passkey was refused');
    return undefined;
  }
}

const expected = (context: Context, challenge: string) => {
  const { rpID, origin } = siteParts(context);
  return { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID };
};

async function ownAccount(context: Context): Promise<Account> {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  return accountById(id);
}

/** @throws Invalid; Conflict for the eleventh */
export async function addPasskey(context: Context, input: PasskeyAnswer & { name: string }): Promise<void> {
  const { _id: owner } = await ownAccount(context);
  const challenge = await takeChallenge(context, owner, input.sealed);
  const response = read<RegistrationResponseJSON>(input.response);
  const wrong = new Invalid({ passkeyName: { text: 'accounts.errors.passkey' } });
  if (!challenge || !response) throw wrong;
  const { registrationInfo } =
    (await verified(async () =>
      (await webAuthn()).verifyRegistrationResponse({ response, ...expected(context, challenge) }),
    )) ?? {};
  if (!registrationInfo) throw wrong;
  const { id, publicKey, counter } = registrationInfo.credential;
  const transports = (response.response.transports ?? []).map(String);
  const passkey: Passkey = {
    ...{ id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports },
    ...{ name: input.name, since: context.now },
  };
  if (await AccountModel.exists({ 'passkeys.id': id })) throw wrong;
  return retrying(async () => {
    const account = await accountById(owner);
    if (account.passkeys.length >= MOST_PASSKEYS) throw new Conflict('accounts.errors.many-passkeys');
    account.passkeys = [...account.passkeys, passkey];
    await commit(context, account, { name: 'account.passkey-added', personal: { name: input.name } });
  });
}

/** @throws Conflict where the role needs a second step and nothing else is left */
export async function removePasskey(context: Context, handle: string): Promise<void> {
  const { _id: owner } = await ownAccount(context);
  return retrying(async () => {
    const account = await accountById(owner);
    const left = account.passkeys.filter((each) => passkeyHandle(each) !== handle);
    if (left.length === account.passkeys.length) throw new NotFound();
    const bare = !hasSecondStep({ factor: account.factor, passkeys: left });
    if (bare && (await needsFactor(account, context.now)))
      throw new Conflict('accounts.errors.factor-required');
    account.passkeys = left;
    await commit(context, account, { name: 'account.passkey-removed' });
  });
}

/**
 * Whose passkey has answered. The device has checked finger, face or PIN: possession and person in one, so nothing else
 * is asked for.
 * @param asked the account whose password was given before, if one was
 * @throws Invalid
 */
export async function usePasskey(
  context: Context,
  { sealed, response: given }: PasskeyAnswer,
  asked?: Account,
): Promise<Account> {
  const wrong = new Invalid({}, 'accounts.errors.passkey');
  const challenge = await takeChallenge(context, asked?._id ?? '', sealed);
  const response = read<AuthenticationResponseJSON>(given);
  if (!challenge || !response) throw wrong;
  const account = await AccountModel.findOne({ 'passkeys.id': response.id, status: 'active' });
  const passkey = account?.passkeys.find(({ id }) => id === response.id);
  if (!account || !passkey || (asked && asked._id !== account._id)) throw wrong;
  const { id, publicKey, counter } = passkey;
  const credential = { id, publicKey: asBytes(publicKey), counter };
  const found = await verified(async () =>
    (await webAuthn()).verifyAuthenticationResponse({
      response,
      ...expected(context, challenge),
      credential,
    }),
  );
  if (!found?.verified) throw wrong;
  await noteUse(context, account, id, found.authenticationInfo.newCounter);
  return account;
}

async function noteUse({ now }: Context, account: Account, id: string, counter: number): Promise<void> {
  const lastUsedDay = cityDate(now);
  const passkeys = account.passkeys.map((each) =>
    each.id === id ? { ...each, counter, lastUsedDay } : each,
  );
  // Like the last step of an app: not journalled. Who has changed the passkeys meanwhile is right.
  const same = { _id: account._id, version: account.version };
  await AccountModel.updateOne(same, { $set: { passkeys, lastSignInDay: lastUsedDay } });
}
