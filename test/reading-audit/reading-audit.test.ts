import { expect } from 'chai';
import { systemContext } from '../../server/platform/context.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { compareReadings } from '../../server/reading-audit/index.ts';
import { readingJob } from '../../server/reading-audit/jobs.ts';
import { ReadingDay, ReadingRow } from '../../server/reading-audit/model.ts';
import { item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('who reads private data', function () {
  this.timeout(60_000);
  let world: World;
  let official: Person;
  let leader: Person;
  let administrator: Person;
  let code: string;
  before(async () => {
    world = await startWorld();
    official = await person(world, 'official', { units: [UNIT], name: 'Trần Cán Bộ' });
    leader = await person(world, 'leader', { name: 'Lê Lãnh Đạo' });
    administrator = await person(world, 'administrator');
    ({ code } = await item(world, {
      status: 'assigned',
      input: { name: 'Nguyễn Thị Kín', phone: '0912345678' },
    }));
  });
  after(() => world.stop());

  it('is noted once an hour for each item and person, for lists too, and found by person, item and day', async () => {
    for (let time = 0; time < 3; time++) await official.visitor.get(`/feedback/${code}`);
    await official.visitor.get('/items/list.csv');
    await world.visitor().get(`/feedback/${code}`);
    await administrator.visitor.get(`/feedback/${code}`);
    const { text } = await administrator.visitor.get('/reading-audit?person=tran+can');
    expect(text).to.include(`Trần Cán Bộ đã mở hồ sơ ${code}`).and.to.include('đã tải danh sách hồ sơ');
    expect(await ReadingRow.countDocuments({ by: official.actor.id })).to.equal(2);
    expect(await ReadingRow.countDocuments({ by: administrator.actor.id })).to.equal(0);
    expect((await administrator.visitor.get('/reading-audit?person=khong+ai')).text).to.not.include(code);
    expect((await administrator.visitor.get(`/reading-audit?code=${code.toLowerCase()}`)).text).to.include(
      'Trần',
    );
    expect((await administrator.visitor.get('/reading-audit?to=2026-03-03')).text).to.not.include(code);
    expect((await official.visitor.get('/reading-audit')).status).to.equal(403);
  });

  it('by somebody without a part takes a reason, which is noted before anything is shown', async () => {
    const seen = await leader.visitor.get(`/feedback/${code}`);
    expect(seen.html).to.include('/break-glass').and.not.include('Nguyễn Thị Kín');
    await leader.visitor.get(`/feedback/${code}/break-glass`);
    expect((await leader.visitor.submit('form[action$="/break-glass"]', { why: '' })).status).to.equal(422);
    const opened = await leader.visitor.submit('form[action$="/break-glass"]', {
      why: 'Có người bị đe dọa.',
    });
    expect(opened.text).to.include('Nguyễn Thị Kín').and.to.include('0912345678');
    expect(await ReadingRow.findOne({ what: 'break-glass' }).lean()).to.include({
      ...{ code, why: 'Có người bị đe dọa.', name: 'Lê Lãnh Đạo' },
    });
    const csv = await administrator.visitor.get(`/reading-audit/list.csv?code=${code}`);
    expect(csv.html).to.include('Có người bị đe dọa.');
  });

  it('opens no item about the conduct of a unit', async () => {
    const shielded = await item(world, { unit: OTHER_UNIT, status: 'routed', input: { conductOf: UNIT } });
    expect((await leader.visitor.get(`/feedback/${shielded.code}/break-glass`)).status).to.equal(404);
    const superior = await person(world, 'official', { units: [OTHER_UNIT], name: 'Vũ Cấp Trên' });
    await superior.visitor.get(`/feedback/${shielded.code}`);
    const list = await administrator.visitor.get('/reading-audit');
    expect(list.text).to.include('Vũ Cấp Trên').and.include('mã không hiển thị');
    const csv = await administrator.visitor.get('/reading-audit/list.csv');
    const named = await administrator.visitor.get(`/reading-audit?code=${shielded.code}`);
    for (const { html } of [list, csv]) expect(html).to.not.include(shielded.code);
    expect(named.text).to.not.include('Vũ Cấp Trên');
  });

  it('is sealed some minutes after midnight, with what came in the last second', async () => {
    const sealAt = (at: string) => readingJob.run(systemContext(world.app.site, 'test', new Date(at)));
    await sealAt('2026-03-04T17:02:00Z');
    expect(await ReadingDay.countDocuments()).to.equal(0);
    const at = new Date('2026-03-04T16:59:59.900Z');
    await ReadingRow.create({ _id: 'late', at, by: 'x', name: 'Trễ', what: 'item', code });
    await sealAt('2026-03-04T17:06:00Z');
    expect(await ReadingDay.countDocuments()).to.equal(1);
    expect((await compareReadings(new Date('2026-03-04T17:06:00Z'))).changed).to.deep.equal([]);
  });

  it('is sealed each night without its content, and goes by the dated rule', async () => {
    await world.advance({ days: 1 });
    const [entry] = await Journal.find({ name: 'reading-audit.day-sealed' }).lean();
    expect(Object.keys(entry!.details)).to.have.members(['day', 'digest']);
    expect(await compareReadings(world.clock.now())).to.deep.equal({ days: 1, changed: [] });
    await ReadingRow.updateOne({ what: 'break-glass' }, { $set: { why: 'Khác.' } });
    expect((await compareReadings(world.clock.now())).changed).to.deep.equal(['2026-03-04']);
    // Whoever changes the readings changes the digest that lies beside them too.
    await ReadingDay.deleteMany({});
    expect((await compareReadings(world.clock.now())).changed).to.deep.equal(['2026-03-04']);
    const all = await ReadingRow.countDocuments();
    await world.advanceTo(new Date('2028-03-04T16:00:00Z'));
    expect(await ReadingRow.countDocuments(), 'the day goes as a whole').to.equal(all);
    await world.advanceTo(new Date('2028-03-06T03:00:00Z'));
    expect(await ReadingRow.countDocuments()).to.equal(0);
    expect(await compareReadings(world.clock.now())).to.deep.equal({ days: 0, changed: [] });
  });
});
