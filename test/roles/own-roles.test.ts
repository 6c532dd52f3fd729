import { expect } from 'chai';
import { checkReach } from '../../server/accounts/checks.ts';
import { staffOf } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { canStandIn, grantsNeedFactor, narrowed, reachFault } from '../../server/accounts/rules.ts';
import { startPage } from '../../server/accounts/start-page.ts';
import { cityDate } from '../../server/calendar/index.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { makeRole } from '../../server/roles/index.ts';
import { OwnRoleModel } from '../../server/roles/model.ts';
import { grantsOn, type OwnRole, permissionsIn } from '../../server/roles/rules.ts';
import { UNIT } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const CLERK: OwnRole = {
  id: 'clerk',
  name: { vi: 'Văn thư', en: 'Clerk', ru: 'Делопроизводитель' },
  permissions: ['counter', 'branding'],
  ...{ validFrom: '2026-03-01', validTo: '2026-03-31' },
};

describe('own roles', () => {
  it('add what they are made of on their days, and never what is kept', () => {
    expect(grantsOn([CLERK], ['clerk'], '2026-02-28')).to.deep.equal([]);
    expect(grantsOn([CLERK], ['clerk'], '2026-03-01')).to.deep.equal(['counter', 'branding']);
    expect(grantsOn([CLERK], ['clerk'], '2026-03-31')).to.have.length(2);
    expect(grantsOn([CLERK], ['clerk'], '2026-04-01')).to.deep.equal([]);
    expect(grantsOn([CLERK], ['other'], '2026-03-01')).to.deep.equal([]);
    const greedy = { ...CLERK, permissions: ['accounts' as const, 'screen' as const] };
    expect(grantsOn([greedy], ['clerk'], '2026-03-01')).to.deep.equal(['screen']);
  });

  it('need an office where they reach into offices', () => {
    const own = { roles: [], ownRoles: ['clerk'], units: [] };
    expect(reachFault(own, ['counter'])).to.equal(undefined);
    expect(reachFault(own, ['answer'])).to.include({ field: 'units' });
    expect(reachFault({ ...own, units: [UNIT] }, ['answer'])).to.equal(undefined);
    expect(reachFault({ ...own, units: [UNIT] }, ['counter'])).to.include({ field: 'units' });
    expect(reachFault({ roles: [], units: [] })).to.include({ field: 'roles' });
  });

  it('are handed to a deputy who has them, and reach nowhere through standing in', () => {
    const absent = { roles: ['official' as const], ownRoles: ['clerk'], units: ['a'] };
    expect(canStandIn(absent, { roles: ['official'], units: ['b'] })).to.equal(false);
    expect(canStandIn(absent, { ...absent, units: ['b'] })).to.equal(true);
    const more = { ...absent, ownRoles: ['clerk', 'approver'], units: ['b'] };
    expect(canStandIn(absent, more)).to.equal(false);
    expect(canStandIn(absent, { ...more, units: ['a', 'b'] })).to.equal(true);
  });

  it('work in a token that is narrowed to offices where they are for offices', () => {
    const staff = {
      roles: ['coordinator' as const],
      grants: ['answer', 'branding'] as const,
      units: ['a', 'b'],
    };
    expect(narrowed(staff, ['a'])).to.deep.equal({ roles: [], grants: ['answer'], units: ['a'] });
    expect(narrowed({ ...staff, grants: ['branding'] }, ['a'])).to.equal(undefined);
  });

  it('need the second factor where everybody else with the permission needs one', () => {
    const days = { administrator: '2026-01-01' };
    expect(grantsNeedFactor(['branding'], days, '2026-03-01')).to.equal(true);
    expect(grantsNeedFactor(['see-readings'], days, '2026-03-01')).to.equal(false);
    expect(grantsNeedFactor([], days, '2026-03-01')).to.equal(false);
  });

  it('that begin later ask for their office at once', async () => {
    const later = { roles: [], ownRoles: ['writer'], units: [] };
    const writer = { ...CLERK, id: 'writer', permissions: ['answer' as const] };
    expect(permissionsIn([writer])).to.deep.equal(['answer']);
    expect(grantsOn([writer], ['writer'], '2026-02-28')).to.deep.equal([]);
    expect(reachFault(later, permissionsIn([writer]))).to.include({ field: 'units' });
  });

  it('lead to the page of their work after the sign-in', () => {
    expect(startPage({ roles: ['administrator', 'coordinator'] })).to.equal('/triage');
    expect(startPage({ roles: [], grants: ['counter', 'branding'] })).to.equal('/counter');
    expect(startPage({ roles: ['reviewer'], grants: ['answer'] })).to.equal('/inbox');
    expect(startPage({ roles: [] })).to.equal('/account');
  });

  describe('on the pages', () => {
    let world: World;
    let admin: Person;
    let clerk: Person;
    before(async () => {
      world = await startWorld();
      admin = await person(world, 'administrator', { language: 'en' });
      clerk = await person(world, 'reviewer', { language: 'en' });
    });
    after(() => world.stop());

    const NAMES = { 'name-vi': 'Văn thư', 'name-en': 'Clerk', 'name-ru': 'Делопроизводитель' };
    const make = async (fields: Record<string, string | string[]>) => {
      await admin.visitor.get('/roles/new');
      await admin.visitor.submit('/roles/new', fields);
      return admin.visitor.last!;
    };
    const roleId = async () => (await OwnRoleModel.findOne().lean())!._id;

    it('are refused without a permission, with one that is kept, and from a day that is over, with all that was typed', async () => {
      const wrong = await make({ ...NAMES, permissions: ['accounts'], validFrom: '2026-01-01' });
      expect(wrong.status).to.equal(422);
      expect(wrong.$('#name-en').attr('value')).to.equal('Clerk');
      const past = await make({ ...NAMES, permissions: ['branding'], validFrom: '2020-01-01' });
      expect(past.status).to.equal(422);
      expect(past.text).to.contain('The first day cannot lie in the past.');
      expect(past.$('input[value=branding]').attr('checked')).to.equal('checked');
      expect((await make({ ...NAMES, validFrom: '2030-01-01' })).status).to.equal(422);
      expect(await OwnRoleModel.countDocuments()).to.equal(0);
    });

    it('are given with an office before they begin', async () => {
      const tomorrow = cityDate(new Date(world.clock.now().getTime() + 86_400_000));
      const { id } = await makeRole(admin.context(), {
        ...{ name: { vi: 'Soạn', en: 'Writer', ru: 'Автор' }, permissions: ['answer'] },
        ...{ validFrom: tomorrow, validTo: tomorrow },
      });
      const give = (units: string[]) =>
        checkReach({ roles: [], ownRoles: [id], units }, world.clock.now()).then(
          () => 'given',
          ({ fields }) => Object.keys(fields),
        );
      expect(await give([UNIT])).to.equal('given');
      expect(await give([])).to.deep.equal(['units']);
      await OwnRoleModel.deleteOne({ _id: id });
    });

    it('open to whoever has them what they are made of, at once, and nothing else', async () => {
      const made = await make({ ...NAMES, permissions: ['branding', 'screen'] });
      expect(made.path, made.text).to.match(/^\/roles\/\w+$/);
      expect((await clerk.visitor.get('/administration/branding')).status).to.equal(403);
      await admin.visitor.get(`/accounts/${clerk.actor.id}`);
      await admin.visitor.submit(`/accounts/${clerk.actor.id}`, {
        roles: 'reviewer',
        ownRoles: await roleId(),
      });
      expect((await clerk.visitor.get('/administration/branding')).status).to.equal(200);
      expect((await clerk.visitor.get('/triage')).status).to.equal(200);
      expect((await clerk.visitor.get('/quality-review')).status).to.equal(200);
      for (const path of ['/accounts', '/roles/new', '/settings', '/administration'])
        expect((await clerk.visitor.get(path)).status, path).to.equal(403);
      const shown = await clerk.visitor.get('/roles');
      expect(shown.text).to.contain('Administrator, Clerk');
      expect((await admin.visitor.get(`/accounts?ownRole=${await roleId()}`)).text).to.contain(
        clerk.actor.name,
      );
    });

    it('bring the letters of their work', async () => {
      expect((await staffOf({ role: 'coordinator' })).map(({ id }) => id)).to.include(clerk.actor.id);
      expect((await staffOf({ role: 'head', unit: UNIT })).map(({ id }) => id)).not.to.include(
        clerk.actor.id,
      );
    });

    it('change for all who have them, with the change in the history', async () => {
      const id = await roleId();
      await admin.visitor.get(`/roles/${id}`);
      await admin.visitor.submit(`/roles/${id}`, { permissions: ['branding', 'outbox'] });
      expect((await clerk.visitor.get('/triage')).status).to.equal(403);
      expect((await clerk.visitor.get('/outbox')).status).to.equal(200);
      const { text } = await admin.visitor.get(`/roles/${id}`);
      expect(text).to.contain('Added: See the outbox');
      expect(text).to.contain('Taken away: Screen, route and read all items');
    });

    it('end with their last day: an entry tells it, and live lines end', async () => {
      const today = cityDate(world.clock.now());
      const { id } = await makeRole(admin.context(), {
        ...{ name: { vi: 'Ngày', en: 'Day', ru: 'День' }, permissions: ['branding'] },
        ...{ validFrom: today, validTo: today },
      });
      await world.advance({ days: 1 });
      const entries = await Journal.find({ 'subject.id': id, name: 'role.over' }).lean();
      expect(entries.map(({ done }) => done.includes('accounts.own-role'))).to.deep.equal([true]);
      await world.advance({ days: 1 });
      expect(await Journal.countDocuments({ 'subject.id': id, name: 'role.over' })).to.equal(1);
      expect((await admin.visitor.get(`/roles/${id}`)).text).to.contain('Role ran out');
      await OwnRoleModel.deleteOne({ _id: id });
    });

    it('end for all at once, and stay in what was', async () => {
      const id = await roleId();
      await admin.visitor.get(`/roles/${id}`);
      await admin.visitor.submit(`/roles/${id}/end`);
      expect((await clerk.visitor.get('/administration/branding')).status).to.equal(403);
      expect((await admin.visitor.get(`/roles/${id}`)).text).to.contain('Ended after');
      expect((await AccountModel.findById(clerk.actor.id).lean())!.ownRoles).to.deep.equal([id]);
      await admin.visitor.get(`/accounts/${clerk.actor.id}`);
      await admin.visitor.submit(`/accounts/${clerk.actor.id}`, { roles: 'reviewer', ownRoles: id });
      expect(admin.visitor.last!.status).to.equal(200);
    });
  });
});
