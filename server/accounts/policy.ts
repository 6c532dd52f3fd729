import { type Actor, isStaff, may } from '../platform/context.ts';

/** People, roles and invitations. Never with a token: a program that can make administrators has every right. */
export function canManageAccounts(actor: Actor): boolean {
  return isStaff(actor) && !actor.scopes && may(actor, 'accounts');
}

/** One's own name, password, absence and tokens; a token cannot make tokens. */
export function canKeepAccount(actor: Actor, accountId: string): boolean {
  return isStaff(actor) && !actor.scopes && actor.id === accountId;
}

export function canWithdrawToken(actor: Actor, token: { account: string }): boolean {
  return canKeepAccount(actor, token.account) || canManageAccounts(actor);
}

export function canEndSessions(actor: Actor, accountId: string): boolean {
  return canKeepAccount(actor, accountId) || canManageAccounts(actor);
}

/** Of somebody else: one's own is taken away with a code of it, as for everybody. */
export function canResetFactor(actor: Actor, accountId: string): boolean {
  return canManageAccounts(actor) && !canKeepAccount(actor, accountId);
}

/** Accounts and tokens made, or accounts closed, without a person: the demo, tests, the command line, SCIM. */
export function canMakeForOthers(actor: Actor): boolean {
  return actor.kind === 'system' || canManageAccounts(actor);
}
