import { expect } from 'chai';
import mongoose from 'mongoose';
import type { Browser } from 'playwright-core';
import { inviteAccount } from '../../server/accounts/actions/invitations.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { samlProvider } from '../../server/platform/outbound/saml-provider.ts';
import { EMAIL_ATTRIBUTES } from '../../server/platform/outbound/saml-settings.ts';
import { person as browsing, launchBrowser } from '../support/browser.ts';
import { colleague } from '../support/people.ts';
import {
  type AskedBySaml,
  answerOf,
  askedIn,
  CERTIFICATE,
  type ProvidedBySaml,
  startSamlProvider,
  type TestSamlProvider,
} from '../support/saml-provider.ts';
import { giveFactor } from '../support/second-factor.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { person, signedIn, stranger } from './world.ts';

const MFA = 'https://refeds.org/profile/mfa';
const CALLBACK = '/sign-in/provider/callback';

describe('sign-in by a SAML provider of the city', function () {
  this.timeout(60_000);
  let world: World;
  let provider: TestSamlProvider;

  before(async () => {
    world = await startWorld();
    world.app.site.publicUrl = world.address.replace('127.0.0.1', 'localhost');
    provider = await startSamlProvider();
    world.app.site.staffProvider = samlProvider({
      ...{ issuer: provider.issuer, signInUrl: provider.signInUrl, certificates: [CERTIFICATE] },
      ...{ name: 'VNeID', emailAttributes: EMAIL_ATTRIBUTES, secondFactor: [MFA] },
    });
  });
  after(async () => {
    await provider?.close();
    await world?.stop();
  });

  /** What the provider's page posts: another site sends it, so no cookie comes along. */
  async function posted(answer: string): Promise<Response> {
    const body = new URLSearchParams({ SAMLResponse: answer, RelayState: '' });
    const headers = { 'accept-language': 'en', origin: new URL(provider.issuer).origin };
    return fetch(`${world.address}${CALLBACK}`, { method: 'POST', body, headers, redirect: 'manual' });
  }

  /** Goes to the provider and comes back with what it says. @returns the request, to be answered once more */
  async function come(visitor: Visitor, who: ProvidedBySaml, to = ''): Promise<AskedBySaml> {
    provider.next(who);
    await visitor.get(`/sign-in${to && `?to=${to}`}`);
    let there = '';
    visitor.onTheWay = (address) => {
      there = address.href;
    };
    await visitor.get(visitor.last!.$('a[href^="/sign-in/provider"]').attr('href')!);
    visitor.onTheWay = () => undefined;
    const answer = visitor.last!.$('[name=SAMLResponse]').attr('value')!;
    const response = await posted(answer);
    if (response.status === 303) await visitor.get(response.headers.get('location')!);
    else expect(response.status).to.equal(422);
    return askedIn(there);
  }

  const inside = (visitor: Visitor) => visitor.last!.path;

  it('links an invited account by the address of an attribute, once; from then on by the lasting name', async () => {
    const administrator = await colleague(world, 'administrator');
    const { id } = await inviteAccount(administrator.context(), {
      ...{ name: 'Lê An', email: 'an@city.example', language: 'en' },
      ...{ roles: ['coordinator'], units: [] },
    });
    const visitor = stranger(world);
    const asked = await come(
      visitor,
      { subject: 'an', attributes: { mail: ' An@City.example ' } },
      '/account',
    );
    expect(inside(visitor)).to.equal('/account');
    expect(asked.anew, 'whoever is signed in at the provider is not asked again').to.equal(false);
    await world.settled();
    expect((await AccountModel.findById(id).lean())!.status).to.equal('active');
    expect(world.letters.to('an@city.example').map(({ subject }) => subject)).to.include(
      'Your account is linked to the sign-in service of the city',
    );
    const other = stranger(world);
    await come(other, { subject: 'an', attributes: { mail: 'renamed@city.example' } });
    expect(inside(other)).to.equal('/triage');
    const thief = stranger(world);
    await come(thief, { subject: 'somebody else', attributes: { mail: 'an@city.example' } });
    expect(thief.last!.text).to.contain('linked to another identity');
  });

  it('takes an address that is the name itself, and no name that changes with each visit', async () => {
    const who = await person(world);
    const visitor = stranger(world);
    await come(visitor, { subject: who.email, format: 'transient' });
    expect(inside(visitor)).to.not.contain('answer=');
    await come(visitor, { subject: 'x', attributes: {} });
    expect(visitor.last!.text).to.contain('has not verified your e-mail address');
    await come(visitor, { subject: who.email, format: 'emailAddress' }, '/account');
    expect(inside(visitor)).to.equal('/account');
  });

  it('asks for the second step unless the provider did', async () => {
    const who = await person(world);
    await giveFactor(world, who.id);
    const told = { subject: who.id, attributes: { email: who.email } };
    const visitor = stranger(world);
    await come(visitor, told, '/account');
    expect(inside(visitor)).to.equal('/sign-in/code?to=%2Faccount');
    await come(visitor, { ...told, context: MFA }, '/account');
    expect(inside(visitor)).to.equal('/account');
  });

  it('counts as a proof only when the provider has asked for the password just now', async () => {
    const who = await person(world, { roles: ['administrator'] });
    const told = { subject: who.id, attributes: { email: who.email } };
    const visitor = await signedIn(world, who);
    await mongoose.connection
      .collection<any>('sessions')
      .updateMany({}, { $unset: { 'session.provedAt': '' } });
    const back = async (signedInAt: number) => {
      provider.next({ ...told, signedInAt });
      let anew = false;
      visitor.onTheWay = (address) => {
        anew ||= address.searchParams.has('SAMLRequest') && askedIn(address.href).anew;
      };
      await visitor.get('/sign-in/provider?to=/account');
      visitor.onTheWay = () => undefined;
      expect(anew, 'the provider is told to ask').to.equal(true);
      const response = await posted(visitor.last!.$('[name=SAMLResponse]').attr('value')!);
      return visitor.get(response.headers.get('location')!);
    };
    expect((await back(-900)).text).to.contain('does not say that it has asked for your password again');
    expect((await back(0)).path).to.equal('/account');
  });

  describe('refuses', () => {
    let who: { id: string; email: string };
    let told: ProvidedBySaml;
    before(async () => {
      who = await person(world);
      told = { subject: who.id, attributes: { email: who.email } };
    });

    const FORGED: Record<string, Partial<ProvidedBySaml>> = {
      'what nobody has signed': { unsigned: true },
      'what was changed after it was signed': {
        forge: (xml) => xml.replaceAll(who.email, 'other@city.example'),
      },
      'a comment within a name': { forge: (xml) => xml.replace(`>${who.id}<`, `>${who.id}<!-- -->x<`) },
      'a forged assertion beside a signed one': {
        forge: (xml) => {
          const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)![0];
          const forged = assertion
            .replace(/<Signature.*<\/Signature>/s, '')
            .replace('_assertion', '_forged')
            .replaceAll(who.email, 'other@city.example');
          return xml.replace(assertion, forged + assertion);
        },
      },
      'a signed assertion wrapped in a forged one': {
        forge: (xml) => {
          const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)![0];
          const forged = assertion
            .replace(/<Signature.*<\/Signature>/s, `<x>${assertion}</x>`)
            .replace('_assertion', '_forged');
          return xml.replace(assertion, forged);
        },
      },
      'what is for another site': { audience: 'https://other.example/metadata' },
      'what is for another address': { recipient: 'https://other.example/callback' },
      'what another provider tells': { issuer: 'https://other.example' },
      'what answers nothing': { answers: '' },
      'what is too old': { until: -120 },
      'what brings a document type': {
        forge: (xml) => `<!DOCTYPE x [<!ENTITY e "${'x'.repeat(100)}">]>${xml.replace(who.id, '&e;')}`,
      },
    };
    for (const [what, wrong] of Object.entries(FORGED))
      it(what, async () => {
        const visitor = stranger(world);
        provider.next({ ...told, ...wrong });
        await visitor.get('/sign-in/provider');
        const response = await posted(visitor.last!.$('[name=SAMLResponse]').attr('value')!);
        expect(response.status).to.equal(422);
        expect(await response.text()).to.contain('could not be checked. Try again.');
        expect((await AccountModel.findById(who.id).lean())!.identity).to.equal(null);
      });

    it('what is no XML at all, with a form to sign in by password', async () => {
      for (const answer of ['x', Buffer.from('<Response/>').toString('base64'), '%%%']) {
        const response = await posted(answer);
        expect(response.status).to.equal(422);
        expect(await response.text()).to.contain('id="sign-in"');
      }
      const empty = await fetch(`${world.address}${CALLBACK}`, {
        method: 'POST',
        body: new URLSearchParams(),
      });
      expect(empty.status).to.equal(422);
    });

    it('a good answer that another browser brings, that answers another request, or that comes a second time', async () => {
      const victim = stranger(world);
      await victim.get('/sign-in/provider');
      const attacker = stranger(world);
      provider.next(told);
      await attacker.get('/sign-in/provider');
      const response = await posted(attacker.last!.$('[name=SAMLResponse]').attr('value')!);
      expect(response.status).to.equal(303);
      const address = response.headers.get('location')!;
      expect((await victim.get(address)).status, 'asked for by the attacker').to.equal(422);
      expect((await stranger(world).get(address)).status, 'never asked').to.equal(422);
      expect((await attacker.get(address)).status).to.equal(200);
      expect((await attacker.get(address)).status, 'twice').to.equal(422);
    });

    it('an answer that was made up without the provider', async () => {
      const visitor = stranger(world);
      await visitor.get('/sign-in/provider');
      const asked = askedIn(`${provider.signInUrl}${visitor.last!.path.replace(/^[^?]*/, '')}`);
      expect(
        (await visitor.get(`${CALLBACK}?answer=${Buffer.from(JSON.stringify(asked)).toString('base64url')}`))
          .status,
      ).to.equal(422);
      const answer = answerOf('https://made.up', asked, told);
      expect((await posted(answer)).status).to.equal(422);
    });
  });

  it('tells the provider what it has to know', async () => {
    const response = await fetch(`${world.address}/sign-in/provider/metadata`);
    expect(response.headers.get('content-type')).to.contain('application/samlmetadata+xml');
    const xml = await response.text();
    expect(xml).to.contain(`entityID="${world.app.site.publicUrl}/sign-in/provider/metadata"`);
    expect(xml).to.contain(`Location="${world.app.site.publicUrl}${CALLBACK}"`);
    expect(xml).to.contain('WantAssertionsSigned="true"');
  });

  it('is not there where the city has none', async () => {
    const there = world.app.site.staffProvider;
    world.app.site.staffProvider = undefined;
    expect((await fetch(`${world.address}/sign-in/provider/metadata`)).status).to.equal(404);
    expect((await posted('x')).status).to.equal(404);
    world.app.site.staffProvider = there;
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser?.close());

    it('comes back from the other site to the page that was wanted', async () => {
      const who = await person(world);
      provider.next({ subject: who.id, attributes: { email: who.email } });
      const session = await browsing(browser, { address: world.app.site.publicUrl, language: 'vi' });
      const page = await session.newPage();
      await page.goto('/sign-in?to=/account');
      await page.click('a[href^="/sign-in/provider"]');
      await page.click('text=Go on');
      await page.waitForURL('**/account');
      expect(await page.textContent('h1')).to.equal('My account');
    });
  });
});
