import { expect } from 'chai';
import { AccountModel } from '../../server/accounts/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, linkIn, PASSWORD, person, signedIn, stranger } from './world.ts';

describe('invitations', () => {
  let world: World;
  let admin: Visitor;
  before(async () => {
    world = await startWorld();
    admin = await signedIn(world, await person(world, { roles: ['administrator'] }));
  });
  after(() => world.stop());

  async function invite(fields: Record<string, string | string[]>) {
    await admin.get('/accounts/new');
    await admin.submit('/accounts/new', {
      name: 'Đỗ Minh',
      language: 'vi',
      roles: 'official',
      units: HEALTH,
      ...fields,
    });
    await world.settled();
    return admin.last!;
  }
  const lastLetter = (email: string) => world.letters.to(email).at(-1);

  for (const [language, subject, words] of [
    ['vi', 'Mời anh/chị tham gia', 'Kính gửi anh/chị Đỗ Minh'],
    ['en', 'Your invitation', 'Dear Đỗ Minh'],
    ['ru', 'Приглашение', 'Здравствуйте, Đỗ Minh!'],
  ] as const)
    it(`go out in the language of the person: ${language}`, async () => {
      const email = `minh-${language}@city.example`;
      const shown = await invite({ email, language });
      expect(shown.path).to.match(/^\/accounts\/\w+\?done=invitation$/);
      const letter = lastLetter(email)!;
      expect(letter.subject).to.contain(subject);
      expect(letter.text).to.contain(words);
      expect(letter.html).to.contain(`lang="${language}"`);
    });

  it('let the person set a password once, and start signed in', async () => {
    await invite({
      email: 'once@city.example',
      roles: ['official', 'head'],
      units: [HEALTH, 'dept-justice'],
    });
    const path = linkIn(lastLetter('once@city.example'), '/invitation/');
    const visitor = stranger(world);
    await visitor.get(path);
    expect(visitor.last!.text).to.contain('Official, Head of office');
    await visitor.submit(path, { password: PASSWORD, language: 'en' });
    expect(visitor.last!.path).to.equal('/account?done=activated');
    expect(visitor.last!.$('.who').text()).to.equal('Đỗ Minh');
    const again = stranger(world);
    await again.get(path);
    expect(again.last!.status).to.equal(404);
    expect(again.last!.text).to.contain('Ask an administrator to send it again');
    await signedIn(world, { email: 'once@city.example' });
  });

  it('end after seven days and can be sent again; the earlier link stops working', async () => {
    const { path: page } = await invite({ email: 'late@city.example' });
    const first = linkIn(lastLetter('late@city.example'), '/invitation/');
    await world.advance({ days: 6, hours: 23 });
    const visitor = stranger(world);
    await visitor.get(first);
    expect(visitor.last!.status).to.equal(200);
    await world.advance({ hours: 1 });
    await visitor.get(first);
    expect(visitor.last!.status).to.equal(404);
    const details = page.split('?')[0]!;
    await admin.get(details);
    await admin.submit(`${details}/invitation`);
    expect(admin.last!.status).to.equal(200);
    await world.settled();
    const second = linkIn(lastLetter('late@city.example'), '/invitation/');
    expect(second).not.to.equal(first);
    await visitor.get(first);
    expect(visitor.last!.status).to.equal(404);
    await visitor.get(second);
    expect(visitor.last!.status).to.equal(200);
  });

  it('keep the form filled when something is wrong', async () => {
    const cases: [Record<string, string | string[]>, string][] = [
      [{ email: 'not an address' }, 'looks like'],
      [{ email: 'x@city.example', name: '' }, 'Please fill this in'],
      [{ email: 'x@city.example', roles: [] }, 'at least one role'],
      [{ email: 'x@city.example', units: [] }, 'at least one office'],
      [{ email: 'x@city.example', units: ['no-such-unit'] }, 'not in the catalogue'],
      [{ email: 'x@city.example', roles: 'coordinator' }, 'Only officials and heads'],
      [{ email: 'once@city.example' }, 'with this address already'],
    ];
    for (const [fields, words] of cases) {
      const shown = await invite(fields);
      expect(shown.status, words).to.equal(422);
      expect(shown.text).to.contain(words);
      expect(shown.$('#email').attr('value')).to.equal(fields['email']);
    }
    expect(await AccountModel.exists({ email: 'x@city.example' })).to.equal(null);
  });

  it('leave no token in the journal or in the account', async () => {
    await invite({ email: 'secret@city.example' });
    const token = linkIn(lastLetter('secret@city.example'), '/invitation/').split('/').at(-1)!;
    const account = await AccountModel.findOne({ email: 'secret@city.example' }).lean();
    const rows = await Journal.find({ 'subject.id': account!._id }).lean();
    expect(rows.map((row) => row.name)).to.deep.equal(['account.invited']);
    expect(JSON.stringify([account, rows])).not.to.contain(token);
  });

  it('cannot be taken up once the account is deactivated', async () => {
    const { path } = await invite({ email: 'withdrawn@city.example' });
    const link = linkIn(lastLetter('withdrawn@city.example'), '/invitation/');
    const details = path.split('?')[0]!;
    await admin.submit(`${details}/deactivation`);
    expect(admin.last!.text).to.contain('The account is deactivated.');
    const visitor = stranger(world);
    await visitor.get(link);
    expect(visitor.last!.status).to.equal(404);
    await admin.submit(`${details}/reactivation`);
    expect(admin.last!.text).to.contain('has not set a password yet');
  });
});
