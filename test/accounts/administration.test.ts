import { expect } from 'chai';
import { changeReach } from '../../server/accounts/actions/reach.ts';
import { actorOfSession } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import type { Context } from '../../server/platform/context.ts';
import { ROLES } from '../../server/platform/context.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, type Person, person, signedIn, stranger } from './world.ts';

describe('administration of accounts', () => {
  let world: World;
  let me: Person;
  let admin: Visitor;
  before(async () => {
    world = await startWorld();
    me = await person(world, { name: 'Ngô Thị Yến', roles: ['administrator'] });
    admin = await signedIn(world, me);
  });
  after(() => world.stop());

  const contextOf = async (who: Person): Promise<Context> => {
    const { actor } = await actorOfSession({ accountId: who.id, epoch: 0 }, [], world.clock.now());
    return { site: world.app.site, actor, now: world.clock.now(), language: 'vi', requestId: who.id };
  };

  it('keeps the last administrator', async () => {
    await admin.get(`/accounts/${me.id}`);
    await admin.submit(`/accounts/${me.id}/deactivation`);
    expect(admin.last!.status).to.equal(409);
    expect(admin.last!.text).to.contain('This is the last administrator.');
    await admin.get(admin.last!.path);
    expect(admin.last!.path).to.equal(`/accounts/${me.id}`);
    await admin.submit(`/accounts/${me.id}`, { roles: 'leader' });
    expect(admin.last!.status).to.equal(409);
    expect(admin.last!.$('input[name=roles][value=leader]').attr('checked')).to.equal('checked');
    expect((await AccountModel.findById(me.id).lean())!.roles).to.deep.equal(['administrator']);
  });

  it('keeps one when two administrators remove each other at the same moment', async () => {
    await AccountModel.updateOne({ _id: me.id }, { $set: { status: 'inactive' } });
    const pair = [
      await person(world, { roles: ['administrator'] }),
      await person(world, { roles: ['administrator'] }),
    ] as const;
    const [first, second] = [await contextOf(pair[0]), await contextOf(pair[1])];
    const leader = { roles: ['leader' as const], units: [] };
    await Promise.allSettled([
      changeReach(first, pair[1].id, leader),
      changeReach(second, pair[0].id, leader),
    ]);
    expect(await AccountModel.countDocuments({ roles: 'administrator', status: 'active' })).to.equal(1);
    await AccountModel.updateOne({ _id: me.id }, { $set: { status: 'active' } });
  });

  it('is closed to strangers and to every other role', async () => {
    const who = await person(world);
    const paths = ['/accounts', '/accounts/new', `/accounts/${who.id}`];
    for (const path of paths) {
      const visitor = stranger(world);
      await visitor.get(path);
      expect(visitor.last!.path, path).to.match(/^\/sign-in\?to=/);
    }
    for (const role of ROLES.filter((each) => each !== 'administrator')) {
      const units = role === 'official' || role === 'head' ? [HEALTH] : [];
      const visitor = await signedIn(world, await person(world, { roles: [role], units }));
      for (const path of paths) {
        await visitor.get(path);
        expect(visitor.last!.status, `${role} ${path}`).to.equal(403);
      }
      await visitor.get('/account');
      await visitor.post(`/accounts/${who.id}`, { roles: 'administrator' });
      expect(visitor.last!.status, role).to.equal(403);
    }
    expect((await AccountModel.findById(who.id).lean())!.roles).to.deep.equal(['coordinator']);
  });

  it('changes roles and units, effective at the next request, and once', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    await admin.get(`/accounts/${who.id}`);
    await admin.submit(`/accounts/${who.id}`, {
      roles: ['official', 'head'],
      units: [HEALTH, 'dept-justice'],
    });
    expect(admin.last!.text).to.contain('Roles and offices are saved.');
    const { actor } = await contextOf(who);
    expect(actor as object).to.deep.include({ roles: ['official', 'head'], units: [HEALTH, 'dept-justice'] });
    await admin.submit(`/accounts/${who.id}`, {
      roles: ['official', 'head'],
      units: [HEALTH, 'dept-justice'],
    });
    await world.settled();
    await admin.get(`/accounts/${who.id}`);
    expect(admin.last!.text.match(/Roles or offices changed/g)).to.have.length(1);
    await admin.submit(`/accounts/${who.id}`, { roles: 'official', units: [] });
    expect(admin.last!.status).to.equal(422);
    expect(admin.last!.$('#units-error').text()).to.contain('at least one office');
  });

  it('ends the sessions of a deactivated account; activating it again does not revive them', async () => {
    const who = await person(world);
    const theirs = await signedIn(world, who);
    await admin.get(`/accounts/${who.id}`);
    await admin.submit(`/accounts/${who.id}/deactivation`);
    await theirs.get('/account');
    expect(theirs.last!.path).to.match(/^\/sign-in/);
    await admin.post(`/accounts/${who.id}/deactivation`, {});
    expect(admin.last!.status).to.equal(409);
    await admin.submit(`/accounts/${who.id}/reactivation`);
    expect(admin.last!.text).to.contain('active again');
    await theirs.get('/account');
    expect(theirs.last!.path).to.match(/^\/sign-in/);
    await signedIn(world, who);
  });

  it('finds accounts by name without diacritics, role, unit and state', async () => {
    await person(world, { name: 'Đặng Thùy Trâm', roles: ['official'], units: ['dept-finance'] });
    const found = async (query: string) => {
      await admin.get(`/accounts?${query}`);
      return admin
        .last!.$('tbody th a')
        .toArray()
        .map((each) => admin.last!.$(each).text());
    };
    expect(await found('q=dang+thuy')).to.deep.equal(['Đặng Thùy Trâm']);
    expect(await found('unit=dept-finance&role=official&status=active')).to.deep.equal(['Đặng Thùy Trâm']);
    expect(await found('unit=dept-finance&role=head')).to.deep.equal([]);
    expect(admin.last!.text).to.contain('No account fits.');
    await admin.get('/accounts?role=king');
    expect(admin.last!.status).to.equal(422);
    await admin.get('/accounts/no-such-account');
    expect(admin.last!.status).to.equal(404);
  });

  it('pages through the list by given name', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({
      ...{
        _id: `row-${at}`,
        name: `Người Thứ Z${String(at).padStart(2, '0')}`,
        email: `row${at}@city.example`,
      },
      ...{
        language: 'vi',
        status: 'inactive',
        roles: ['reviewer'],
        units: [],
        epoch: 0,
        standsInFor: [],
        pending: [],
      },
      ...{ search: [], sortName: `z${String(at).padStart(2, '0')} nguoi thu`, version: 0 },
    }));
    await AccountModel.collection.insertMany(rows as never);
    await admin.get('/accounts?role=reviewer&status=inactive');
    expect(admin.last!.$('tbody tr')).to.have.length(25);
    await admin.get(admin.last!.$('a[rel=next]').attr('href')!);
    expect(admin.last!.$('tbody tr')).to.have.length(25);
    await admin.get(admin.last!.$('a[rel=next]').attr('href')!);
    expect(admin.last!.$('tbody tr')).to.have.length(10);
    expect(admin.last!.$('tbody th a').last().text()).to.equal('Người Thứ Z59');
    expect(admin.last!.$('a[rel=first]').attr('href')).to.equal('/accounts?role=reviewer&status=inactive');
    await admin.get('/accounts?after=broken');
    expect(admin.last!.status).to.equal(200);
  });

  it('saves the own name and language', async () => {
    const who = await person(world, { language: 'en' });
    const browser = await signedIn(world, who);
    await browser.get('/account');
    await browser.submit('/account/profile', { name: 'Mai <b>Hoa</b>', language: 'vi' });
    expect(browser.last!.text).to.contain('Đã lưu tên và ngôn ngữ.');
    expect(browser.last!.$('.who').text()).to.equal('Mai <b>Hoa</b>');
    await browser.submit('/account/profile', { name: '', language: 'fr' });
    expect(browser.last!.status).to.equal(422);
  });
});
