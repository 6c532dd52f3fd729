import { expect } from 'chai';
import { changeFactorRule } from '../../server/accounts/actions/factor-rule.ts';
import { factorRule } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { CHALLENGE_MINUTES, missingAfterPassword } from '../../server/accounts/rules.ts';
import { PasskeyDevice } from '../support/passkey-device.ts';
import { colleague } from '../support/people.ts';
import { codeOf, giveFactor } from '../support/second-factor.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { PASSWORD, type Person, person, signedIn, stranger } from './world.ts';

describe('what is missing after the password', () => {
  it('is a code for an app, a passkey where the role needs it, and something to set up otherwise', () => {
    const factor = {};
    const passkeys = [{}];
    expect(missingAfterPassword({ factor }, false)).to.equal('code');
    expect(missingAfterPassword({ passkeys }, false)).to.equal(undefined);
    expect(missingAfterPassword({ passkeys }, true)).to.equal('code');
    expect(missingAfterPassword({}, true)).to.equal('factor');
    expect(missingAfterPassword({ factor, passkeys }, true)).to.equal('code');
  });
});

describe('passkeys', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const newDevice = () => new PasskeyDevice(world.app.site.publicUrl);

  async function withPasskey(who: Person, device = newDevice()): Promise<Visitor> {
    const visitor = await signedIn(world, who);
    await visitor.get('/account/passkeys');
    await device.answer(visitor, { passkeyName: 'Work <laptop>' });
    expect(visitor.last!.path).to.equal('/account?done=passkey-added');
    return visitor;
  }

  async function atSignIn(to = ''): Promise<Visitor> {
    const visitor = stranger(world);
    await visitor.get(`/sign-in${to && `?to=${encodeURIComponent(to)}`}`);
    return visitor;
  }

  async function afterPassword(who: Person): Promise<Visitor> {
    const visitor = await atSignIn();
    await visitor.submit('#sign-in', { email: who.email, password: PASSWORD });
    return visitor;
  }

  async function requireOf(role: 'leader', day: string | undefined): Promise<void> {
    const administrator = await colleague(world, 'administrator');
    const { number } = await factorRule();
    await changeFactorRule(administrator.context(), day ? { [role]: day } : {}, number);
  }

  it('are added under a name, told by letter, and let in without a password', async () => {
    const who = await person(world);
    const device = newDevice();
    const visitor = await withPasskey(who, device);
    expect(visitor.last!.text).to.contain('Work <laptop>');
    await world.settled();
    expect(world.letters.to(who.email).map(({ subject }) => subject)).to.deep.equal([
      'A passkey was added to your account',
    ]);
    const next = await atSignIn('/account');
    await device.answer(next);
    expect(next.last!.path).to.equal('/account');
    expect(next.last!.$('section[aria-labelledby="passkeys-title"] td').eq(1).text()).not.to.contain('Never');
    const again = await atSignIn();
    await device.answer(again);
    expect(again.last!.path, 'also where the store has its counter').to.equal('/triage');
  });

  it('are refused for another site, another question, one answered or too old, without finger or PIN', async () => {
    const who = await person(world);
    const device = newDevice();
    await withPasskey(who, device);
    const refused = async (prepare: (visitor: Visitor) => void | Promise<void>) => {
      const visitor = await atSignIn();
      await prepare(visitor);
      await device.answer(visitor);
      expect(visitor.last!.status).to.equal(422);
      expect(visitor.last!.text).to.contain('This passkey was not accepted');
    };
    device.origin = 'https://city.evil.example';
    await refused(() => {});
    device.origin = world.app.site.publicUrl;
    device.verifies = false;
    await refused(() => {});
    device.verifies = true;
    await refused(() => world.clock.moveBy(CHALLENGE_MINUTES * 60_000));
    const twice = await atSignIn();
    const page = twice.last!;
    await device.answer(twice);
    expect(twice.last!.status).to.equal(200);
    const stolen = stranger(world);
    await stolen.get('/sign-in');
    for (const response of ['', '{', '[]', '{"id":1}', '{"id":"x"}', 'null']) {
      await stolen.get('/sign-in');
      await stolen.submit('#passkey-sign-in', { response });
      expect(stolen.last!.status, response).to.equal(422);
    }
    await device.answer(stolen, {}, page);
    expect(stolen.last!.status, 'the question has been answered').to.equal(422);
    await AccountModel.updateOne({ _id: who.id }, { $set: { status: 'inactive' } });
    await refused(() => {});
  });

  it('stand beside an app as the second step, the own ones alone', async () => {
    const who = await person(world);
    const device = newDevice();
    await withPasskey(who, device);
    const secret = await giveFactor(world, who.id);
    const other = newDevice();
    await withPasskey(await person(world), other);
    const visitor = await afterPassword(who);
    expect(visitor.last!.path).to.equal('/sign-in/code');
    await other.answer(visitor);
    expect(visitor.last!.status).to.equal(422);
    await device.answer(visitor);
    expect(visitor.last!.path).to.equal('/triage');
    const byCode = await afterPassword(who);
    await byCode.submit('/sign-in/code', { code: codeOf(secret, world.clock.now()) });
    expect(byCode.last!.path).to.equal('/triage');
  });

  it('are the second step where a role needs one, and then cannot be avoided or all taken away', async () => {
    const who = await person(world, { roles: ['leader'] });
    const device = newDevice();
    const owner = await withPasskey(who, device);
    const before = await afterPassword(who);
    expect(before.last!.path, 'not asked for where no role needs it').to.equal('/week');
    await requireOf('leader', '2026-03-01');
    const visitor = await afterPassword(who);
    expect(visitor.last!.path).to.equal('/sign-in/code');
    expect(visitor.last!.$('#code').length, 'there is no app').to.equal(0);
    await visitor.get('/sign-in/second-factor');
    expect(visitor.last!.path, 'an app of whoever knows the password is no way around').to.equal('/sign-in');
    const back = await afterPassword(who);
    await device.answer(back);
    expect(back.last!.path).to.equal('/week');
    await owner.get('/account');
    const removal = owner.last!.$('form[action$="/removal"]').attr('action')!;
    await owner.submit(removal);
    expect(owner.last!.status).to.equal(409);
    await requireOf('leader', undefined);
    await owner.get('/account');
    await owner.submit(removal);
    expect(owner.last!.text).to.contain('The passkey is removed.');
    const gone = await atSignIn();
    await device.answer(gone);
    expect(gone.last!.status).to.equal(422);
  });

  it('go with a reset by an administrator, and one device is not added twice', async () => {
    const who = await person(world);
    const device = newDevice();
    const owner = await withPasskey(who, device);
    await owner.get('/account/passkeys');
    await device.answer(owner, { passkeyName: 'again' });
    expect(owner.last!.status).to.equal(422);
    expect(owner.last!.$('#passkeyName').attr('value')).to.equal('again');
    const administrator = await signedIn(world, await person(world, { roles: ['administrator'] }));
    await administrator.get(`/accounts/${who.id}`);
    expect(administrator.last!.text).to.contain('Work <laptop>');
    await administrator.submit(`/accounts/${who.id}/second-factor-reset`);
    const gone = await atSignIn();
    await device.answer(gone);
    expect(gone.last!.status).to.equal(422);
  });
});
