import type { Context, Language } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { hashSecret, randomToken } from '../../platform/secrets.ts';
import { checkPassword } from '../checks.ts';
import { AccountModel } from '../model.ts';
import { hashPassword } from '../passwords.ts';
import { setUpEnds } from '../rules.ts';
import { SetUpKeyModel } from '../set-up-key.ts';

/** Always the same, so that two people with two links cannot both become the first administrator. */
const FIRST_ID = '000000000000000000000001';

/** The address at which the first administrator signs up; undefined as soon as there is any account. */
export async function setUpLink(publicUrl: string, now: Date): Promise<string | undefined> {
  if (await AccountModel.exists({})) return undefined;
  const key = randomToken();
  await SetUpKeyModel.deleteMany({ expiresAt: { $lte: now } });
  await SetUpKeyModel.create({ _id: hashSecret(key), expiresAt: setUpEnds(now) });
  return `${publicUrl}/set-up/${key}`;
}

/** @throws NotFound when the key is unknown, used or too old */
export async function checkSetUpKey(key: string, now: Date): Promise<void> {
  const row = await SetUpKeyModel.findById(hashSecret(key)).lean();
  if (!row || row.expiresAt <= now || (await AccountModel.exists({})))
    throw new NotFound('accounts.errors.dead-set-up');
}

/** Makes the first administrator; every set-up link stops working. */
export async function setUp(
  context: Context,
  key: string,
  input: { name: string; email: string; language: Language; password: string },
): Promise<{ id: string; epoch: number }> {
  await checkSetUpKey(key, context.now);
  checkPassword(input.password, input);
  const { name, email, language } = input;
  const account = new AccountModel({
    _id: FIRST_ID,
    status: 'active',
    roles: ['administrator'],
    units: [],
    ...{ name, email, language },
    passwordHash: await hashPassword(input.password),
    passwordChangedAt: context.now,
    createdAt: context.now,
  });
  try {
    await commit(context, account, { name: 'account.set-up', personal: { name, email } });
  } catch (error) {
    if (isDuplicateKey(error)) throw new Conflict('accounts.errors.set-up-done');
    throw error;
  }
  await SetUpKeyModel.deleteMany({});
  return { id: account._id, epoch: account.epoch };
}
