import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, Refusal } from '../../platform/errors.ts';
import { AccountModel } from '../model.ts';
import { canMakeForOthers } from '../policy.ts';
import { addressesIn, MOST_LEAVERS } from '../rules.ts';
import { deactivateAccount } from './reach.ts';

export type LeaverOutcome =
  | 'closes'
  | 'closed'
  | 'closed-before'
  | 'unknown'
  | 'oneself'
  | 'last-administrator';

export interface LeaverRow {
  email: string;
  name?: string;
  outcome: LeaverOutcome;
}

export interface Leavers {
  rows: LeaverRow[];
  /** Lines in which no address was found. */
  without: number;
}

interface Found {
  _id: string;
  name: string;
  email: string;
  status: string;
}

/**
 * Closes the accounts of a list: sessions, tokens and invitations end at once. One that cannot be closed holds up none of
 * the others, and the same list can be given again.
 * @param dryRun says what would happen, and changes nothing
 * @throws Forbidden, Invalid
 */
export async function closeLeavers(context: Context, list: string, dryRun: boolean): Promise<Leavers> {
  if (!canMakeForOthers(context.actor)) throw new Forbidden();
  const { addresses, without } = addressesIn(list);
  if (addresses.length === 0) throw new Invalid({ list: { text: 'accounts.leavers.nobody' } });
  if (addresses.length > MOST_LEAVERS)
    throw new Invalid({ list: { text: 'accounts.leavers.many', values: { limit: MOST_LEAVERS } } });
  const shown = { name: 1, email: 1, status: 1 };
  const found = await AccountModel.find({ email: { $in: addresses } }, shown).lean<Found[]>();
  const byEmail = new Map(found.map((each) => [each.email, each]));
  const rows: LeaverRow[] = [];
  for (const email of addresses) {
    const account = byEmail.get(email);
    const outcome = await outcomeOf(context, account, dryRun);
    rows.push({ email, ...(account && { name: account.name }), outcome });
  }
  return { rows, without };
}

async function outcomeOf(
  context: Context,
  account: Found | undefined,
  dryRun: boolean,
): Promise<LeaverOutcome> {
  if (!account) return 'unknown';
  if (account.status === 'inactive') return 'closed-before';
  if (isStaff(context.actor) && context.actor.id === account._id) return 'oneself';
  if (dryRun) return 'closes';
  try {
    await deactivateAccount(context, account._id);
    return 'closed';
  } catch (error) {
    if (error instanceof Conflict && error.text === 'accounts.errors.last-administrator')
      return 'last-administrator';
    if (error instanceof Refusal && error.text === 'accounts.errors.already-done') return 'closed-before';
    throw error;
  }
}
