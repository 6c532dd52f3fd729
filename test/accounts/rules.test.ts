import { expect } from 'chai';
import {
  type Absence,
  absenceFault,
  allowsMove,
  canStandIn,
  isAway,
  isOver,
  passwordFault,
  type Reach,
  reachFault,
  statusAfter,
  tokenEnds,
  tokenWorks,
  unitsWith,
} from '../../server/accounts/rules.ts';
import type { Role } from '../../server/platform/context.ts';

const PERSON = { name: 'Nguyễn Thị Hồng', email: 'hong.nguyen@city.example' };
const GUESSED = {
  common: new Set(['1qaz2wsx3edc', 'cityofangels']),
  city: ['Thành phố Hà Nội', 'Ha Noi Feedback'],
};
const reach = (roles: Role[], ...units: string[]): Reach => ({ roles, units });

describe('password rules', () => {
  const cases: [password: string, fault: string | undefined][] = [
    ['một con đường dài', undefined],
    ['correct horse battery', undefined],
    ['зелёная улица утром', undefined],
    ['alllowercaseletters', undefined],
    ['eleven char', 'accounts.errors.password-short'],
    ['trời đẹp quá', undefined],
    ['𝒂𝒃𝒄𝒅𝒆𝒇', 'accounts.errors.password-short'],
    ['xy'.repeat(101), 'accounts.errors.password-long'],
    ['hong.nguyen@city.example', 'accounts.errors.password-personal'],
    ['Nguyễn Thị Hồng', 'accounts.errors.password-personal'],
    ['nguyen thi hong 1990', 'accounts.errors.password-personal'],
    ['hồng và một chiếc xe đạp cũ', undefined],
    ['aaaaaaaaaaaa', 'accounts.errors.password-common'],
    ['abababababab', 'accounts.errors.password-common'],
    ['Password1234', 'accounts.errors.password-common'],
    ['Mật khẩu 12345', 'accounts.errors.password-common'],
    ['Пароль 123456', 'accounts.errors.password-common'],
    ['1qaz 2WSX 3edc', 'accounts.errors.password-common'],
    ['City-of-Angels', 'accounts.errors.password-common'],
    ['city of angels and of lakes', undefined],
    ['Thành phố Hà Nội 2026', 'accounts.errors.password-city'],
    ['hanoi-feedback', 'accounts.errors.password-city'],
    ['Hà Nội mùa thu lá vàng bay', undefined],
  ];
  for (const [password, fault] of cases)
    it(`${JSON.stringify(password.slice(0, 30))}: ${fault ?? 'good'}`, () => {
      expect(passwordFault(password, PERSON, GUESSED)).to.equal(fault);
    });
});

describe('roles and units', () => {
  it('asks for a role, for units where the role works in them, and for no others', () => {
    expect(reachFault(reach([]))?.field).to.equal('roles');
    expect(reachFault(reach(['official']))?.field).to.equal('units');
    expect(reachFault(reach(['coordinator'], 'a'))?.field).to.equal('units');
    expect(reachFault(reach(['head'], 'a'))).to.equal(undefined);
    expect(reachFault(reach(['administrator']))).to.equal(undefined);
    expect(reachFault(reach(['administrator', 'official'], 'a'))).to.equal(undefined);
  });

  const deputies: [why: string, absent: Reach, deputy: Reach, may: boolean][] = [
    ['same role elsewhere', reach(['official'], 'a'), reach(['official'], 'b'), true],
    ['a role would be gained', reach(['head'], 'a'), reach(['official'], 'a'), false],
    [
      'a higher role would reach into another unit',
      reach(['official'], 'a'),
      reach(['official', 'head'], 'b'),
      false,
    ],
    [
      'a higher role that is there already',
      reach(['official'], 'a'),
      reach(['official', 'head'], 'a', 'b'),
      true,
    ],
    ['city roles', reach(['coordinator']), reach(['coordinator', 'moderator']), true],
    ['administration is left out', reach(['coordinator', 'administrator']), reach(['coordinator']), true],
    ['nothing to hand over', reach(['administrator']), reach(['administrator']), false],
  ];
  for (const [why, absent, deputy, may] of deputies)
    it(`deputy, ${why}: ${may}`, () => expect(canStandIn(absent, deputy)).to.equal(may));

  it('joins units without repeating any', () => {
    expect(unitsWith(['a', 'b'], [{ units: ['b', 'c'] }, { units: ['a'] }])).to.deep.equal(['a', 'b', 'c']);
  });
});

