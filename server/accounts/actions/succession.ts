import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { changeEach } from '../../platform/journal/index.ts';
import { AccountModel } from '../model.ts';

/** Whose people do not work for the successor yet. */
const notYet = ({ from, to }: Succession) => ({ $and: [{ units: from }, { units: { $ne: to } }] });

export function countAccountsOf(units: readonly string[]): Promise<number> {
  return AccountModel.countDocuments({ units: { $in: [...units] }, status: { $ne: 'inactive' } } as never);
}

/**
 * The people of a unit that has ended work for its successor. They keep the former unit beside it: what it has answered
 * stays open to those who answered it, and what is about its conduct stays closed to them.
 */
export function succeedAccounts(context: Context, succession: Succession): Promise<void> {
  return changeEach(context, AccountModel, {
    filter: notYet(succession),
    change(account) {
      const before = { roles: [...account.roles], units: [...account.units] };
      account.units = [succession.to, ...account.units];
      const after = { roles: [...account.roles], units: [...account.units] };
      return { name: 'account.reach-changed', details: { before, after } };
    },
  });
}
