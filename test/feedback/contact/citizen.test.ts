import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { contactState } from '../../../server/feedback/item/rules/contact.ts';
import { identityProvider } from '../../../server/platform/outbound/identity-provider.ts';
import { item } from '../../support/factories.ts';
import { type ProvidedPerson, startProvider, type TestProvider } from '../../support/identity-provider.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const LAN: ProvidedPerson = { sub: 'lan', email: 'Lan@kin.example', email_verified: true };
const FORM = '/feedback/new?regulation=birth-registration';

describe('a sender who signs in with the provider for citizens', () => {
  let world: World;
  let provider: TestProvider;

  before(async () => {
    world = await startWorld();
    world.app.site.publicUrl = world.address;
    provider = await startProvider(() => `${world.address}/track/provider/callback`);
    world.app.site.citizenProvider = identityProvider({
      ...{ issuer: provider.issuer, clientId: 'city', clientSecret: provider.clientSecret },
      ...{ name: 'VNeID', secondFactor: [] },
    });
  });
  after(async () => {
    await provider?.close();
    await world?.stop();
  });

  const browser = (): Visitor => {
    const visitor = world.visitor();
    visitor.language = 'en';
    return visitor;
  };

  /** By the link of a page, as a person goes. */
  async function come(person: ProvidedPerson = LAN, { from = '/track', visitor = browser() } = {}) {
    provider.next(person);
    await visitor.get(from);
    const link = visitor.last!.$('main a[href^="/track/provider"]');
    expect(link.text()).to.equal('Sign in with VNeID');
    await visitor.get(link.attr('href')!);
    return visitor;
  }

  it('opens what was sent from the verified address, and nothing else', async () => {
    const own = await item(world, { input: { email: 'lan@kin.example' } });
    const other = await item(world, { input: { email: 'other@kin.example' } });
    const visitor = await come();
    expect(visitor.last!.path).to.equal('/track/own');
    expect(visitor.last!.text).to.contain(own.code).and.not.contain(other.code);
    const seen = await visitor.get(visitor.last!.$(`a[href="/track/own/${own.code}"]`).attr('href')!);
    expect(seen.path).to.equal(`/feedback/${own.code}`);
    expect(seen.$('#contact'), 'the part of the sender').to.have.length(1);
    expect((await visitor.get(`/track/own/${other.code}`)).status).to.equal(404);
    expect((await visitor.get(`/feedback/${other.code}`)).$('#contact')).to.have.length(0);
  });

  it('finds the address in the form, and need not confirm it; another one has to be', async () => {
    const visitor = await come(LAN, { from: FORM });
    expect(visitor.last!.path).to.equal(FORM);
    expect(visitor.last!.$('#email').attr('value')).to.equal('lan@kin.example');
    const words = {
      subject: 'Opening hours',
      text: 'The desk was closed at two. When is it open?',
      name: 'Lan',
    };
    const send = async (fields: object) => {
      await visitor.get(FORM);
      await visitor.submit('#feedback-form', { ...words, ...fields, step: 'send' });
      expect(visitor.last!.path).to.match(/receipt$/);
      const code = visitor.last!.path.split('/')[2]!;
      const row = (await Feedback.findOne({ code }).lean())!;
      return { state: contactState(row.sender.email, row.contact), code };
    };
    const sure = await send({});
    expect(sure.state).to.equal('confirmed');
    await world.settled();
    const letter = world.letters.to('lan@kin.example').find(({ text }) => text.includes(sure.code))!;
    expect(letter.text).to.not.contain('/address/');
    expect((await send({ email: 'somebody@kin.example' })).state).to.equal('unconfirmed');
    expect((await send({ email: '', phone: '+84 90 123 4567' })).state, 'cleared').to.equal('none');
    await visitor.get('/track/own');
    await visitor.submit('/track/own/sign-out');
    expect((await send({ email: 'lan@kin.example' })).state, 'signed out').to.equal('unconfirmed');
  });

  it('is let go at the sign-out, and after half an hour', async () => {
    const { code } = await item(world, { input: { email: 'lan@kin.example' } });
    const visitor = await come();
    await visitor.get(`/track/own/${code}`);
    expect(visitor.last!.$('#contact')).to.have.length(1);
    await visitor.get('/track/own');
    const cookie = visitor.cookies.get('own-address')!;
    await visitor.submit('/track/own/sign-out');
    expect((await visitor.get('/track/own')).text).to.not.contain(code);
    expect((await visitor.get(`/feedback/${code}`)).$('#contact'), 'items too').to.have.length(0);
    expect((await visitor.get(`/track/own/${code}`)).path).to.equal('/track/own');
    const again = browser();
    again.cookies.set('own-address', cookie);
    expect((await again.get('/track/own')).text).to.contain(code);
    again.cookies.set('own-address', `${cookie.slice(0, -4)}AAAA`);
    expect((await again.get('/track/own')).text, 'changed').to.not.contain(code);
    again.cookies.set('own-address', cookie);
    await world.advance({ minutes: 31 });
    expect((await again.get('/track/own')).text, 'too old').to.not.contain(code);
  });

  it('is refused without a verified address', async () => {
    const { code } = await item(world, { input: { email: 'thu@kin.example' } });
    for (const more of [{ email_verified: false }, { email_verified: 'true' as never }, {}, { email: '' }]) {
      const visitor = await come({ sub: 'thief', email: 'thu@kin.example', ...more });
      expect(visitor.last!.status).to.equal(422);
      expect(visitor.last!.text).to.contain('has not verified your e-mail address');
      expect((await visitor.get('/track/own')).text).to.not.contain(code);
    }
  });

  it('is refused when cancelled, forged, played again, or brought to another browser', async () => {
    const refused = ({ last }: Visitor) => {
      expect(last!.status).to.equal(422);
      expect(last!.text).to.contain('could not be checked');
    };
    provider.cancel();
    const visitor = browser();
    await visitor.get('/track/provider');
    refused(visitor);

    const forged = browser();
    forged.onTheWay = (address) => {
      if (address.pathname.endsWith('/callback')) address.searchParams.set('state', 'another');
    };
    refused(await come(LAN, { visitor: forged }));

    const elsewhere = browser();
    elsewhere.onTheWay = (address) => {
      if (address.pathname.endsWith('/callback')) address.searchParams.set('iss', 'https://id.example');
    };
    refused(await come(LAN, { visitor: elsewhere }));

    let callback = '';
    let cookie = '';
    const first = browser();
    first.onTheWay = (address) => {
      if (!address.pathname.endsWith('/callback')) return;
      callback = address.pathname + address.search;
      cookie = first.cookies.get('citizen-at-provider')!;
    };
    await come(LAN, { visitor: first });
    expect(first.last!.path).to.equal('/track/own');
    await first.get(callback);
    refused(first);
    const copied = browser();
    copied.cookies.set('citizen-at-provider', cookie);
    await copied.get(callback);
    refused(copied);
    const stranger = browser();
    await stranger.get(callback);
    refused(stranger);
    for (const each of [visitor, forged, elsewhere, copied, stranger]) {
      await each.get('/track/own');
      expect(each.last!.text).to.not.contain('What was sent from');
    }
  });

  it('takes nothing that was begun at the door of staff', async () => {
    world.app.site.staffProvider = world.app.site.citizenProvider;
    const visitor = browser();
    visitor.onTheWay = (address) => {
      if (address.port === new URL(provider.issuer).port) address.pathname = '/nowhere';
    };
    await visitor.get('/sign-in/provider');
    visitor.cookies.set('citizen-at-provider', visitor.cookies.get('at-provider')!);
    visitor.onTheWay = () => undefined;
    await visitor.get('/track/provider/callback?code=x&state=y');
    expect(visitor.last!.status).to.equal(422);
    world.app.site.staffProvider = undefined;
  });

  it('asks the provider for the password anew, and believes nobody who leaves that out', async () => {
    const visitor = browser();
    let asked: URLSearchParams | undefined;
    visitor.onTheWay = (address) => {
      if (!address.searchParams.has('prompt')) return;
      asked = new URLSearchParams(address.search);
      address.searchParams.delete('prompt');
      address.searchParams.delete('max_age');
    };
    await come(LAN, { visitor });
    expect(asked!.get('prompt')).to.equal('login');
    expect(asked!.get('code_challenge_method')).to.equal('S256');
    expect(visitor.last!.status).to.equal(422);
    expect(visitor.last!.text).to.contain('signed in just now');
  });

  it('leads nowhere but to this site', async () => {
    provider.next(LAN);
    const visitor = browser();
    await visitor.get('/track/provider?to=https://elsewhere.example/');
    expect(visitor.last!.path).to.equal('/');
    await visitor.get('/track/provider?to=//elsewhere.example/');
    expect(visitor.last!.path).to.equal('/');
  });

  it('reads that the provider is away; without one nothing is offered', async () => {
    const there = world.app.site.citizenProvider;
    const visitor = await come();
    world.app.site.citizenProvider = identityProvider({
      ...{ issuer: 'http://127.0.0.1:1', clientId: 'city', name: 'VNeID', secondFactor: [] },
    });
    await visitor.get('/track/provider');
    expect(visitor.last!.status).to.equal(503);
    expect(visitor.last!.text).to.contain('does not answer');
    world.app.site.citizenProvider = undefined;
    for (const path of ['/track/provider', '/track/provider/callback', '/track/own'])
      expect((await visitor.get(path)).status, path).to.equal(404);
    for (const path of ['/track', '/track/lost', '/feedback/new', FORM])
      expect((await visitor.get(path)).html, path).to.not.contain('/track/provider');
    expect((await visitor.get(FORM)).$('#email').attr('value') ?? '').to.equal('');
    world.app.site.citizenProvider = there;
  });
});
