import { expect } from 'chai';
import { AccountModel } from '../../server/accounts/model.ts';
import { changeCatalogue, planReorganisation } from '../../server/catalogue/index.ts';
import { undoReorganisation } from '../../server/catalogue/reorganisation/actions.ts';
import { carryReorganisations, followUp } from '../../server/catalogue/reorganisation/carry.ts';
import { Reorganisation } from '../../server/catalogue/reorganisation/model.ts';
import { planFaults } from '../../server/catalogue/reorganisation/rules.ts';
import { addBlock } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { TextBlock } from '../../server/feedback/text-blocks/model.ts';
import { askToFollow, confirmFollowing } from '../../server/following/index.ts';
import { Following } from '../../server/following/model.ts';
import { followingToken } from '../../server/following/tokens.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { regulationOf } from '../../server/regulations/index.ts';
import { unitOf, unitsBySlug } from '../../server/units/index.ts';
import { castOf, item, OTHER_UNIT, REGULATION, UNIT } from '../support/factories.ts';
import { api, contextOf, type Person, person, tokenFor } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const THIRD = 'dept-justice';
const NEW = 'dept-new-city';

describe('a reorganisation', function () {
  this.timeout(120_000);
  let world: World;
  let administrator: Person;
  let codes: { routed: string; assigned: string; answered: string };
  const visitor = () => administrator.visitor;
  const system = () => systemContext(world.app.site, 'catalogue.reorganise');
  const find = async (code: string) => (await Feedback.findOne({ code }).lean())!;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
    const of = async (status: 'routed' | 'assigned' | 'answered', unit: string) =>
      (await item(world, { status, unit, ...(status === 'assigned' ? { draft: true } : {}) })).code;
    codes = {
      routed: await of('routed', OTHER_UNIT),
      assigned: await of('assigned', UNIT),
      answered: await of('answered', UNIT),
    };
    const official = await (await castOf(world)).inUnit('official', UNIT);
    await addBlock(official.context(), { unit: UNIT, language: 'vi', name: 'Chào', text: 'Kính gửi ông bà' });
    const reader = contextOf(world, { kind: 'visitor', holds: [] });
    await askToFollow(reader, { email: 'ban@doc.example', unit: UNIT });
    const target = { to: 'ban@doc.example', what: 'unit' as const, subject: UNIT };
    await confirmFollowing(reader, followingToken(world.app.site, target));
    await world.settled();
  });
  after(() => world.stop());

  const names = { 'name-vi': 'Sở Mới', 'name-en': 'New Department', 'name-ru': 'Новое ведомство' };
  const form = {
    ...{ from: [UNIT, OTHER_UNIT], heir: '+', lastDay: '2026-03-05', basis: 'QĐ 9/2026' },
    ...{ slug: NEW, kind: 'department', parent: 'hanoi-peoples-committee', ...names },
  };

  async function preview(fields: Record<string, string | string[]>) {
    await visitor().get('/catalogue/reorganisations/new');
    return visitor().submit('#reorganise', fields);
  }

  it('refuses what cannot be, and keeps what was typed', async () => {
    const wrongs: [Record<string, string | string[]>, string][] = [
      [{ from: [] }, '#from-error'],
      [{ from: ['dept-nowhere'] }, '#from-error'],
      [{ from: ['hanoi-city'] }, '#from-error'],
      [{ lastDay: '2026-03-01' }, '#lastDay-error'],
      [{ heir: UNIT }, '#heir-error'],
      [{ heir: '-' }, '#heir-error'],
      [{ heir: '' }, '#heir-error'],
      [{ others: [UNIT] }, '#others-error'],
      [{ slug: THIRD }, '#slug-error'],
      [{ 'name-vi': '' }, '#name-vi-error'],
      [{ basis: '' }, '#basis-error'],
    ];
    for (const [wrong, error] of wrongs) {
      const refused = await preview({ ...form, ...wrong });
      expect(refused.status, JSON.stringify(wrong)).to.equal(422);
      expect(refused.$(error).length, JSON.stringify(wrong)).to.equal(1);
      expect(refused.$('#name-en').attr('value')).to.equal('New Department');
    }
  });

  it('is shown with counts, and can be undone before its day', async () => {
    const seen = await preview(form);
    const row = (name: string) => seen.$(`th:contains("${name}")`).next().text();
    expect(row('Hồ sơ đang mở')).to.equal('2');
    expect(row('Mẫu văn bản')).to.equal('1');
    expect(row('Người theo dõi')).to.equal('1');
    expect(Number(row('Tài khoản cán bộ'))).to.be.greaterThan(1);
    expect(await Reorganisation.countDocuments()).to.equal(0);
    const planned = await visitor().submit('#confirm-reorganisation', { confirmed: 'yes' });
    expect(planned.path).to.match(/^\/catalogue\/reorganisations\/[0-9a-f]{24}$/);
    expect(unitOf(UNIT)).to.deep.include({ validTo: '2026-03-05', successors: [NEW] });
    expect(unitOf(NEW)).to.deep.include({ validFrom: '2026-03-06', predecessors: [UNIT, OTHER_UNIT] });
    const told = await world.visitor().get(`/units/${UNIT}`);
    expect(told.text).to.contain('Hoạt động đến hết').and.to.contain('Sở Mới');
    expect((await preview({ ...form, from: [UNIT], slug: 'x' })).$('#from-error').length).to.equal(1);
    const early = await person(world, 'official', { units: [NEW] });
    await visitor().get(planned.path);
    const held = await visitor().submit(`form[action="${planned.path}/undo"]`);
    expect([held.status, unitOf(UNIT)!.validTo]).to.deep.equal([409, '2026-03-05']);
    await AccountModel.updateOne({ _id: early.actor.id }, { $set: { units: [OTHER_UNIT] } });
    await visitor().get(planned.path);
    const undone = await visitor().submit(`form[action="${planned.path}/undo"]`);
    expect(undone.text).to.contain('đã hủy');
    await world.settled();
    const subjects = (await Outbox.find().lean()).map(({ subject }) => subject);
    expect(subjects.filter((each) => each.includes('Sắp xếp cơ quan từ')).length).to.be.greaterThan(0);
    expect(subjects.filter((each) => each.includes('Không sắp xếp cơ quan')).length).to.be.greaterThan(0);
    expect([unitOf(UNIT)!.validTo, unitOf(NEW)]).to.deep.equal([null, undefined]);
  });

  it('is planned, looked at and called off by programs as on the page', async () => {
    const call = api(world, await tokenFor(world, administrator));
    const given = { from: [THIRD], heir: UNIT, lastDay: '2026-03-06', basis: 'QĐ 7/2026' };
    const plan = (body: object, as = call) => as('post', '/reorganisations', { body });
    const wrong = await plan({ ...given, from: ['dept-nowhere'] });
    expect([wrong.status, Object.keys(wrong.body.fields ?? wrong.body)]).to.have.property('0', 422);
    expect((await plan({ ...given, heir: THIRD })).status).to.equal(422);
    expect((await plan({ ...given, lastDay: '2026-03-01' })).status).to.equal(422);
    const coordinator = await person(world, 'coordinator');
    expect((await plan(given, api(world, await tokenFor(world, coordinator)))).status).to.equal(403);
    expect(unitOf(THIRD)!.validTo).to.equal(null);

    const planned = await plan(given);
    expect(planned.status).to.equal(201);
    expect(planned.body).to.include({ heir: UNIT, lastDay: '2026-03-06', basis: 'QĐ 7/2026' });
    expect(unitOf(THIRD)!.validTo).to.equal('2026-03-06');
    const at = `/reorganisations/${planned.body.id}`;
    expect((await call('get', at)).body).to.deep.equal(planned.body);
    expect((await call('get', `/reorganisations/${'0'.repeat(24)}`)).status).to.equal(404);
    expect((await plan(given)).status).to.equal(422);

    const undone = await call('post', `${at}/undo`);
    expect([undone.status, undone.body.state]).to.deep.equal([200, 'undone']);
    expect(unitOf(THIRD)!.validTo).to.equal(null);
    // A program that asks twice is told the same.
    expect((await call('post', `${at}/undo`)).body).to.deep.equal(undone.body);
  });

  it('moves when its day has come: dates, drafts and officials stay, the time spent stays with who had it', async () => {
    const before = await find(codes.assigned);
    await preview(form);
    const { path } = await visitor().submit('#confirm-reorganisation', { confirmed: 'yes' });
    await carryReorganisations(system());
    expect((await find(codes.assigned)).unit).to.equal(UNIT);
    await world.advanceTo(new Date('2026-03-05T17:00:01Z'));
    await world.settled();
    const after = await find(codes.assigned);
    expect(after).to.deep.include({ unit: NEW, status: 'assigned', assignee: before.assignee });
    expect(after.answer!.text).to.equal(before.answer!.text);
    expect(after.dueAt).to.deep.equal(before.dueAt);
    const [last, own] = after.holdings.slice(-2).reverse();
    expect([own!.unit, own!.to]).to.deep.equal([UNIT, last!.from]);
    expect([last!.unit, last!.to, last!.dueAt]).to.deep.equal([NEW, null, own!.dueAt]);
    expect((await find(codes.routed)).unit).to.equal(NEW);
    expect((await find(codes.answered)).unit).to.equal(UNIT);
    expect(regulationOf(REGULATION)!.unit).to.equal(NEW);
    expect(await TextBlock.countDocuments({ unit: NEW })).to.equal(1);
    const following = (await Following.findOne({ to: 'ban@doc.example' }).lean())!;
    expect(following.subject).to.equal(NEW);
    expect((await AccountModel.findById(before.assignee).lean())!.units).to.deep.equal([NEW, UNIT]);
    const shown = await visitor().get(path);
    expect(shown.text).to.contain('đã xong');
    expect(shown.$('th:contains("Hồ sơ đang mở")').next().next().text()).to.equal('2');
    const timeline = await world.visitor().get(`/feedback/${codes.assigned}`);
    expect(timeline.text).to.contain('Cơ quan kế tục tiếp tục xử lý');
    const late = await visitor().post(`${path}/undo`, {});
    expect(late.status).to.equal(409);
  });

  it('lets the same people go on, and leads from the old address', async () => {
    const official = await person(world, 'official', { units: [NEW] });
    const inbox = await official.visitor.get('/inbox');
    expect(inbox.text).to.contain(codes.routed);
    const old = await world.visitor().get(`/units/${UNIT}`);
    expect(old.$(`a[href="/units/${NEW}"]`).length).to.be.greaterThan(0);
  });

  it('goes on where a crash has cut it off, and takes what comes back later', async () => {
    const [row] = await Reorganisation.find({ state: 'done' });
    await Feedback.collection.updateOne({ code: codes.routed }, { $set: { unit: OTHER_UNIT } });
    await Reorganisation.collection.updateOne({ _id: row!._id as never }, { $set: { state: 'carrying' } });
    await carryReorganisations(system());
    expect((await find(codes.routed)).unit).to.equal(NEW);
    expect((await Reorganisation.findById(row!._id).lean())!.state).to.equal('done');
    await Feedback.collection.updateOne({ code: codes.routed }, { $set: { unit: OTHER_UNIT } });
    await followUp(system());
    expect((await find(codes.routed)).unit).to.equal(NEW);
  });

  it('gives back nothing that was taken from somebody afterwards', async () => {
    const { assignee } = await find(codes.assigned);
    await AccountModel.collection.updateOne({ _id: assignee as never }, { $set: { units: [UNIT] } });
    await followUp(system());
    expect((await AccountModel.findById(assignee).lean())!.units).to.deep.equal([UNIT]);
  });

  it('ends a unit without a successor only when nothing waits for it', async () => {
    const plan = { from: [THIRD], heir: null, others: [], lastDay: '2026-03-05' };
    const known = { units: unitsBySlug(), today: '2026-03-06', ending: new Set<string>() };
    expect(planFaults(plan, known)).to.deep.equal({});
    const refused = await preview({ ...form, from: [THIRD], heir: '-' });
    expect(refused.$('#heir-error').length).to.equal(1);
  });

  it('goes on for the units that end, where a file lets one of them go on; undone, it is undone after a crash too', async () => {
    const context = administrator.context();
    const given = {
      from: [THIRD, 'dept-tourism'],
      heir: NEW,
      others: [],
      lastDay: '2026-03-07',
      basis: 'QĐ 10/2026',
    };
    const cutOff = await planReorganisation(context, given);
    await Reorganisation.collection.updateOne({ _id: cutOff as never }, { $set: { change: null } });
    await undoReorganisation(context, cutOff);
    expect(unitOf(THIRD)!.validTo).to.equal(null);
    const id = await planReorganisation(context, given);
    const after = { ...unitOf('dept-tourism')!, validTo: null, successors: [] };
    await changeCatalogue(context, { kind: 'units', way: 'file', rows: [{ slug: 'dept-tourism', after }] });
    const { code } = await item(world, { status: 'routed', unit: 'dept-tourism' });
    await world.advanceTo(new Date('2026-03-07T17:00:06Z'));
    await carryReorganisations(system());
    const done = (await Reorganisation.findById(id).lean())!;
    expect([done.state, done.from]).to.deep.equal(['done', [THIRD]]);
    expect((await find(code)).unit).to.equal('dept-tourism');
  });
});
