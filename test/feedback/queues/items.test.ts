import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, type Person, person, tokenFor } from '../../support/people.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const codesOf = (seen: Seen) =>
  seen
    .$('.row-title .code')
    .toArray()
    .map((each) => seen.$(each).text());

describe('items of staff, narrowed', () => {
  let world: World;
  let coordinator: Person;
  let official: Person;
  let colleague: Person;
  let elsewhere: Person;
  const made: Record<'fresh' | 'ours' | 'theirs' | 'done', string> = {} as never;

  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
    official = await person(world, 'official', { units: [UNIT] });
    colleague = await person(world, 'official', { units: [UNIT] });
    elsewhere = await person(world, 'official', { units: [OTHER_UNIT] });
    made.fresh = (await item(world)).code;
    made.ours = (await item(world, { status: 'assigned' })).code;
    made.theirs = (await item(world, { status: 'routed', unit: OTHER_UNIT })).code;
    made.done = (await item(world, { status: 'answered' })).code;
  });
  after(() => world.stop());

  it('are those that the reader sees from inside, open ones first', async () => {
    const all = await coordinator.visitor.get('/items');
    expect(codesOf(all)).to.have.members([made.fresh, made.ours, made.theirs]);
    const own = await official.visitor.get('/items?status=all');
    expect(codesOf(own)).to.have.members([made.ours, made.done]);
    const asked = await official.visitor.get(`/items?status=all&unit=${OTHER_UNIT}`);
    expect(codesOf(asked)).to.deep.equal([]);
  });

  it('are found by each filter, and go on from page to page', async () => {
    const { visitor } = coordinator;
    const found = async (query: string) => codesOf(await visitor.get(`/items?${query}`));
    expect(await found('status=answered')).to.deep.equal([made.done]);
    expect(await found(`unit=${UNIT}`)).to.deep.equal([made.ours]);
    expect(await found('regulation=birth-registration')).to.deep.equal([]);
    expect(await found('channel=phone')).to.deep.equal([]);
    expect(await found('channel=web&written=vi&level=ordinary')).to.have.length(3);
    expect(await found('written=ru')).to.deep.equal([]);
    expect(await found('language=ru')).to.deep.equal([]);
    // What is asked for in Russian is shown in the reader's own language.
    expect((await visitor.get('/items?written=ru')).$('html').attr('lang')).to.equal('vi');
    expect(await found('level=urgent')).to.deep.equal([]);
    expect(await found('status=overdue')).to.deep.equal([]);
    expect(await found('to=2026-03-03')).to.deep.equal([]);
    expect(await found('from=2026-03-04&to=2026-03-04&sort=newest')).to.have.length(3);
    expect((await visitor.get('/items?level=x')).status).to.equal(422);
  });

  it('narrow inbox and screening queue too, and stay narrowed from page to page', async () => {
    const inbox = await official.visitor.get('/inbox?channel=web');
    expect(codesOf(inbox)).to.deep.equal([made.ours]);
    expect(codesOf(await official.visitor.get('/inbox?channel=phone'))).to.deep.equal([]);
    const queue = await coordinator.visitor.get('/triage?channel=phone');
    expect(queue.$('.triage-list .row')).to.have.length(0);
    expect(queue.$('#filter-channel option[selected]').attr('value')).to.equal('phone');
  });

  it('are kept under a name, shared with colleagues of the unit alone, and removed by the owner', async () => {
    const { visitor } = official;
    await visitor.get('/items?status=overdue&channel=web');
    const back = await visitor.submit('/items/saved', { name: 'Quá hạn', shared: 'yes' });
    expect(back.path).to.equal('/items?status=overdue&channel=web&sort=due');
    const link = (seen: Seen) => seen.$('.counters a').filter((_, each) => seen.$(each).text() === 'Quá hạn');
    expect(link(await colleague.visitor.get('/items')).attr('href')).to.equal(back.path);
    expect(link(await elsewhere.visitor.get('/items'))).to.have.length(0);
    expect(link(await coordinator.visitor.get('/items'))).to.have.length(0);
    const removal = back.$('form[action$="/removal"]').attr('action')!;
    expect((await colleague.visitor.get('/items')).$(`form[action="${removal}"]`)).to.have.length(0);
    await visitor.submit(removal, {});
    expect(link(await colleague.visitor.get('/items'))).to.have.length(0);
  });

  it('are kept, shared and removed by programs as on the page', async () => {
    const call = api(world, await tokenFor(world, official));
    const other = api(world, await tokenFor(world, colleague));
    const far = api(world, await tokenFor(world, elsewhere));
    const filters = async (as: typeof call) => (await as('get', '/saved-filters')).body.filters;
    const kept = { name: 'Qua API', place: 'items', query: { status: 'answered', channel: 'web' } };
    const saved = await call('post', '/saved-filters', { body: { ...kept, shared: true } });
    expect(saved.status).to.equal(200);
    const [mine] = await filters(call);
    expect(mine).to.include({ id: saved.body.id, name: 'Qua API', place: 'items', own: true, shared: true });
    expect(codesOf(await official.visitor.get(mine.href))).to.deep.equal([made.done]);
    expect((await filters(other))[0]).to.include({ id: mine.id, own: false, href: mine.href });
    expect(await filters(far)).to.deep.equal([]);

    // The same name again stands for what was given last, and is no second one.
    const again = await call('post', '/saved-filters', { body: { ...kept, query: { status: 'overdue' } } });
    expect(again.body.id).to.equal(saved.body.id);
    expect(await filters(call)).to.have.length(1);
    expect(await filters(other)).to.deep.equal([]);

    expect((await call('post', '/saved-filters', { body: { ...kept, name: 'x' } })).status).to.equal(422);
    expect(
      (await call('post', '/saved-filters', { body: { ...kept, query: { level: 'x' } } })).status,
    ).to.equal(422);
    expect((await other('post', `/saved-filters/${mine.id}/removal`)).status).to.equal(404);
    expect((await call('post', `/saved-filters/${mine.id}/removal`)).status).to.equal(200);
    expect(await filters(call)).to.deep.equal([]);
    expect((await api(world)('get', '/saved-filters')).status).to.equal(401);
  });

  it('keep the name that was typed when it cannot be taken', async () => {
    const { visitor } = official;
    await visitor.get('/items?status=overdue');
    const again = await visitor.submit('/items/saved', { name: 'x' });
    expect(again.status).to.equal(422);
    expect(again.$('#queue-name').attr('value')).to.equal('x');
    expect(again.$('#filter-status option[selected]').attr('value')).to.equal('overdue');
  });

  it('are taken along as CSV and as a spreadsheet, in which nothing runs', async () => {
    await Feedback.updateOne({ code: made.ours }, { 'publicText.subject': '=HYPERLINK("http://x")' });
    const { visitor } = official;
    const csv = await visitor.get('/items/list.csv?status=all');
    expect(csv.html).to.contain(made.done).and.contain("'=HYPERLINK");
    expect(csv.html).not.to.contain(made.theirs);
    expect(csv.html).not.to.contain('Nguyễn Thị Lan');
    const xlsx = await visitor.get('/items/list.xlsx?status=all');
    expect(xlsx.status).to.equal(200);
    expect(xlsx.html.slice(0, 2)).to.equal('PK');
  });
});
