import mongoose from 'mongoose';
import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { hashSecret, randomToken } from '../../platform/secrets.ts';
import { AccessTokenModel } from '../access-token.ts';
import { type Account, accountById, activeByEmail } from '../model.ts';
import { canKeepAccount, canMakeForOthers, canWithdrawToken } from '../policy.ts';
import { MOST_TOKEN_DAYS, MOST_TOKENS, SCOPES, type Scope, tokenEnds, tokenWorks } from '../rules.ts';

export interface NewToken {
  name?: string;
  scopes: Scope[];
  /** Of the owner's own. */
  units?: string[];
  days: number;
}

export interface MadeToken {
  id: string;
  /** To be shown once; only its hash is kept. */
  token: string;
  expiresAt: Date;
}

/** @throws Invalid for a call that the site does not have */
function checkScopes({ site }: Context, scopes: Scope[]): void {
  const known = [...SCOPES, ...(site.calls ?? []).map(({ id }) => id)];
  if (!scopes.every((scope) => known.includes(scope)))
    throw new Invalid({ scopes: { text: 'accounts.errors.unknown-scope' } });
}

async function makeToken(context: Context, owner: Account, input: NewToken): Promise<MadeToken> {
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > MOST_TOKEN_DAYS)
    throw new Invalid({ days: { text: 'accounts.errors.token-days', values: { limit: MOST_TOKEN_DAYS } } });
  if (input.scopes.length === 0) throw new Invalid({ scopes: { text: 'accounts.errors.no-scope' } });
  checkScopes(context, input.scopes);
  const { units = [] } = input;
  if (!units.every((unit) => owner.units.includes(unit)))
    throw new Invalid({ tokenUnits: { text: 'accounts.errors.token-units' } });
  const account = owner._id;
  const made = await AccessTokenModel.find({ account, expiresAt: { $gt: context.now } }).lean();
  if (made.filter((each) => tokenWorks(each, owner, context.now)).length >= MOST_TOKENS)
    throw new Conflict('accounts.errors.many-tokens');
  const id = new mongoose.Types.ObjectId().toHexString();
  const token = randomToken();
  const expiresAt = tokenEnds(context.now, input.days);
  const { scopes, name = '' } = input;
  const { epoch } = owner;
  const kept = { _id: id, account, epoch, name, hash: hashSecret(token), scopes, expiresAt };
  const narrowed = units.length > 0 ? { units } : {};
  await commit(context, new AccessTokenModel({ ...kept, ...narrowed, createdAt: context.now }), {
    name: 'account.token-created',
    details: { account, scopes, ...narrowed, expiresAt },
    personal: { name },
  });
  return { id, token, expiresAt };
}

/** For the command line, the demo and tests: a token for someone else's account. */
export async function createToken(context: Context, input: NewToken & { email: string }): Promise<MadeToken> {
  if (!canMakeForOthers(context.actor)) throw new Forbidden();
  const account = await activeByEmail(input.email.trim().toLowerCase());
  if (!account) throw new NotFound('accounts.errors.no-such-account');
  return makeToken(context, account, input);
}

export async function createOwnToken(context: Context, input: NewToken): Promise<MadeToken> {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  return makeToken(context, await accountById(id), input);
}

/** Withdrawing twice changes nothing. */
export async function withdrawToken(context: Context, id: string): Promise<{ account: string }> {
  return retrying(async () => {
    const token = await AccessTokenModel.findById(id);
    if (!token || !canWithdrawToken(context.actor, token)) throw new NotFound();
    if (!token.withdrawnAt) {
      token.withdrawnAt = context.now;
      await commit(context, token, { name: 'account.token-withdrawn', details: { account: token.account } });
    }
    return { account: token.account };
  });
}
