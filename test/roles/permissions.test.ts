import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { canCorrect } from '../../server/accountability/delay-list/policy.ts';
import { canJudgeAppeal } from '../../server/feedback/item/policy.ts';
import { may, ROLES, type Staff } from '../../server/platform/context.ts';
import { PERMISSIONS, permissionRow, permissionsOf } from '../../server/platform/permissions.ts';

const staff = (wishes: Partial<Staff>): Staff => ({
  ...{ kind: 'staff', id: 'a', name: 'An', email: 'an@city.example', roles: [], units: [] },
  ...wishes,
});

describe('roles and permissions', () => {
  it('give each permission to a role, and each role a permission', () => {
    for (const each of PERMISSIONS) expect(permissionRow(each).roles, each).not.to.deep.equal([]);
    for (const role of ROLES) expect(permissionsOf(role), role).not.to.deep.equal([]);
  });

  it('are asked by role or by what was granted beside it', () => {
    expect(may(staff({ roles: ['coordinator'] }), 'screen')).to.equal(true);
    expect(may(staff({ roles: ['official'] }), 'screen')).to.equal(false);
    expect(may(staff({ roles: ['official'] }), 'screen', 'answer')).to.equal(true);
    expect(may(staff({ grants: ['screen'] }), 'screen')).to.equal(true);
    expect(may({ kind: 'visitor', holds: [] }, 'screen')).to.equal(false);
    expect(may({ kind: 'system', id: 'job' }, 'screen')).to.equal(false);
  });

  it('let nobody who works for an office judge what it has answered, nor correct what is told of it', () => {
    const [leader, own] = [
      staff({ roles: ['leader'] }),
      staff({ roles: ['official'], grants: ['decide-appeals', 'approve-delay-lists'], units: ['a'] }),
    ];
    const appealed = (unit: string) => ({ appeal: { unit, to: null, hadPart: [] } });
    const listOf = (unit: string) => ({ unit, respondents: [unit] });
    for (const [actor, judges] of [
      [leader, true],
      [own, false],
    ] as const) {
      expect(canJudgeAppeal(actor, appealed('a'))).to.equal(judges);
      expect(canCorrect(actor, listOf('a'))).to.equal(judges);
      expect(canJudgeAppeal(actor, appealed('b'))).to.equal(true);
      expect(canCorrect(actor, listOf('b'))).to.equal(true);
    }
  });

  it('are the only thing that policies and doors ask: no role decides anywhere else', () => {
    const asking = readdirSync('server', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/^(demo|accounts)\//.test(file))
      .filter((file) => /\broles\.(some|includes)\(/.test(readFileSync(`server/${file}`, 'utf8')));
    expect(asking.sort()).to.deep.equal(['platform/context.ts', 'platform/permissions.ts']);
  });
});
