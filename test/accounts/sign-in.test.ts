import { expect } from 'chai';
import { endSessions, signIn } from '../../server/accounts/actions/sessions.ts';
import { actorOfSession } from '../../server/accounts/index.ts';
import { knownDevice, rememberDevice } from '../../server/accounts/known-device.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { ALWAYS_COMPARED, MOST_FAILURES } from '../../server/accounts/sign-in-tries.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { limitsOf } from '../../server/platform/web/limits.ts';
import { senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, linkIn, PASSWORD, person, signedIn, stranger, system } from './world.ts';

const WRONG = 'The e-mail or the password is wrong.';

describe('sign-in', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('opens the page of the role, and the site knows the person', async () => {
    const visitor = await signedIn(world, await person(world, { name: 'Lê Văn Cường' }));
    expect(visitor.last!.path).to.equal('/triage');
    await visitor.get('/account');
    expect(visitor.last!.$('.who').text()).to.equal('Lê Văn Cường');
  });

  it('opens what waits for a moderator, a leader, a reviewer: not their account', async () => {
    const pages = { moderator: '/dialogues?host=me', leader: '/week', reviewer: '/quality-review' };
    for (const [role, path] of Object.entries(pages)) {
      const visitor = await signedIn(world, await person(world, { roles: [role as keyof typeof pages] }));
      expect(visitor.last!.path).to.equal(path);
    }
  });

  it('leads on to the page that was asked for, and only to pages of this site', async () => {
    const who = await person(world);
    const visitor = stranger(world);
    await visitor.get('/account?done=profile');
    expect(visitor.last!.path).to.equal('/sign-in?to=%2Faccount%3Fdone%3Dprofile');
    await visitor.submit('#sign-in', { email: who.email, password: PASSWORD });
    expect(visitor.last!.path).to.equal('/account?done=profile');
    for (const to of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
      const other = stranger(world);
      await other.get(`/sign-in?to=${encodeURIComponent(to)}`);
      await other.submit('#sign-in', { email: who.email, password: PASSWORD });
      expect(other.last!.path).to.equal('/');
    }
  });

  it('says the same to an unknown address, a wrong password and a deactivated account', async () => {
    const who = await person(world);
    const gone = await person(world);
    await AccountModel.updateOne({ _id: gone.id }, { $set: { status: 'inactive' } });
    for (const email of [who.email, 'nobody@city.example', gone.email]) {
      const visitor = stranger(world);
      await visitor.get('/sign-in');
      const password = email === gone.email ? PASSWORD : `${PASSWORD}!`;
      await visitor.submit('#sign-in', { email, password });
      expect(visitor.last!.status).to.equal(422);
      expect(visitor.last!.$('.error-summary').text()).to.contain(WRONG);
      expect(visitor.last!.$('#email').attr('value')).to.equal(email);
      expect(visitor.last!.html).not.to.contain(password);
    }
  });

  it('refuses hostile input and keeps the address typed', async () => {
    const visitor = stranger(world);
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { 'email[$gt]': '', 'password[$gt]': '' });
    expect(visitor.last!.status).to.equal(422);
    await visitor.post('/sign-in', { email: ['a@b.example', 'c@d.example'], password: 'x' });
    expect(visitor.last!.status).to.equal(422);
    await visitor.post('/sign-in', { email: '"><script>', password: 'x'.repeat(2000) });
    expect(visitor.last!.status).to.equal(422);
    expect(visitor.last!.$('#email').attr('value')).to.equal('"><script>');
    await visitor.post('/sign-in', { email: 'a@b.example', password: 'x', _csrf: 'forged' });
    expect(visitor.last!.status).to.equal(403);
  });

  it('holds up guessing at one account, known or not, from any address', async () => {
    const email = 'guessed@city.example';
    const visitor = stranger(world);
    await visitor.get('/sign-in');
    for (let tries = 0; tries < MOST_FAILURES; tries++) {
      await visitor.submit('#sign-in', { email, password: 'a wrong password' });
      expect(visitor.last!.status).to.equal(422);
    }
    await visitor.submit('#sign-in', { email, password: 'a wrong password' });
    expect(visitor.last!.status).to.equal(429);
    await visitor.submit('#sign-in', { email: 'other@city.example', password: 'a wrong password' });
    expect(visitor.last!.status).to.equal(422);
  });

  describe('while somebody guesses at one account', () => {
    const limitsHere = limitsOf({
      listsPerMinute: 9,
      readsPerMinute: 9,
      ...{ writesPerMinute: 9, staffWritesPerMinute: 9, roomWritesPerMinute: 9, triesPerQuarterHour: 60 },
    });
    const trying = (email: string, password: string, network: string, device?: string) =>
      signIn(
        system(world),
        { email, password },
        { network, limits: limitsHere, deviceOf: () => device },
      ).then(
        () => 'in',
        (refused: Error) => refused.message,
      );
    const held = 'accounts.errors.held-up';
    const wrong = 'accounts.errors.sign-in';

    async function guessed(): Promise<string> {
      const { email } = await person(world);
      const told: string[] = [];
      for (let tries = 0; tries < MOST_FAILURES; tries++)
        told.push(await trying(email, 'wrong password', `n${tries % 3}-${email}`));
      expect(new Set(told)).to.deep.equal(new Set([wrong]));
      expect(await trying(email, PASSWORD, `n0-${email}`)).to.equal(held);
      return email;
    }

    it('the right password opens from elsewhere, guessing from there is held up soon', async () => {
      const email = await guessed();
      expect(await trying(email, PASSWORD, `home-${email}`)).to.equal('in');
      const told: string[] = [];
      for (let tries = 0; tries <= ALWAYS_COMPARED; tries++)
        told.push(await trying(email, 'wrong password', `far-${email}`));
      expect(told).to.deep.equal([...Array.from({ length: ALWAYS_COMPARED }, () => wrong), held]);
    });

    it('a browser that knows the account opens beside the one who guesses', async () => {
      const email = await guessed();
      expect(await trying(email, PASSWORD, `n0-${email}`, 'known')).to.equal('in');
      // It has a count of its own.
      for (let tries = 0; tries < MOST_FAILURES; tries++)
        expect(await trying(email, 'wrong password', `n0-${email}`, 'stolen')).to.equal(wrong);
      expect(await trying(email, PASSWORD, `n0-${email}`, 'stolen')).to.equal(held);
      expect(await trying(email, PASSWORD, `n0-${email}`, 'known')).to.equal('in');
    });

    it('a reset by letter opens, on the pages, from the same address', async () => {
      const who = await person(world);
      const known = await signedIn(world, who);
      const guesser = stranger(world);
      await guesser.get('/sign-in');
      for (let tries = 0; tries < MOST_FAILURES; tries++)
        await guesser.submit('#sign-in', { email: who.email, password: 'a wrong password' });
      await guesser.submit('#sign-in', { email: who.email, password: PASSWORD });
      expect(guesser.last!.status).to.equal(429);
      expect(guesser.last!.text).to.contain('reset the password by letter');
      await known.get('/account');
      await known.submit('/sign-out');
      await known.get('/sign-in');
      await known.submit('#sign-in', { email: who.email, password: PASSWORD });
      expect(known.last!.path).to.equal('/triage');
      // A link is worth nothing at the instant at which the password was set.
      world.clock.moveBy(60_000);
      const elsewhere = stranger(world);
      await elsewhere.get('/password-reset');
      await elsewhere.submit('main form', { email: who.email });
      await world.settled();
      await elsewhere.get(linkIn(world.letters.to(who.email).at(-1), '/password-reset/'));
      await elsewhere.submit('main form', { password: 'another phrase of five words' });
      for (let tries = 0; tries < MOST_FAILURES; tries++)
        await guesser.submit('#sign-in', { email: who.email, password: 'a wrong password' });
      await elsewhere.submit('#sign-in', { email: who.email, password: 'another phrase of five words' });
      expect(elsewhere.last!.path).to.equal('/triage');
    });

    it('a cookie of another account or one made up is known nowhere', async () => {
      const jar = new Map<string, string>();
      const cookies = {
        read: (name: string) => jar.get(name),
        write: (name: string, value: string) => void jar.set(name, value),
        clear: (name: string) => void jar.delete(name),
      };
      const browser = { context: senderContext(world), cookies };
      rememberDevice(browser, 'one');
      rememberDevice(browser, 'two');
      const first = knownDevice(browser, 'one');
      expect(first).to.be.a('string').and.not.equal(knownDevice(browser, 'two'));
      expect(knownDevice(browser, 'three')).to.equal(undefined);
      rememberDevice(browser, 'one');
      expect(knownDevice(browser, 'one')).to.equal(first);
      expect(jar.get('known-device')!.split(' ')).to.have.length(2);
      for (let at = 0; at < 20; at++) rememberDevice(browser, `many ${at}`);
      expect(jar.get('known-device')!.length).to.be.below(600);
    });
  });

  it('writes the day once and journals nothing', async () => {
    const who = await person(world);
    await signedIn(world, who);
    await world.settled();
    const entries = await Journal.find({ 'subject.id': who.id }).lean();
    expect(entries.map((entry) => entry.name)).to.deep.equal(['account.created']);
    const account = await AccountModel.findById(who.id).lean();
    expect(account!.lastSignInDay).to.equal('2026-03-04');
    expect(JSON.stringify(entries)).not.to.contain(account!.passwordHash!);
  });

  it('ends the session at sign-out; signing out again does no harm', async () => {
    const visitor = await signedIn(world, await person(world));
    const cookie = visitor.cookies.get('sid')!;
    await visitor.get('/account');
    await visitor.submit('/sign-out');
    expect(visitor.last!.text).to.contain('You are signed out.');
    visitor.cookies.set('sid', cookie);
    await visitor.get('/account');
    expect(visitor.last!.path).to.match(/^\/sign-in\?to=/);
    await visitor.post('/sign-out', {});
    expect(visitor.last!.status).to.equal(200);
  });

  it('begins a fresh session at each sign-in', async () => {
    const visitor = await signedIn(world, await person(world));
    const first = visitor.cookies.get('sid');
    await visitor.get('/account');
    await visitor.post('/sign-in', { email: (await person(world)).email, password: PASSWORD });
    expect(visitor.cookies.get('sid')).not.to.equal(first);
  });
});

