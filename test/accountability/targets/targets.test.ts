import { expect } from 'chai';
import { SprintTask, TargetBatch, TargetValue } from '../../../server/accountability/targets/model.ts';
import {
  checkedRows,
  ENTERED_TARGETS,
  reachedBy,
  readPercent,
  taskState,
} from '../../../server/accountability/targets/rules.ts';
import { monthsUpTo } from '../../../server/city/months.ts';
import { unitsInForce } from '../../../server/units/index.ts';
import { OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, type Person, person, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const MONTH = '2026-02';

describe('targets of the directive', function () {
  this.timeout(120_000);
  let world: World;
  let head: Person;
  let coordinator: Person;
  before(async () => {
    world = await startWorld();
    head = await person(world, 'head', { units: [UNIT], email: 'targets-head@staff.example' });
    coordinator = await person(world, 'coordinator', { email: 'targets-city@staff.example' });
  });
  after(() => world.stop());

  const give = async (by: Person, fields: Record<string, string>) => {
    await by.visitor.get('/targets/values');
    return by.visitor.submit('#one-value', { target: 'online-payment', unit: UNIT, month: MONTH, ...fields });
  };
  const send = async (by: Person, lines: string[], reason = '') => {
    await by.visitor.get('/targets/values');
    const bytes = Buffer.from(['target,unit,month,value', ...lines].join('\n'));
    return by.visitor.upload(
      '/targets/values/file',
      { reason },
      { field: 'file', name: 'values.csv', bytes },
    );
  };

  it('read percentages as people write them, and find what is wrong in a row', () => {
    expect(['97,5', '97.5%', 100, '0'].map(readPercent)).to.deep.equal([97.5, 97.5, 100, 0]);
    expect(['101', '-1', '1e1', '', '9.999', 'x'].map(readPercent)).to.deep.equal(Array(6).fill(undefined));
    const known = {
      thisMonth: '2026-03',
      isThere: (unit: string) => unit !== 'gone',
      isOwn: (unit: string) => unit !== 'foreign',
    };
    const row = { line: 2, target: 'online-payment', unit: 'a', month: '2026-02', value: '5' };
    const what = (wrong: object) => checkedRows([{ ...row, ...wrong }], known).faults[0]?.what;
    expect(what({})).to.equal(undefined);
    expect(what({ target: 'feedback-on-time' }), 'counted, not told').to.equal('target');
    expect(what({ month: '2026-04' }), 'ahead').to.equal('month');
    expect(what({ unit: 'gone' })).to.equal('unit');
    expect(what({ unit: 'foreign' })).to.equal('foreign');
    expect(what({ value: '120' })).to.equal('value');
    expect(checkedRows([row, { ...row, line: 3 }], known).faults).to.deep.equal([
      { line: 3, what: 'twice', cell: 'a' },
    ]);
    expect(reachedBy([80, undefined, 60], 70)).to.deep.equal({ mean: 70, met: 1, told: 2, owing: 1 });
    expect(taskState({ dueOn: '2026-03-01', doneOn: null }, '2026-03-02')).to.equal('late');
    expect(taskState({ dueOn: '2026-03-01', doneOn: '2026-03-02' }, '2026-03-09')).to.equal('done-late');
  });

  it('are told by form for the own office; a correction needs a reason and stays in view', async () => {
    const wrong = await give(head, { value: '120' });
    expect([wrong.status, wrong.$('#value-value').attr('value')]).to.deep.equal([422, '120']);
    expect((await give(head, { value: '50', unit: OTHER_UNIT })).status).to.equal(422);
    await give(head, { value: '61,5' });
    expect((await give(head, { value: '58' })).status, 'no reason').to.equal(422);
    await give(head, { value: '58', reason: 'Tính nhầm hồ sơ trả lại.' });
    const page = await world.visitor().get(`/targets?target=online-payment&month=${MONTH}`);
    const row = page.$(`tr:has(a[href="/units/${UNIT}"])`).text();
    expect(row)
      .to.include('58%')
      .and.include('61,5%')
      .and.include('Tính nhầm')
      .and.include('Thủ trưởng đơn vị');
    expect(row, 'names are for staff').to.not.include(head.actor.name);
    expect((await head.visitor.get(`/targets?month=${MONTH}`)).text).to.include(head.actor.name);
    expect((await world.visitor().get('/targets?month=0999-05')).status).to.equal(422);
    const csv = await fetch(`${world.address}/targets/values.csv?month=${MONTH}`);
    expect(await csv.text()).to.include(`${UNIT},${MONTH},58`);
  });

  it('10,000 rows of which one is wrong: none is taken, and the row is named; then all at once', async () => {
    const lines = monthsUpTo('2026-01', 48)
      .flatMap((month) =>
        unitsInForce(`${month}-15`).flatMap(({ slug }) =>
          ENTERED_TARGETS.map((target) => `${target},${slug},${month},70`),
        ),
      )
      .slice(0, 10_000);
    expect(lines).to.have.length(10_000);
    const spoilt = lines.with(6_788, lines[6_788]!.replace(/70$/, 'bảy mươi'));
    const before = await TargetValue.countDocuments();
    const refused = await send(coordinator, spoilt, 'Nhập lại số liệu cũ.');
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary').text()).to.include('6790').and.include('bảy mươi');
    expect(refused.$('#file-reason').attr('value')).to.equal('Nhập lại số liệu cũ.');
    expect(await TargetValue.countDocuments()).to.equal(before);
    const taken = await send(coordinator, lines);
    expect(taken.$('[role=status]').text()).to.include('10000');
    expect(await TargetValue.countDocuments()).to.equal(before + 10_000);
    const again = await send(coordinator, lines);
    expect(again.$('[role=status]').text(), 'the same file').to.match(/Đã nhận 0/);
    expect(await TargetBatch.countDocuments({ way: 'csv' })).to.equal(1);
  });

  it('come by the API: one wrong row and nothing is taken', async () => {
    const call = api(world, await tokenFor(world, head));
    const row = { target: 'online-full', unit: UNIT, month: MONTH, value: 80 };
    const wrong = await call('post', '/targets/values', {
      body: { rows: [row, { ...row, unit: OTHER_UNIT }] },
    });
    expect(wrong.status).to.equal(422);
    expect(JSON.stringify(wrong.body)).to.include(OTHER_UNIT);
    expect((await call('post', '/targets/values', { body: { rows: [row] } })).body).to.deep.equal({
      taken: 1,
    });
    const { body } = await api(world)('get', `/targets/values?month=${MONTH}`);
    expect(body.values.find(({ target }: { target: string }) => target === 'online-full')).to.include({
      value: 80,
      corrected: false,
    });
  });

  it('have tasks with an office, a person, a date and what came of it', async () => {
    const task = { text: 'Số hóa toàn bộ hồ sơ cấp phép chặt hạ cây.', unit: UNIT, owner: 'Phó Giám đốc Sở' };
    await coordinator.visitor.get('/targets/tasks');
    expect((await coordinator.visitor.submit('#add-task', { ...task, dueOn: '2026-03-01' })).status).to.equal(
      422,
    );
    await coordinator.visitor.submit('#add-task', { ...task, dueOn: '2026-03-06' });
    const page = await coordinator.visitor.get('/targets/tasks');
    await coordinator.visitor.submit(
      page.$('form[action$="/date"]').first().attr('action') ? 'form[action$="/date"]' : '',
      { dueOn: '2026-03-10', reason: 'Chờ máy quét.' },
    );
    expect((await world.visitor().get('/targets/tasks')).text)
      .to.include('Chờ máy quét.')
      .and.include('Đang làm');
    await head.visitor.get('/targets/tasks');
    await head.visitor.submit('form[action$="/done"]', { outcome: 'Đã số hóa 1.240 hồ sơ.' });
    expect((await world.visitor().get('/targets/tasks')).text)
      .to.include('Xong đúng hạn')
      .and.include('1.240');
    const done = { text: 'Việc cũ', unit: UNIT, owner: 'Sở', doneOn: '2025-02-01', createdAt: new Date() };
    const many = Array.from({ length: 310 }, () => ({
      ...done,
      dueOn: '2025-03-01',
      earlier: [],
      outcome: 'x',
    }));
    await SprintTask.collection.insertMany(many as never);
    await coordinator.visitor.get('/targets/tasks');
    const next = { ...task, text: 'Rà soát thủ tục năm sau.', dueOn: '2026-12-06' };
    const shown = await coordinator.visitor.submit('#add-task', next);
    expect(shown.text).to.include(next.text);
  });
});
