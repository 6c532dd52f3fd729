import { expect } from 'chai';
import { changeFactorRule } from '../../server/accounts/actions/factor-rule.ts';
import { factorRule } from '../../server/accounts/factor-rule.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { factorRequired } from '../../server/accounts/rules.ts';
import { MOST_WRONG_CODES } from '../../server/accounts/sign-in-tries.ts';
import { newSecret, stepOf } from '../../server/accounts/totp.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { tokensOf } from '../../server/platform/secrets.ts';
import { codeOf, giveFactor } from '../support/second-factor.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { PASSWORD, type Person, person, signedIn, stranger, system } from './world.ts';

const HALF_MINUTE = 30_000;

describe('codes of an app', () => {
  // RFC 6238, appendix B: the secret is '12345678901234567890', the last six of eight digits.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ] as const)
    it(`are those of RFC 6238 at ${seconds} seconds`, () => {
      const now = new Date(seconds * 1000);
      expect(stepOf(SECRET, code, now)).to.equal(Math.floor(seconds / 30));
      expect(stepOf(SECRET, code, new Date(now.getTime() + 3 * HALF_MINUTE))).to.equal(undefined);
    });

  it('are taken a step early or late, with the number of their own step', () => {
    const secret = newSecret();
    const now = new Date('2026-03-04T03:00:00Z');
    const code = codeOf(secret, now);
    const own = stepOf(secret, code, now);
    for (const shift of [-HALF_MINUTE, HALF_MINUTE])
      expect(stepOf(secret, code, new Date(now.getTime() + shift))).to.equal(own);
    for (const wrong of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(stepOf(secret, wrong, now)).to.equal(undefined);
  });

  it('are needed by a role from its day on', () => {
    const days = { administrator: '2026-03-05' };
    expect(factorRequired(['administrator'], days, '2026-03-04')).to.equal(false);
    expect(factorRequired(['official', 'administrator'], days, '2026-03-05')).to.equal(true);
    expect(factorRequired(['official'], days, '2026-03-05')).to.equal(false);
  });
});

describe('what is sealed', () => {
  it('opens with the same secret, for the same purpose and owner', () => {
    const site = tokensOf('a secret');
    const sealed = site.seal('mật', 'second-factor', 'An');
    expect(site.unseal(sealed, 'second-factor', 'An')).to.equal('mật');
    expect(site.unseal(sealed, 'second-factor', 'Ba')).to.equal(undefined);
    expect(site.unseal(sealed, 'other', 'An')).to.equal(undefined);
    expect(tokensOf('another').unseal(sealed, 'second-factor', 'An')).to.equal(undefined);
    for (const bad of [
      '',
      'x',
      sealed.slice(0, -4),
      `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'Q' : 'A'}`,
    ])
      expect(site.unseal(bad, 'second-factor', 'An')).to.equal(undefined);
    expect(site.seal('mật', 'second-factor', 'An')).not.to.equal(sealed);
  });
});

describe('a second factor', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const now = () => world.clock.now();
  const later = () => world.clock.moveBy(HALF_MINUTE);

  /** The code step of a browser that has given the right password. */
  async function atCode(who: Person, visitor = stranger(world), to = ''): Promise<Visitor> {
    await visitor.get(`/sign-in${to ? `?to=${encodeURIComponent(to)}` : ''}`);
    await visitor.submit('#sign-in', { email: who.email, password: PASSWORD });
    expect(visitor.last!.path).to.equal(`/sign-in/code${to ? `?to=${encodeURIComponent(to)}` : ''}`);
    return visitor;
  }

  const shownKey = (visitor: Visitor) => visitor.last!.$('code.secret').first().text();

  async function setUp(visitor: Visitor): Promise<{ secret: string; codes: string[] }> {
    await visitor.get('/account/second-factor');
    const secret = shownKey(visitor);
    await visitor.submit('/account/second-factor', {
      code: codeOf(secret, now()),
      currentPassword: PASSWORD,
    });
    expect(visitor.last!.path).to.equal('/account/second-factor/codes');
    const codes = visitor.last!.$('.recovery-codes code').map((_, each) => visitor.last!.$(each).text());
    for (const code of codes.get()) expect(code).to.match(/^(\w{4}-){5}\w{4}$/);
    return { secret, codes: codes.get() };
  }

  async function lettersTo(who: Person): Promise<string[]> {
    await world.settled();
    return world.letters.to(who.email).map(({ subject }) => subject);
  }

  it('is set up with a picture, a code and the password, and asked for at the next sign-in', async () => {
    const who = await person(world);
    const visitor = await signedIn(world, who);
    await visitor.get('/account/second-factor');
    expect(visitor.last!.$('svg path').length).to.be.greaterThan(0);
    const offered = shownKey(visitor);
    await visitor.submit('/account/second-factor', { code: '000000', currentPassword: PASSWORD });
    expect(visitor.last!.status).to.equal(422);
    expect(shownKey(visitor), 'the telephone that has read the picture goes on').to.equal(offered);
    await visitor.submit('/account/second-factor', {
      code: codeOf(offered, now()),
      currentPassword: 'wrong',
    });
    expect(visitor.last!.text).to.contain('The current password is wrong.');
    const { secret, codes } = await setUp(visitor);
    expect(new Set(codes).size).to.equal(10);
    await visitor.get('/account/second-factor/codes');
    expect(visitor.last!.path, 'shown once').to.equal('/account');
    const kept = JSON.stringify(await AccountModel.findById(who.id).lean());
    for (const plain of [secret.replace(/\s/g, ''), ...codes, ...codes.map((code) => code.replace(/-/g, ''))])
      expect(kept).not.to.contain(plain);

    later();
    const next = await atCode(who, stranger(world), '/account');
    await next.submit('/sign-in/code', { code: codeOf(secret, now()) });
    expect(next.last!.path).to.equal('/account');
    expect(await lettersTo(who)).to.deep.equal(['Two-step sign-in is set up']);
  });

  it('opens nothing before the code', async () => {
    const who = await person(world, { roles: ['administrator'] });
    await giveFactor(world, who.id);
    const visitor = await atCode(who);
    for (const path of ['/accounts', '/account', '/sign-in/second-factor']) {
      await visitor.get(path);
      expect(visitor.last!.path.split('?')[0]).to.equal('/sign-in');
    }
    expect(visitor.last!.$('.who').length).to.equal(0);
  });

  it('takes a code once, also within its half minute, also by two at the same moment', async () => {
    const who = await person(world);
    const secret = await giveFactor(world, who.id);
    const code = codeOf(secret, now());
    const both = [await atCode(who), await atCode(who)];
    await Promise.all(both.map((each) => each.submit('/sign-in/code', { code })));
    expect(both.map(({ last }) => last!.status).sort()).to.deep.equal([200, 422]);
    const third = await atCode(who);
    await third.submit('/sign-in/code', { code });
    expect(third.last!.text).to.contain('used already');
    later();
    await third.submit('/sign-in/code', { code: codeOf(secret, now()) });
    expect(third.last!.path).to.equal('/triage');
  });

  it('takes each recovery code once, however it is typed, and tells the owner', async () => {
    const who = await person(world);
    const [one, other] = ['K7QX-2MPA-9VTC-HR4D', 'A2QX-2MPA-9VTC-HR4D'];
    await giveFactor(world, who.id, { recovery: [one!, other!] });
    const visitor = await atCode(who);
    await visitor.submit('/sign-in/code', { code: ' k7qx 2mpa9vtc hr4d ' });
    expect(visitor.last!.path).to.equal('/triage');
    const again = await atCode(who);
    await again.submit('/sign-in/code', { code: one! });
    expect(again.last!.status).to.equal(422);
    expect(await lettersTo(who)).to.deep.equal(['A recovery code was used']);
    await visitor.get('/account');
    expect(visitor.last!.text).to.contain('1 recovery code left.');
  });

  it('holds up guessing, and neither the known browser nor a recovery code', async () => {
    const who = await person(world);
    const known = await signedIn(world, who);
    const recovery = 'K7QX-2MPA-9VTC-HR4D';
    const secret = await giveFactor(world, who.id, { recovery: [recovery] });
    const guesser = await atCode(who);
    for (let tries = 0; tries < MOST_WRONG_CODES; tries++) {
      await guesser.submit('/sign-in/code', { code: '000000' });
      expect(guesser.last!.status).to.equal(422);
    }
    await guesser.submit('/sign-in/code', { code: codeOf(secret, now()) });
    expect(guesser.last!.status).to.equal(429);
    expect(await lettersTo(who)).to.deep.equal(['Somebody knows your password']);
    await known.get('/account');
    await known.submit('form[action="/sign-out"]');
    await atCode(who, known);
    await known.submit('/sign-in/code', { code: codeOf(secret, now()) });
    expect(known.last!.path).to.equal('/triage');
    const elsewhere = await atCode(who);
    await elsewhere.submit('/sign-in/code', { code: recovery });
    expect(elsewhere.last!.path).to.equal('/triage');
  });

  it('ends half a sign-in with its time, with a new password, and with the account', async () => {
    for (const end of [
      async () => world.clock.moveBy(16 * 60_000),
      (who: Person) => AccountModel.updateOne({ _id: who.id }, { $inc: { epoch: 1 } }),
      (who: Person) => AccountModel.updateOne({ _id: who.id }, { $set: { status: 'inactive' } }),
    ]) {
      const who = await person(world);
      const secret = await giveFactor(world, who.id);
      const visitor = await atCode(who);
      await end(who);
      await visitor.submit('/sign-in/code', { code: codeOf(secret, now()) });
      expect(visitor.last!.path).to.equal('/sign-in');
    }
  });

  it('leads whoever needs one to set it up, before anything else', async () => {
    const who = await person(world, { roles: ['leader'] });
    const boss = await person(world, { roles: ['administrator'] });
    const administrator = await signedIn(world, boss);
    await administrator.get('/accounts/second-factor');
    await administrator.submit('/accounts/second-factor', { leader: 'soon' });
    expect(administrator.last!.status).to.equal(422);
    expect(administrator.last!.$('#leader').attr('value')).to.equal('soon');
    await administrator.submit('/accounts/second-factor', { leader: '2026-03-04' });
    expect(administrator.last!.text).to.contain('Saved.').and.to.contain('0 of 1 person');

    const visitor = stranger(world);
    await visitor.get('/sign-in?to=%2Faccount%2Fnotices');
    await visitor.submit('#sign-in', { email: who.email, password: PASSWORD });
    expect(visitor.last!.path).to.match(/^\/sign-in\/second-factor/);
    const setUpPage = visitor.last!;
    await visitor.get('/account');
    expect(visitor.last!.path).to.match(/^\/sign-in\?/);
    visitor.last = setUpPage;
    await visitor.submit('/sign-in/second-factor', { code: codeOf(shownKey(visitor), now()) });
    expect(visitor.last!.$('.recovery-codes li').length).to.equal(10);
    expect(visitor.last!.$('main a[role=button]').attr('href')).to.equal('/account/notices');
    const [recovery] = visitor.last!.$('.recovery-codes code').map((_, each) => visitor.last!.$(each).text());
    await visitor.get('/account/second-factor');
    expect(visitor.last!.$('form[action="/account/second-factor/removal"]').length).to.equal(0);
    await visitor.post('/account/second-factor/removal', { removalCode: recovery! });
    expect(visitor.last!.status, 'a role that needs one keeps one').to.equal(409);
    await visitor.submit('/account/second-factor', {
      code: codeOf(shownKey(visitor), now()),
      oldCode: recovery!,
    });
    expect(visitor.last!.path, 'but may take another telephone').to.equal('/account/second-factor/codes');
    await changeFactorRule({ ...system(world), actor: await actor(boss) }, {}, (await factorRule()).number);
    const entry = await Journal.findOne({ name: 'factor-rule.changed' }).lean();
    expect(entry!.details['after']).to.deep.equal({ leader: '2026-03-04' });
  });

  const actor = async ({ id, name, email }: Person) =>
    ({ kind: 'staff', id, name, email, roles: ['administrator' as const], units: [] }) as const as never;

  it('is removed only with a code, and reset by an administrator, never by oneself', async () => {
    const boss = await person(world, { roles: ['administrator'] });
    const who = await person(world);
    const visitor = await signedIn(world, who);
    const { codes } = await setUp(visitor);
    await visitor.get('/account/second-factor');
    await visitor.submit('/account/second-factor/removal', { removalCode: '000000' });
    expect(visitor.last!.status).to.equal(422);
    await visitor.submit('/account/second-factor/codes', { recoveryCode: codes[0]! });
    expect(visitor.last!.$('.recovery-codes li').length).to.equal(10);
    await visitor.get('/account/second-factor');
    await visitor.submit('/account/second-factor/removal', { removalCode: codes[1]! });
    expect(visitor.last!.status, 'the earlier codes have ended').to.equal(422);

    const administrator = await signedIn(world, boss);
    await administrator.get(`/accounts/${who.id}`);
    await administrator.submit(`/accounts/${who.id}/second-factor-reset`);
    expect(administrator.last!.text).to.contain('is reset').and.to.contain('reset by an administrator');
    expect(await lettersTo(who)).to.include('Your two-step sign-in was reset');
    await signedIn(world, who);

    await giveFactor(world, boss.id, { recovery: [codes[0]!] });
    await administrator.post(`/accounts/${boss.id}/second-factor-reset`, {});
    expect(administrator.last!.status).to.equal(403);
    await administrator.get('/account/second-factor');
    await administrator.submit('/account/second-factor/removal', { removalCode: codes[0]! });
    expect(administrator.last!.text).to.contain('Two-step sign-in is turned off.');
  });

  it('says so when the secret of the site was changed, and recovery codes still open', async () => {
    const who = await person(world);
    const recovery = 'K7QX-2MPA-9VTC-HR4D';
    const secret = await giveFactor(world, who.id, { recovery: [recovery] });
    const sealed = tokensOf('another secret').seal(secret, 'second-factor', who.id);
    await AccountModel.updateOne({ _id: who.id }, { $set: { 'factor.secret': sealed } });
    const visitor = await atCode(who);
    await visitor.submit('/sign-in/code', { code: codeOf(secret, now()) });
    expect(visitor.last!.status).to.equal(422);
    await visitor.submit('/sign-in/code', { code: recovery });
    expect(visitor.last!.path).to.equal('/triage');
  });
});
