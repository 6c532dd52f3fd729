import { expect } from 'chai';
import { AccountModel } from '../../server/accounts/model.ts';
import { PasswordResetModel } from '../../server/accounts/password-reset.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { startWorld, type World } from '../support/world.ts';
import { linkIn, PASSWORD, person, signedIn, stranger } from './world.ts';

const OTHER = 'một mật khẩu hoàn toàn khác';

describe('password reset by letter', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  async function ask(email: string) {
    const visitor = stranger(world);
    await visitor.get('/password-reset');
    await visitor.submit('/password-reset', { email });
    await world.settled();
    return visitor.last!;
  }

  it('answers the same to every address and writes only to those who have an account', async () => {
    const who = await person(world);
    await world.advance({ minutes: 1 });
    const known = await ask(who.email);
    const unknown = await ask('nobody@city.example');
    expect([known.status, known.path]).to.deep.equal([200, '/password-reset/sent']);
    expect(unknown.text).to.equal(known.text);
    expect(world.letters.to(who.email)).to.have.length(1);
    expect(world.letters.to('nobody@city.example')).to.have.length(0);
    expect(await PasswordResetModel.countDocuments({})).to.equal(2);
  });

  for (const [language, subject] of [
    ['vi', 'Đặt lại mật khẩu'],
    ['en', 'Reset your password'],
    ['ru', 'Сброс пароля'],
  ] as const)
    it(`writes in the language of the account: ${language}`, async () => {
      const who = await person(world, { language });
      await ask(who.email);
      expect(world.letters.to(who.email)[0]!.subject).to.equal(subject);
    });

  it('sets the password once, ends all sessions and tells the owner', async () => {
    const who = await person(world);
    const before = await signedIn(world, who);
    await world.advance({ minutes: 1 });
    await ask(who.email);
    const link = linkIn(world.letters.to(who.email)[0], '/password-reset/');
    const visitor = stranger(world);
    await visitor.get(link);
    expect(visitor.last!.text).to.contain(who.email);
    await visitor.submit(link, { password: 'too short' });
    expect(visitor.last!.status).to.equal(422);
    await visitor.submit(link, { password: OTHER });
    expect(visitor.last!.text).to.contain('Your new password is set');
    await visitor.get(link);
    expect(visitor.last!.status).to.equal(404);
    await before.get('/account');
    expect(before.last!.path).to.match(/^\/sign-in/);
    await signedIn(world, who, OTHER);
    await world.settled();
    expect(world.letters.to(who.email).at(-1)!.subject).to.equal('Your password was changed');
  });

  it('makes earlier letters worthless once one was used', async () => {
    const who = await person(world);
    await world.advance({ minutes: 1 });
    await ask(who.email);
    await ask(who.email);
    const links = world.letters.to(who.email).map((letter) => linkIn(letter, '/password-reset/'));
    expect(new Set(links).size).to.equal(2);
    const visitor = stranger(world);
    await visitor.get(links[1]!);
    await visitor.submit(links[1]!, { password: OTHER });
    await visitor.get(links[0]!);
    expect(visitor.last!.status).to.equal(404);
  });

  it('ends after two hours', async () => {
    const who = await person(world);
    await world.advance({ minutes: 1 });
    await ask(who.email);
    const link = linkIn(world.letters.to(who.email)[0], '/password-reset/');
    await world.advance({ hours: 2 });
    const visitor = stranger(world);
    await visitor.get(link);
    expect(visitor.last!.status).to.equal(404);
    await visitor.get('/password-reset/guessed-token');
    expect(visitor.last!.status).to.equal(404);
  });

  it('sends at most three letters while they are valid', async () => {
    const who = await person(world);
    for (let tries = 0; tries < 5; tries++) await ask(who.email);
    expect(world.letters.to(who.email)).to.have.length(3);
    await world.advance({ hours: 2 });
    await ask(who.email);
    expect(world.letters.to(who.email)).to.have.length(4);
  });

  it('forgets old wishes', async () => {
    await world.advance({ days: 8 });
    expect(await PasswordResetModel.countDocuments({})).to.equal(0);
  });
});

describe('change of the own password', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('asks for the current one, keeps this session and ends the others', async () => {
    const who = await person(world);
    const phone = await signedIn(world, who);
    const desk = await signedIn(world, who);
    await desk.get('/account');
    await desk.submit('/account/password', { currentPassword: 'not the password', newPassword: OTHER });
    expect(desk.last!.status).to.equal(422);
    expect(desk.last!.$('#currentPassword-error').text()).to.contain('wrong');
    expect(desk.last!.html).not.to.contain(OTHER);
    await desk.submit('/account/password', { currentPassword: PASSWORD, newPassword: who.email });
    expect(desk.last!.$('#newPassword-error').text()).to.contain('too close to your name');
    for (const easy of ['1qaz 2WSX 3edc', 'Thành phố Hà Nội 2026']) {
      await desk.submit('/account/password', { currentPassword: PASSWORD, newPassword: easy });
      expect(desk.last!.status, easy).to.equal(422);
      expect(desk.last!.$('#newPassword-error').text(), easy).to.match(/easy to guess|name of the city/);
    }
    await desk.submit('/account/password', { currentPassword: PASSWORD, newPassword: OTHER });
    expect(desk.last!.text).to.contain('The password is changed');
    await phone.get('/account');
    expect(phone.last!.path).to.match(/^\/sign-in/);
    await signedIn(world, who, OTHER);
  });

  it('leaves no password in the journal', async () => {
    const who = await person(world);
    const desk = await signedIn(world, who);
    await desk.get('/account');
    await desk.submit('/account/password', { currentPassword: PASSWORD, newPassword: OTHER });
    await world.settled();
    const rows = await Journal.find({ 'subject.id': who.id }).lean();
    const account = await AccountModel.findById(who.id).lean();
    expect(rows.map((row) => row.name)).to.deep.equal(['account.created', 'account.password-changed']);
    expect(account!.passwordHash).to.match(/^\$argon2id\$/);
    for (const secret of [PASSWORD, OTHER, account!.passwordHash!])
      expect(JSON.stringify(rows)).not.to.contain(secret);
  });

  it('is closed to strangers', async () => {
    const visitor = stranger(world);
    await visitor.get('/sign-in');
    await visitor.post('/account/password', { currentPassword: PASSWORD, newPassword: OTHER });
    expect(visitor.last!.status).to.equal(401);
  });
});
