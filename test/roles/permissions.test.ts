import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
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

  it('are the only thing that policies and doors ask: no role decides anywhere else', () => {
    const asking = readdirSync('server', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/^(demo|accounts)\//.test(file))
      .filter((file) => /\broles\.(some|includes)\(/.test(readFileSync(`server/${file}`, 'utf8')));
    expect(asking.sort()).to.deep.equal(['platform/context.ts', 'platform/permissions.ts']);
  });
});
