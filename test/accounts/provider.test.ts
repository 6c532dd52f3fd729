import { expect } from 'chai';
import mongoose from 'mongoose';
import { inviteAccount } from '../../server/accounts/actions/invitations.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import {
  identityOf,
  identityProvider,
  signedInWithin,
} from '../../server/platform/outbound/identity-provider.ts';
import { startProvider, type TestProvider } from '../support/identity-provider.ts';
import { colleague } from '../support/people.ts';
import { giveFactor } from '../support/second-factor.ts';
import { startWorld, type World } from '../support/world.ts';
import { person, signedIn, stranger } from './world.ts';

describe('what an identity provider says', () => {
  it('counts an address only when it is verified, and a second factor only by the values that are set', () => {
    const claims = { iss: 'https://id.example', sub: '1', email: ' An@City.example ', email_verified: true };
    expect(identityOf(claims, [])).to.include({ email: 'an@city.example', secondFactor: false });
    for (const verified of [false, 'true', undefined])
      expect(identityOf({ ...claims, email_verified: verified }, []).email).to.equal(undefined);
    expect(identityOf({ ...claims, amr: ['pwd', 'otp'] }, ['otp']).secondFactor).to.equal(true);
    expect(identityOf({ ...claims, acr: 'high' }, ['high']).secondFactor).to.equal(true);
    expect(identityOf({ ...claims, acr: 'low', amr: 'otp' }, ['otp', 'high']).secondFactor).to.equal(false);
  });
});

describe('a proof by the identity provider', () => {
  it('counts by the time that the token says, whatever the address asked for', () => {
    expect(signedInWithin(60, { iat: 1000, auth_time: 945 })).to.equal(true);
    expect(signedInWithin(0, { iat: 1000, auth_time: 998 }), 'rounded').to.equal(true);
    expect(signedInWithin(60, { iat: 1000, auth_time: 900 }), 'signed in before').to.equal(false);
    for (const none of [undefined, '999', null])
      expect(signedInWithin(60, { iat: 1000, auth_time: none })).to.equal(false);
  });
});