describe('signing out everywhere', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('ends all sessions, the one that asks included', async () => {
    const who = await person(world);
    const phone = await signedIn(world, who);
    const desk = await signedIn(world, who);
    await desk.get('/account');
    await desk.submit('/account/sign-out-everywhere');
    expect(desk.last!.path).to.equal('/sign-in?done=signed-out');
    for (const browser of [phone, desk]) {
      await browser.get('/account');
      expect(browser.last!.path).to.match(/^\/sign-in/);
    }
    await signedIn(world, who);
  });

  it('may be done by an administrator, not by a colleague', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    const { actor } = await actorOfSession({ accountId: who.id, epoch: 0 }, [], world.clock.now());
    const context = {
      site: world.app.site,
      actor,
      now: world.clock.now(),
      language: 'vi' as const,
      requestId: 'test',
    };
    const other = await person(world);
    const refused = await endSessions(context, other.id).catch((error: Error) => error.message);
    expect(refused).to.equal('errors.forbidden');
    const theirs = await signedIn(world, other);
    const admin = await signedIn(world, await person(world, { roles: ['administrator'] }));
    await admin.get(`/accounts/${other.id}`);
    await admin.submit(`/accounts/${other.id}/sign-out-everywhere`);
    expect(admin.last!.text).to.contain('signed out on all devices');
    await theirs.get('/account');
    expect(theirs.last!.path).to.match(/^\/sign-in/);
  });

  it('gives a session of an earlier epoch, an unknown account and no session to a visitor', async () => {
    const who = await person(world);
    const kinds = [];
    for (const session of [
      undefined,
      {},
      { accountId: 'x', epoch: 0 },
      { accountId: who.id, epoch: 1 },
      { accountId: who.id },
    ])
      kinds.push((await actorOfSession(session, ['PA-2026-000001'], world.clock.now())).actor);
    for (const actor of kinds) expect(actor).to.deep.equal({ kind: 'visitor', holds: ['PA-2026-000001'] });
  });
});
