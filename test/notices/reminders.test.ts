import { expect } from 'chai';
import mongoose from 'mongoose';
import { reminderRows, remindersOn } from '../../server/notices/reminder-rows.ts';
import { moveReminders } from '../../server/platform/data/migrations/0006-reminders.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { loadSettings } from '../../server/settings/in-force.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const PAGE = '/settings/reminders';

describe('the points at which people are reminded', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  const shipped = reminderRows()[0]!.points.length;
  const row = (at: number, fields: Record<string, string | string[]>) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [`points-${at}-${name}`, value]));
  const late = { measure: 'after', amount: '3', to: ['head', 'leader'] };

  async function preview(fields: Record<string, string | string[]>) {
    await administrator.visitor.get(PAGE);
    return administrator.visitor.submit('#set-rule', { validFrom: '2026-03-05', ...fields });
  }
  const confirm = () => administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });

  it('are shown as they ship, and old addresses lead to them', async () => {
    for (const old of ['/reminders', '/reminders/removal'])
      expect((await administrator.visitor.get(old)).path).to.equal(PAGE);
    const seen = await administrator.visitor.get(PAGE);
    expect(seen.text).to.contain('còn 2 ngày làm việc').and.contain('quá hạn 5 ngày làm việc');
    expect(seen.$('details.list-row')).to.have.length(shipped + 3);
    expect(seen.$('#points-0-measure').val()).to.equal('share');
    expect(seen.$('#points-0-amount').attr('value')).to.equal('50');
  });

  it('get one more after a preview that tells it alone, from its day on, and everybody sees it', async () => {
    const seen = await preview(row(shipped, { ...late, escalation: 'yes' }));
    expect(seen.$('tbody tr')).to.have.length(1);
    const told = 'quá hạn 3 ngày làm việc: thủ trưởng đơn vị, lãnh đạo thành phố (luôn gửi)';
    expect(seen.$('tbody tr').text()).to.contain(told).and.not.contain('50%');
    expect((await confirm()).path).to.equal(PAGE);
    expect(remindersOn('2026-03-04')).to.deep.equal(reminderRows()[0]!.points);
    expect(remindersOn('2026-03-05')).to.deep.equal([
      ...reminderRows()[0]!.points,
      { to: ['head', 'leader'], escalation: true, workingDays: 3 },
    ]);
    await world.app.dispatcher.settled();
    const [entry] = await Journal.find({ name: 'settings.changed' }).lean();
    expect(entry!.details).to.deep.include({ setting: 'reminders', number: 2 });
    await world.advance({ days: 1 });
    const official = await person(world, 'official', { units: ['dept-construction'] });
    expect((await official.visitor.get('/account/notices')).text).to.contain('quá hạn 3 ngày làm việc');
    expect((await official.visitor.get(PAGE)).status).to.equal(403);
  });

  it('are set by whoever may set reminders and nothing else of the city', async () => {
    const { canEditSetting } = await import('../../server/settings/policy.ts');
    const actor = { ...(await person(world, 'official', { units: ['dept-health'] })).actor };
    const granted = { ...actor, grants: ['reminders'] } as never;
    expect(canEditSetting(granted, { permission: 'reminders' })).to.equal(true);
    expect(canEditSetting(granted, {})).to.equal(false);
  });

  it('are refused where they say nothing or the same twice; what was typed stays', async () => {
    const at = shipped + 1;
    const wrongs: [Record<string, string | string[]>, string][] = [
      [{ ...late, amount: '' }, `points-${at}-amount`],
      [{ ...late, amount: '0' }, `points-${at}-amount`],
      [{ ...late, amount: '100' }, `points-${at}-amount`],
      [{ ...late, measure: '' }, `points-${at}-measure`],
      [{ ...late, to: [] }, `points-${at}-to`],
      [{ ...late, escalation: 'yes' }, 'points'],
      [{ ...late, to: ['leader'] }, 'points'],
    ];
    for (const [wrong, field] of wrongs) {
      const seen = await preview({ validFrom: '2026-03-10', ...row(at, wrong) });
      expect(seen.status, JSON.stringify(wrong)).to.equal(422);
      expect(seen.$(`.error-summary a[href="#${field}"]`), JSON.stringify(wrong)).to.have.length(1);
      expect(seen.$(`#points-${at}-amount`).attr('value') ?? '').to.equal(wrong['amount']);
    }
    expect(remindersOn('2026-03-10')).to.have.length(shipped + 1);
  });

  it('are taken away by a tick, and the change is taken back by a new version', async () => {
    await preview({ validFrom: '2026-03-10', ...row(0, { away: 'yes' }) });
    await confirm();
    expect(remindersOn('2026-03-10').some(({ share }) => share !== undefined)).to.equal(false);
    expect(remindersOn('2026-03-09').some(({ share }) => share !== undefined)).to.equal(true);
    await administrator.visitor.get(`${PAGE}?again=last`);
    await administrator.visitor.submit('#set-rule', {});
    await confirm();
    expect(remindersOn('2026-03-10').some(({ share }) => share !== undefined)).to.equal(true);
  });

  it('have more empty rows when somebody asks for them', async () => {
    const seen = await preview({ ...row(shipped + 3, late), confirmed: 'no' });
    expect(seen.status).to.equal(200);
    expect(seen.$('details.list-row').length).to.equal(shipped + 4 + 3);
  });

  it('are what a store from before says, too', async () => {
    const db = mongoose.connection.db!;
    await db.collection('setting-tables').deleteMany({});
    const points = [{ workingDays: 9, to: ['head'], escalation: false }];
    const rows = [{ validFrom: '2026-01-01', validTo: null, points }];
    const pending = [{ _id: 'cut-off', name: 'reminders.added', at: new Date(), details: { number: 3 } }];
    await db
      .collection<{ _id: string }>('reminder-tables')
      .insertOne({ _id: 'city', number: 3, rows, changedAt: new Date(), pending } as never);
    expect([await moveReminders.count(db), await moveReminders.run(db)]).to.deep.equal([1, 1]);
    expect([await moveReminders.count(db), await moveReminders.run(db)]).to.deep.equal([0, 0]);
    await loadSettings();
    expect(remindersOn('2026-03-05')).to.deep.equal(points);
    // An entry that a crash has kept from the journal is of the old kind: the history leaves it out.
    const seen = await administrator.visitor.get(PAGE);
    expect(seen.text).to.contain('quá hạn 9 ngày làm việc');
    const told = await Journal.countDocuments({ name: 'settings.changed' });
    expect(seen.$('#changes').parent().find('ol > li')).to.have.length(told);
  });
});