describe('sign-in by the identity provider of the city', () => {
  let world: World;
  let provider: TestProvider;

  before(async () => {
    world = await startWorld();
    world.app.site.publicUrl = world.address;
    provider = await startProvider(() => `${world.address}/sign-in/provider/callback`);
    world.app.site.staffProvider = identityProvider({
      ...{ issuer: provider.issuer, clientId: 'city', clientSecret: provider.clientSecret },
      ...{ name: 'VNeID', secondFactor: ['otp'] },
    });
  });
  after(async () => {
    await provider?.close();
    await world?.stop();
  });

  async function come(to = '', visitor = stranger(world)) {
    await visitor.get(`/sign-in${to && `?to=${to}`}`);
    const link = visitor.last!.$('a[href^="/sign-in/provider"]');
    expect(link.text()).to.equal('Sign in with VNeID');
    await visitor.get(link.attr('href')!);
    return visitor;
  }

  it('links an invited account by the verified address, once, and tells its owner', async () => {
    const administrator = await colleague(world, 'administrator');
    const { id } = await inviteAccount(administrator.context(), {
      ...{ name: 'Lê An', email: 'an@city.example', language: 'en' },
      ...{ roles: ['coordinator'], units: [] },
    });
    provider.next({ sub: 'an', email: 'An@city.example', email_verified: true });
    const visitor = await come('/account');
    expect(visitor.last!.path).to.equal('/account');
    await world.settled();
    expect(world.letters.to('an@city.example').map(({ subject }) => subject)).to.include(
      'Your account is linked to the sign-in service of the city',
    );
    const account = await AccountModel.findById(id).lean();
    expect(account).to.deep.include({ status: 'active', invitation: null });
    provider.next({ sub: 'an', email: 'renamed@city.example', email_verified: true });
    expect((await come()).last!.path, 'the link counts, not the address').to.equal('/triage');
    provider.next({ sub: 'somebody else', email: 'an@city.example', email_verified: true });
    expect((await come()).last!.text).to.contain('linked to another identity');
    const page = await signedIn(world, await person(world, { roles: ['administrator'] }));
    await page.get(`/accounts/${id}`);
    await page.submit(`/accounts/${id}/identity-removal`);
    expect((await come()).last!.path, 'linked anew').to.equal('/triage');
    await page.get(`/accounts/${id}`);
    await page.submit(`/accounts/${id}/deactivation`);
    expect((await come()).last!.text).to.contain('no account here yet');
  });

  it('proves who it is, before a sensitive act, for an account without a password', async () => {
    const administrator = await colleague(world, 'administrator');
    await inviteAccount(administrator.context(), {
      ...{ name: 'Lê Bình', email: 'binh@city.example', language: 'en' },
      ...{ roles: ['administrator'], units: [] },
    });
    provider.next({ sub: 'binh', email: 'binh@city.example', email_verified: true });
    const visitor = await come();
    const who = await person(world);
    await visitor.get(`/accounts/${who.id}`);
    const sid = decodeURIComponent(visitor.cookies.get('sid')!).slice(2).split('.')[0]!;
    const kept = mongoose.connection.collection<any>('sessions');
    await kept.updateOne({ _id: sid }, { $unset: { 'session.provedAt': '' } });
    const asked = await visitor.submit(`/accounts/${who.id}`, { roles: ['leader'] });
    expect(asked.status).to.equal(401);
    expect(asked.text).to.contain('Sign in again with VNeID');
    expect(asked.$('[name="_proof"]').length).to.equal(0);
    expect((await visitor.submit('#proof')).status, 'the button alone proves nothing').to.equal(401);
    provider.next({ sub: 'binh', email: 'binh@city.example', email_verified: true });
    const form = visitor.last!;
    await visitor.get(form.$('main a[href="/sign-in/provider"]').attr('href')!);
    visitor.last = form;
    expect((await visitor.submit('#proof')).text).to.contain('Roles and offices are saved.');
    expect((await AccountModel.findById(who.id).lean())!.roles).to.deep.equal(['leader']);
  });

  it('takes no proof when the browser has left out that the password is to be asked for', async () => {
    const administrator = await colleague(world, 'administrator');
    await inviteAccount(administrator.context(), {
      ...{ name: 'Lê Chi', email: 'chi@city.example', language: 'en' },
      ...{ roles: ['administrator'], units: [] },
    });
    provider.next({ sub: 'chi', email: 'chi@city.example', email_verified: true });
    const visitor = await come();
    const who = await person(world);
    await visitor.get(`/accounts/${who.id}`);
    await mongoose.connection
      .collection<any>('sessions')
      .updateMany({}, { $unset: { 'session.provedAt': '' } });
    const asked = await visitor.submit(`/accounts/${who.id}`, { roles: ['leader'] });
    expect(asked.status).to.equal(401);
    provider.next({ sub: 'chi', email: 'chi@city.example', email_verified: true });
    visitor.onTheWay = (address) => {
      address.searchParams.delete('prompt');
      address.searchParams.delete('max_age');
    };
    const answer = await visitor.get('/sign-in/provider');
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('does not say that it has asked for your password again');
    visitor.last = asked;
    expect((await visitor.submit('#proof')).status).to.equal(401);
    expect((await AccountModel.findById(who.id).lean())!.roles).to.not.include('leader');
  });

  it('makes no account, and takes no address that is not verified', async () => {
    const before = await AccountModel.countDocuments();
    provider.next({ sub: 'stranger', email: 'stranger@city.example', email_verified: true });
    const visitor = await come();
    expect(visitor.last!.status).to.equal(422);
    expect(visitor.last!.text).to.contain('Ask an administrator for an invitation.');
    const who = await person(world);
    provider.next({ sub: 'thief', email: who.email, email_verified: false });
    expect((await come()).last!.text).to.contain('has not verified');
    expect((await AccountModel.findById(who.id).lean())!.identity).to.equal(null);
    expect(await AccountModel.countDocuments()).to.equal(before + 1);
  });

  it('asks for the second step unless the provider did', async () => {
    const who = await person(world);
    await giveFactor(world, who.id);
    provider.next({ sub: who.id, email: who.email, email_verified: true, amr: ['pwd'] });
    expect((await come('/account')).last!.path).to.equal('/sign-in/code?to=%2Faccount');
    provider.next({ sub: who.id, email: who.email, email_verified: true, amr: ['pwd', 'otp'] });
    expect((await come('/account')).last!.path).to.equal('/account');
  });

  it('is refused when cancelled, forged or brought to another browser; the password stays', async () => {
    const who = await person(world);
    provider.cancel();
    const visitor = await come();
    expect(visitor.last!.status).to.equal(422);
    expect(visitor.last!.text).to.contain('The sign-in was cancelled');
    expect(visitor.last!.$('#sign-in').length).to.equal(1);
    provider.next({ sub: who.id, email: who.email, email_verified: true });
    const thief = stranger(world);
    await thief.get('/sign-in/provider/callback?code=stolen&state=stolen');
    expect(thief.last!.status).to.equal(422);
    const forged = stranger(world);
    await forged.get('/sign-in/provider');
    await forged.get('/sign-in/provider/callback?code=stolen&state=stolen');
    expect(forged.last!.status).to.equal(422);
  });

  it('says that the provider is away, and is there again by itself', async () => {
    const there = world.app.site.staffProvider;
    world.app.site.staffProvider = identityProvider({
      ...{ issuer: 'http://127.0.0.1:1', clientId: 'city', name: 'VNeID', secondFactor: [] },
    });
    const visitor = await come();
    expect(visitor.last!.status).to.equal(503);
    expect(visitor.last!.text).to.contain('Sign in with your password here');
    expect(visitor.last!.$('#sign-in').length).to.equal(1);
    world.app.site.staffProvider = undefined;
    await visitor.get('/sign-in/provider');
    expect(visitor.last!.status).to.equal(404);
    world.app.site.staffProvider = there;
  });
});
