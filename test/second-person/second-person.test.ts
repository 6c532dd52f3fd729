import { expect } from 'chai';
import { deactivateAccount } from '../../server/accounts/actions/reach.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { cityDate, dateInWords } from '../../server/calendar/index.ts';
import { dayAfter } from '../../server/city/dates.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { SecondPersonRequest } from '../../server/platform/second-person/index.ts';
import { REQUIRED_DOCUMENTS, requiredDocuments } from '../../server/regulations/index.ts';
import { OwnRoleModel } from '../../server/roles/model.ts';
import { approveRequest, requestsDue, tendRequest } from '../../server/second-person/actions.ts';
import { requestsWaiting } from '../../server/second-person/queries.ts';
import { SECOND_PERSON } from '../../server/second-person/settings.ts';
import { changeSetting, settingOn, tableOf } from '../../server/settings/index.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

describe('acts that take two people', () => {
  let world: World;
  let asker: Person;
  let second: Person;
  let coordinator: Person;

  before(async () => {
    world = await startWorld();
    asker = await person(world, 'administrator', { language: 'en', name: 'Asker One' });
    second = await person(world, 'administrator', { language: 'en', name: 'Second Two' });
    coordinator = await person(world, 'coordinator', { language: 'en' });
  });
  after(() => world.stop());

  const today = () => cityDate(world.clock.now());
  const newest = async () => (await SecondPersonRequest.findOne().sort({ _id: -1 }).lean())!;

  async function rule(acts: string[]): Promise<void> {
    const values = { acts, hours: 48, basis: 'Decision 1/2026', validFrom: dayAfter(today()) };
    await changeSetting(asker.context(), SECOND_PERSON, values, tableOf(SECOND_PERSON).number);
    await world.advance({ days: 1 });
  }

  const ask = async (name: string, fields: Record<string, string | string[]> = {}) => {
    const names = { 'name-vi': `${name} vi`, 'name-en': name, 'name-ru': `${name} ru` };
    await asker.visitor.get('/roles/new');
    await asker.visitor.submit('/roles/new', {
      ...names,
      ...{ permissions: ['branding'], validFrom: today(), ...fields },
    });
    return asker.visitor.last!;
  };

  const press = async (one: Person, id: string, what: string, fields: Record<string, string> = {}) => {
    await one.visitor.get(`/second-person/${id}`);
    return one.visitor.submit(`/second-person/${id}/${what}`, fields);
  };

  it('are done by one person as long as the city says nothing', async () => {
    expect((await ask('Alone')).path).to.match(/^\/roles\//);
    expect(await SecondPersonRequest.countDocuments()).to.equal(0);
    expect(await OwnRoleModel.countDocuments()).to.equal(1);
  });

  describe('once the city wants two', () => {
    before(async () => rule(['roles', 'accounts']));

    it('wait, with nothing done, and wrong input is refused at once with what was typed', async () => {
      const wrong = await ask('Past', { validFrom: '2020-01-01' });
      expect(wrong.status).to.equal(422);
      expect(wrong.$('#name-en').attr('value')).to.equal('Past');
      expect(await SecondPersonRequest.countDocuments()).to.equal(0);
      const asked = await ask('Waits');
      expect(asked.path).to.match(/^\/second-person\//);
      expect(asked.text).to.contain('nothing has changed yet');
      expect(await OwnRoleModel.countDocuments()).to.equal(1);
      // The same asked twice is one request.
      await ask('Waits');
      expect(await SecondPersonRequest.countDocuments()).to.equal(1);
      expect(await requestsWaiting(second.context())).to.equal(1);
      expect(await requestsWaiting(asker.context())).to.equal(0);
      await world.app.dispatcher.settled();
      const letters = await Outbox.find({ _id: /:/ }).lean();
      const told = letters.filter(({ html }) => html.includes('/second-person/'));
      expect(told.map(({ to }) => to)).to.deep.equal([second.actor.email]);
    });

    it('are not approved by whoever asks, nor seen by others', async () => {
      const { _id } = await newest();
      await asker.visitor.get(`/second-person/${_id}`);
      expect(asker.visitor.last!.$('form#approve').length).to.equal(0);
      expect(asker.visitor.last!.text).to.contain('Whoever asks cannot decide');
      const own = await asker.visitor.submit('#withdraw', {}).then(() => newest());
      expect(own.status).to.equal('withdrawn');
      expect(own.input).to.equal(null);
      await ask('Waits');
      const next = await newest();
      let refused: unknown;
      await approveRequest(asker.context(), next._id).catch((error) => {
        refused = error;
      });
      expect(refused).to.have.property('text', 'second-person.errors.own');
      expect((await coordinator.visitor.get('/second-person')).status).to.equal(403);
      expect((await coordinator.visitor.get(`/second-person/${next._id}`)).status).to.equal(403);
    });

    it('are done in the names of both when another approves, once', async () => {
      const { _id } = await newest();
      await second.visitor.get(`/second-person/${_id}`);
      expect(second.visitor.last!.text).to.contain('Waits');
      const both = await Promise.allSettled([
        approveRequest(second.context(), _id),
        approveRequest(second.context(), _id),
      ]);
      expect(both.filter(({ status }) => status === 'fulfilled')).to.have.length.greaterThan(0);
      await approveRequest(second.context(), _id);
      expect(await OwnRoleModel.countDocuments({ 'name.en': 'Waits' })).to.equal(1);
      expect((await newest()).status).to.equal('done');
      await world.app.dispatcher.settled();
      const [entry] = await Journal.find({ name: 'role.made' }).sort({ _id: -1 }).lean();
      expect(entry!.actor).to.deep.equal({
        ...{ kind: 'staff', id: asker.actor.id, name: 'Asker One' },
        approvedBy: { id: second.actor.id, name: 'Second Two' },
      });
      const role = (await OwnRoleModel.findOne({ 'name.en': 'Waits' }).lean())!;
      await asker.visitor.get(`/roles/${role._id}`);
      expect(asker.visitor.last!.text).to.contain('Asker One + Second Two');
      const told = (await Outbox.find({ to: asker.actor.email }).lean()).filter(({ subject }) =>
        subject.includes('Approved and done'),
      );
      expect(told).to.have.length(1);
    });

    it('are not done when the thing has changed meanwhile', async () => {
      const role = (await OwnRoleModel.findOne({ 'name.en': 'Alone' }).lean())!;
      await asker.visitor.get(`/roles/${role._id}`);
      await asker.visitor.submit(`/roles/${role._id}`, { 'name-en': 'Alone still' });
      const { _id, status } = await newest();
      expect(status).to.equal('waiting');
      await OwnRoleModel.updateOne({ _id: role._id }, { $inc: { version: 1 } });
      const answer = await press(second, _id, 'approval');
      expect(answer.status).to.equal(409);
      expect(answer.text).to.contain('something has changed since');
      expect((await newest()).status).to.equal('outdated');
      expect((await OwnRoleModel.findById(role._id).lean())!.name.en).to.equal('Alone');
    });

    it('are not done for somebody who has left meanwhile, and say so', async () => {
      const third = await person(world, 'administrator', { language: 'en', name: 'Third' });
      await third.visitor.get('/roles/new');
      await third.visitor.submit('/roles/new', {
        ...{ 'name-vi': 'Left vi', 'name-en': 'Left', 'name-ru': 'Left ru' },
        ...{ permissions: ['branding'], validFrom: today() },
      });
      const { _id } = await newest();
      await deactivateAccount(second.context(), third.actor.id);
      const answer = await press(second, _id, 'approval');
      expect(answer.status).to.equal(409);
      expect(answer.text).to.contain('was closed before the approval');
      expect(answer.text).not.to.contain('something has changed since');
      await second.visitor.get(`/second-person/${_id}`);
      expect(second.visitor.last!.$('.facts').text()).to.contain('somebody else with the same permission');
      expect(await OwnRoleModel.countDocuments({ 'name.en': 'Left' })).to.equal(0);
      expect((await newest()).input).to.equal(null);
    });

    it('are refused with a reason that whoever asked reads', async () => {
      await ask('Refused');
      const { _id } = await newest();
      await press(asker, _id, 'reason', { reason: 'A new clerk comes.' });
      await second.visitor.get(`/second-person/${_id}`);
      expect(second.visitor.last!.text).to.contain('A new clerk comes.');
      const without = await press(second, _id, 'refusal', { refusal: '' });
      expect(without.status).to.equal(422);
      await press(second, _id, 'refusal', { refusal: 'There is a role for that.' });
      await asker.visitor.get(`/second-person/${_id}`);
      expect(asker.visitor.last!.text).to.contain('There is a role for that.');
      expect(await OwnRoleModel.countDocuments({ 'name.en': 'Refused' })).to.equal(0);
    });

    it('give nobody rights by the own approval', async () => {
      await asker.visitor.get(`/accounts/${second.actor.id}`);
      await asker.visitor.submit(`/accounts/${second.actor.id}`, { roles: ['administrator', 'leader'] });
      // Nobody but the two: whom it is about cannot be the second person.
      expect(asker.visitor.last!.status).to.equal(409);
      expect(asker.visitor.last!.text).to.contain('nobody else has this permission');
      const account = await AccountModel.findById(second.actor.id).lean();
      expect(account!.roles).to.deep.equal(['administrator']);
    });

    it('are taken up again where a crash has cut them off', async () => {
      await ask('Cut off');
      const { _id } = await newest();
      const decidedAt = new Date(world.clock.now().getTime() - DAY_MS / 24);
      await SecondPersonRequest.updateOne(
        { _id },
        { $set: { status: 'approved', decidedAt, second: { id: second.actor.id, name: 'Second Two' } } },
      );
      const system = { ...second.context(), actor: { kind: 'system' as const, id: 'test' } };
      expect(await requestsDue(world.clock.now())).to.include(_id);
      await tendRequest(system, _id);
      await tendRequest(system, _id);
      expect(await OwnRoleModel.countDocuments({ 'name.en': 'Cut off' })).to.equal(1);
      expect((await newest()).status).to.equal('done');
    });

    it('end when nobody decides in time', async () => {
      await ask('Forgotten');
      const { _id } = await newest();
      await world.advance({ days: 3 });
      expect((await SecondPersonRequest.findById(_id).lean())!.status).to.equal('expired');
      await world.app.dispatcher.settled();
      const told = (await Outbox.find({ to: asker.actor.email }).lean()).filter(({ subject }) =>
        subject.includes('Ended without a decision'),
      );
      expect(told).to.have.length(1);
    });

    it('are wanted for the documents of a procedure, one list or a file of them', async () => {
      await rule(['required-documents']);
      const { visitor } = asker;
      const from = dayAfter(dayAfter(today()));
      const names = (slug: string) => requiredDocuments(slug, from)?.map(({ name }) => name.en) ?? [];
      await visitor.get('/settings/required-documents/birth-registration');
      await visitor.submit('#set-rule', { validFrom: from, 'documents-1-away': 'yes' });
      const before = names('birth-registration');
      const one = await visitor.submit('#confirm-rule', { confirmed: 'yes' });
      expect(one.path).to.match(/^\/second-person\//);
      expect(names('birth-registration')).to.deep.equal(before);
      expect(one.text).to.contain('birth').and.contain('Holds from');
      expect(one.$('main').text(), 'a date as people write it')
        .to.contain(dateInWords(from, 'en'))
        .and.not.contain(from);
      await approveRequest(second.context(), (await newest())._id);
      expect(names('birth-registration')).to.deep.equal(before.toSpliced(1, 1));

      const file = [
        'procedure,valid_from,source,name.vi,name.en,name.ru',
        `birth-reregistration,${from},Decision 7,Tờ khai,Declaration,Заявление`,
        `birth-registration,${from},Decision 7,Tờ khai,Declaration,Заявление`,
      ].join('\n');
      await visitor.get('/catalogue/import');
      const bytes = new Uint8Array(Buffer.from(file));
      await visitor.upload('/catalogue/import', {}, { field: 'file', name: 'lists.csv', bytes });
      const asked = await visitor.submit('#confirm-import', { confirmed: 'yes' });
      expect(asked.path).to.match(/^\/second-person\//);
      expect(asked.text).to.contain('Declaration').and.contain('Decision 7');
      expect(asked.$('main').text()).to.contain(dateInWords(from, 'en')).and.not.contain(from);
      expect(names('birth-reregistration')).to.deep.equal([]);
      // A crash comes after the first list: the next run brings in the other one, and the first not once more.
      const { _id, input } = (await newest()) as { _id: string; input: any };
      const [first] = input.lists;
      await changeSetting(
        second.context(),
        REQUIRED_DOCUMENTS.for(first.regulation)!,
        first.values,
        first.number,
      );
      const decidedAt = world.clock.now();
      await SecondPersonRequest.updateOne(
        { _id },
        { status: 'approved', second: { id: second.actor.id, name: second.actor.name }, decidedAt },
      );
      await tendRequest(second.context(), _id);
      expect((await SecondPersonRequest.findById(_id).lean())!.status).to.equal('done');
      expect(names('birth-reregistration')).to.deep.equal(['Declaration']);
      expect(names('birth-registration')).to.deep.equal(['Declaration']);
      await world.app.dispatcher.settled();
      const entries = await Journal.find({ name: 'settings.changed', 'details.setting': /birth-/ }).lean();
      expect(entries).to.have.length(3);
      await rule(['roles', 'accounts']);
    });

    it('are wanted for the rule itself, which says where there are too few people', async () => {
      await asker.visitor.get('/settings/second-person');
      await asker.visitor.submit('#set-rule', {
        ...{ acts: ['delay-lists'], hours: '24', basis: 'Decision 2', validFrom: dayAfter(today()) },
      });
      expect(asker.visitor.last!.text).to.contain('There have to be two at least');
      await asker.visitor.submit('#confirm-rule', { confirmed: 'yes' });
      expect(asker.visitor.last!.path).to.match(/^\/second-person\//);
      const { _id } = await newest();
      expect(settingOn(SECOND_PERSON, dayAfter(today())).acts).to.deep.equal(['roles', 'accounts']);
      await approveRequest(second.context(), _id);
      expect(settingOn(SECOND_PERSON, dayAfter(today())).acts).to.deep.equal(['delay-lists']);
    });
  });
});
