import mongoose from 'mongoose';
import type { Context, Language, Role } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { checkPassword, checkReach, withOwnEmail } from '../checks.ts';
import { AccountModel } from '../model.ts';
import { hashPassword } from '../passwords.ts';
import { canMakeForOthers } from '../policy.ts';

export interface NewAccount {
  name: string;
  email: string;
  /** Absent: the person has to ask for a new one before the first sign-in. */
  password?: string;
  roles: Role[];
  ownRoles?: string[];
  units: string[];
  language: Language;
}

/** An active account with a password, for the demo and for tests. People come by invitation. */
export async function createAccount(context: Context, input: NewAccount): Promise<{ id: string }> {
  if (!canMakeForOthers(context.actor)) throw new Forbidden();
  await checkReach(input, context.now);
  if (input.password) checkPassword(input.password, input);
  const { name, roles, ownRoles, units, language } = input;
  const own = ownRoles ? { ownRoles } : {};
  const email = input.email.trim().toLowerCase();
  const id = new mongoose.Types.ObjectId().toHexString();
  const password = input.password
    ? { passwordHash: await hashPassword(input.password), passwordChangedAt: context.now }
    : {};
  const account = new AccountModel({
    _id: id,
    status: 'active',
    ...{ name, email, roles, units, language, ...own, ...password },
    createdAt: context.now,
  });
  await withOwnEmail(() =>
    commit(context, account, {
      name: 'account.created',
      details: { roles, units, ...own },
      personal: { name, email },
    }),
  );
  return { id };
}
