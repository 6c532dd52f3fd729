import type { Context } from '../../platform/context.ts';
import { commit, emptyPersonalParts, retrying } from '../../platform/journal/index.ts';
import { AccessTokenModel } from '../access-token.ts';
import { AccountModel } from '../model.ts';

interface Span {
  from: Date;
  to: Date;
}

/** Closed, and since when: closing ends the sessions, and nobody signs in after it. */
const closedIn = (at: object) => ({
  status: 'inactive' as const,
  sessionsEndedAt: at,
  personalErasedAt: null,
});

/**
 * Closed accounts lose address, language, ways of signing in and absences. The name stays: it stands beside what the
 * person has done in office, here and in the journal.
 * @returns how many
 */
export async function eraseClosedAccounts(context: Context, before: Date, most: number): Promise<number> {
  const rows = await AccountModel.find(closedIn({ $lt: before }), { _id: 1 })
    .sort({ sessionsEndedAt: 1, _id: 1 })
    .limit(most)
    .lean();
  let erased = 0;
  for (const { _id } of rows) if (await eraseAccount(context, _id)) erased += 1;
  return erased;
}

function eraseAccount(context: Context, id: string): Promise<boolean> {
  return retrying(async () => {
    const account = await AccountModel.findById(id);
    if (account?.status !== 'inactive' || account.personalErasedAt) return false;
    if (!(await emptyPersonalParts(account))) return false;
    account.set({
      // Unique, and of no domain.
      ...{ email: `erased-${id}@invalid`, language: 'vi', search: [] },
      ...{ passwordHash: undefined, factor: null, passkeys: [], identity: null, invitation: null },
      ...{ absence: null, standsInFor: [], lastSignInDay: undefined, personalErasedAt: context.now },
    });
    await commit(context, account, { name: 'account.personal-erased' });
    return true;
  });
}

export function countClosedAccounts({ from, to }: Span): Promise<number> {
  return AccountModel.countDocuments(closedIn({ $gte: from, $lt: to }));
}

/** Tokens that have been worth nothing since before a moment. @returns how many */
export async function dropEndedTokens(before: Date): Promise<number> {
  const ended = { $or: [{ expiresAt: { $lt: before } }, { withdrawnAt: { $lt: before } }] };
  return (await AccessTokenModel.deleteMany({ ...ended, pending: { $size: 0 } })).deletedCount;
}

export function countEndedTokens({ from, to }: Span): Promise<number> {
  const at = { $gte: from, $lt: to };
  return AccessTokenModel.countDocuments({ $or: [{ expiresAt: at }, { withdrawnAt: at }] });
}
