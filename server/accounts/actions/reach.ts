import { giveUpLeases, takeLease } from '../../platform/clock/lease.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { checkReach, type ReachWishes } from '../checks.ts';
import { type Account, AccountModel, accountById, endSessionsOf } from '../model.ts';
import { canMakeForOthers, canManageAccounts } from '../policy.ts';
import { type AccountMove, allowsMove, statusAfter } from '../rules.ts';

function isWorkingAdministrator(account: Account): boolean {
  return account.status === 'active' && account.roles.includes('administrator');
}

/**
 * Runs what takes an administrator away, one at a time over all processes: two administrators who remove each other
 * at the same moment would each see the other and leave the city without any.
 * @throws Conflict when the account is the last one
 */
async function leavingAnAdministrator(
  context: Context,
  account: Account,
  act: () => Promise<unknown>,
): Promise<void> {
  const holder = `${context.requestId} ${account._id}`;
  if (!(await takeLease('accounts.administrators', holder, context.now))) throw new Conflict();
  try {
    const others = { _id: { $ne: account._id }, roles: 'administrator', status: 'active' } as const;
    if (!(await AccountModel.exists(others))) throw new Conflict('accounts.errors.last-administrator');
    await act();
  } finally {
    await giveUpLeases(holder);
  }
}

const reachOf = ({ roles, ownRoles = [], units }: Account) => ({
  ...{ roles: [...roles], units: [...units] },
  ...(ownRoles.length > 0 && { ownRoles: [...ownRoles] }),
});

/** What an account may do now, as one word to compare. */
export const reachSeen = async (id: string): Promise<string> =>
  JSON.stringify(reachOf(await accountById(id)));

/**
 * Changes what an account may do, and for which units.
 * @param seen what it could do when this was asked for; absent: whatever it is
 */
export async function changeReach(
  context: Context,
  id: string,
  reach: ReachWishes,
  seen?: string,
): Promise<void> {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  return retrying(async () => {
    const account = await accountById(id);
    if (seen !== undefined && seen !== JSON.stringify(reachOf(account)))
      throw new Conflict('second-person.errors.changed');
    await checkReach(reach, context.now, account.ownRoles);
    const before = reachOf(account);
    const loses = isWorkingAdministrator(account) && !reach.roles.includes('administrator');
    account.roles = reach.roles;
    account.units = reach.units;
    // A form from before there were any says nothing of them.
    if (reach.ownRoles) account.ownRoles = reach.ownRoles;
    const after = reachOf(account);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const save = () =>
      commit(context, account, { name: 'account.reach-changed', details: { before, after } });
    await (loses ? leavingAnAdministrator(context, account, save) : save());
  });
}

const NAMES = { deactivate: 'account.deactivated', reactivate: 'account.reactivated' } as const;

async function move(
  context: Context,
  id: string,
  name: 'deactivate' | 'reactivate',
  change: (account: Account) => void,
) {
  if (!canMakeForOthers(context.actor)) throw new Forbidden();
  return retrying(async () => {
    const account = await accountById(id);
    if (!allowsMove(account.status, name satisfies AccountMove))
      throw new Conflict('accounts.errors.already-done');
    const loses = name === 'deactivate' && isWorkingAdministrator(account);
    account.status = statusAfter(name, !!account.passwordHash || !!account.identity);
    change(account);
    const save = () => commit(context, account, { name: NAMES[name] });
    await (loses ? leavingAnAdministrator(context, account, save) : save());
  });
}

/** The person has left or moved on: sessions, tokens and invitations stop working, what was done stays in the journal. */
export async function deactivateAccount(context: Context, id: string): Promise<void> {
  return move(context, id, 'deactivate', (account) => {
    endSessionsOf(account, context.now);
    account.invitation = null;
  });
}

export async function reactivateAccount(context: Context, id: string): Promise<void> {
  return move(context, id, 'reactivate', ({ personalErasedAt }) => {
    if (personalErasedAt) throw new Conflict('accounts.errors.erased');
  });
}
