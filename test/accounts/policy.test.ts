import { expect } from 'chai';
import {
  canEndSessions,
  canKeepAccount,
  canMakeForOthers,
  canManageAccounts,
  canWithdrawToken,
} from '../../server/accounts/policy.ts';
import { type Actor, ROLES, type Role, type Staff } from '../../server/platform/context.ts';

const staff = (id: string, roles: Role[], scopes?: string[]): Staff => {
  const person: Staff = { kind: 'staff', id, name: id, email: `${id}@city.example`, roles, units: [] };
  return scopes ? { ...person, scopes } : person;
};
const visitor: Actor = { kind: 'visitor', holds: [] };
const system: Actor = { kind: 'system', id: 'job' };

describe('account policy', () => {
  it('lets administrators manage accounts, nobody else, and no token', () => {
    const may = ROLES.filter((role) => canManageAccounts(staff('a', [role])));
    expect(may).to.deep.equal(['administrator']);
    expect(canManageAccounts(visitor)).to.equal(false);
    expect(canManageAccounts(system)).to.equal(false);
    expect(canManageAccounts(staff('a', ['administrator'], ['read', 'write']))).to.equal(false);
  });

  it('lets everyone keep the own account, and no token', () => {
    expect(canKeepAccount(staff('a', ['official']), 'a')).to.equal(true);
    expect(canKeepAccount(staff('a', ['administrator']), 'b')).to.equal(false);
    expect(canKeepAccount(staff('a', ['official'], ['write']), 'a')).to.equal(false);
    expect(canKeepAccount(visitor, '')).to.equal(false);
  });

  it('lets the owner and administrators withdraw tokens and end sessions', () => {
    for (const may of [
      (actor: Actor) => canWithdrawToken(actor, { account: 'a' }),
      (actor: Actor) => canEndSessions(actor, 'a'),
    ]) {
      expect(may(staff('a', ['official']))).to.equal(true);
      expect(may(staff('b', ['administrator']))).to.equal(true);
      expect(may(staff('b', ['leader']))).to.equal(false);
      expect(may(visitor)).to.equal(false);
    }
  });

  it('lets the system and administrators make accounts and tokens for others', () => {
    expect(canMakeForOthers(system)).to.equal(true);
    expect(canMakeForOthers(staff('a', ['administrator']))).to.equal(true);
    expect(canMakeForOthers(staff('a', ['coordinator']))).to.equal(false);
    expect(canMakeForOthers(visitor)).to.equal(false);
  });
});