describe('absence', () => {
  const away: Absence = { from: '2026-03-09', to: '2026-03-11' };
  it('lasts from its first day to its last, both included', () => {
    const days = ['2026-03-08', '2026-03-09', '2026-03-11', '2026-03-12'];
    expect(days.map((day) => isAway(away, day))).to.deep.equal([false, true, true, false]);
    expect(days.map((day) => isOver(away, day))).to.deep.equal([false, false, false, true]);
    expect(isAway(null, '2026-03-09')).to.equal(false);
  });

  it('ends after it begins, not in the past, within a year', () => {
    expect(absenceFault(away, '2026-03-04')).to.equal(undefined);
    expect(absenceFault(away, '2026-03-11')).to.equal(undefined);
    expect(absenceFault(away, '2026-03-12')?.text).to.equal('accounts.errors.absence-past');
    expect(absenceFault({ from: '2026-03-09', to: '2026-03-08' }, '2026-03-04')?.text).to.equal(
      'accounts.errors.ends-before-start',
    );
    expect(absenceFault({ from: '2026-03-09', to: '2027-03-09' }, '2026-03-04')).to.equal(undefined);
    expect(absenceFault({ from: '2026-03-09', to: '2027-03-10' }, '2026-03-04')?.text).to.equal(
      'accounts.errors.absence-long',
    );
  });
});

describe('account states', () => {
  it('allows only the moves of the table', () => {
    const allowed = (['invited', 'active', 'inactive'] as const).map((status) =>
      (['invite-again', 'activate', 'deactivate', 'reactivate'] as const).filter((move) =>
        allowsMove(status, move),
      ),
    );
    expect(allowed).to.deep.equal([
      ['invite-again', 'activate', 'deactivate'],
      ['deactivate'],
      ['reactivate'],
    ]);
  });

  it('sends someone without a password back to the invitation', () => {
    expect(statusAfter('reactivate', true)).to.equal('active');
    expect(statusAfter('reactivate', false)).to.equal('invited');
  });
});

describe('tokens', () => {
  const now = new Date('2026-03-04T03:00:00Z');
  it('work until the instant they end or are withdrawn', () => {
    const expiresAt = tokenEnds(now, 2);
    expect(expiresAt.toISOString()).to.equal('2026-03-06T03:00:00.000Z');
    const token = { createdAt: now, expiresAt, epoch: 3 };
    const owner = { epoch: 3 };
    expect(tokenWorks(token, owner, new Date(expiresAt.getTime() - 1))).to.equal(true);
    expect(tokenWorks(token, owner, expiresAt)).to.equal(false);
    expect(tokenWorks({ ...token, withdrawnAt: now }, owner, now)).to.equal(false);
  });

  it('end with the sessions of their owner, those made before they had an epoch too', () => {
    const expiresAt = tokenEnds(now, 2);
    const later = new Date(now.getTime() + 1);
    expect(tokenWorks({ createdAt: now, expiresAt, epoch: 3 }, { epoch: 4 }, now)).to.equal(false);
    const old = { createdAt: now, expiresAt };
    expect(tokenWorks(old, { epoch: 4, passwordChangedAt: now }, later)).to.equal(true);
    expect(tokenWorks(old, { epoch: 4, passwordChangedAt: later }, later)).to.equal(false);
    expect(tokenWorks(old, { epoch: 4, sessionsEndedAt: later }, later)).to.equal(false);
  });
});
