import { expect } from 'chai';
import { reminderRows, reminderTable } from '../../server/notices/reminder-rows.ts';
import { checkReminders, pointsAt, pointsChanged, type ReminderPoint } from '../../server/notices/rules.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const NONE: readonly ReminderPoint[] = [];
const ONE: ReminderPoint = { workingDays: 3, to: ['head'], escalation: false };

describe('a change of the points', () => {
  it('holds from its date on; what held before stays', () => {
    const rows = pointsChanged(reminderRows(), '2026-04-01', () => [ONE]);
    expect(checkReminders(rows)).to.deep.equal([]);
    expect(pointsAt(rows, '2026-03-31')).to.deep.equal(reminderRows()[0]!.points);
    expect(pointsAt(rows, '2026-04-01')).to.deep.equal([ONE]);
    expect(pointsAt(rows, '2030-01-01')).to.deep.equal([ONE]);
  });

  it('again for the same date takes the place of the first, and leaves a later one alone', () => {
    const later = pointsChanged(reminderRows(), '2026-05-01', () => NONE);
    const once = pointsChanged(later, '2026-04-01', () => NONE);
    const twice = pointsChanged(once, '2026-04-01', (points) => [...points, ONE]);
    expect(checkReminders(twice)).to.deep.equal([]);
    expect(twice).to.have.length(3);
    expect(pointsAt(twice, '2026-04-30')).to.deep.equal([ONE]);
    expect(pointsAt(twice, '2026-05-01')).to.deep.equal(NONE);
  });

  it('across the end of a year ends what held on its last day', () =>
    expect(pointsChanged(reminderRows(), '2027-01-01', () => NONE)[0]!.validTo).to.equal('2026-12-31'));
});

describe('the page of the points', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  const fields = { measure: 'after', amount: '3', to: ['head', 'leader'], validFrom: '2026-03-04' };

  it('shows what ships, until somebody changes it', async () => {
    const seen = await administrator.visitor.get('/reminders');
    expect(seen.text).to.contain('còn 2 ngày làm việc').and.contain('quá hạn 5 ngày làm việc');
    expect(await reminderTable()).to.deep.equal({ number: 1, rows: reminderRows() });
  });

  it('adds a point, journals it and shows it to everybody who is reminded', async () => {
    await administrator.visitor.get('/reminders');
    const seen = await administrator.visitor.submit('#add-reminder', { ...fields, escalation: 'yes' });
    expect(seen.path).to.equal('/reminders');
    expect(seen.text).to.contain('quá hạn 3 ngày làm việc: thủ trưởng đơn vị, lãnh đạo thành phố (luôn gửi)');
    await world.app.dispatcher.settled();
    const [entry] = await Journal.find({ name: 'reminders.added' }).lean();
    expect(entry!.details).to.deep.include({ validFrom: '2026-03-04', number: 2 });
    const official = await person(world, 'official', { units: ['dept-construction'] });
    expect((await official.visitor.get('/account/notices')).text).to.contain('quá hạn 3 ngày làm việc');
    expect((await official.visitor.get('/reminders')).status).to.equal(403);
  });

  it('refuses what cannot be, and keeps what was typed', async () => {
    const { visitor } = administrator;
    const refused = async (wrong: Record<string, string | string[]>) => {
      await visitor.get('/reminders');
      return visitor.submit('#add-reminder', { ...fields, ...wrong });
    };
    const past = await refused({ validFrom: '2026-03-03' });
    expect(past.status).to.equal(422);
    expect(past.text).to.contain('Chọn hôm nay hoặc một ngày sau');
    expect(past.$('[name=amount]').last().attr('value')).to.equal('3');
    const wrongs: Record<string, string | string[]>[] = [
      { amount: '' },
      { amount: '0' },
      { amount: '100' },
      { validFrom: '2026-02-30' },
      { to: [] },
    ];
    for (const wrong of wrongs) expect((await refused(wrong)).status, JSON.stringify(wrong)).to.equal(422);
    expect((await refused({ number: '1' })).status).to.equal(409);
    expect((await reminderTable()).number).to.equal(2);
  });

  it('adds people to a point that is there; nobody who was told is lost', async () => {
    const { visitor } = administrator;
    await visitor.get('/reminders');
    const half = { measure: 'share', amount: '50', to: ['head'], validFrom: '2026-03-04' };
    const seen = await visitor.submit('#add-reminder', half);
    expect(seen.text).to.contain('đã dùng 50% thời gian: cán bộ phụ trách, thủ trưởng đơn vị');
    await visitor.get('/reminders');
    const screening = { ...fields, step: 'screening', amount: '2', to: ['coordinator'] };
    expect((await visitor.submit('#add-reminder', screening)).text).to.contain(
      'tiếp nhận, phân loại – quá hạn 2 ngày làm việc: cán bộ đầu mối',
    );
  });

  it('asks for the number of all measures but one', async () => {
    const { visitor } = administrator;
    await visitor.get('/reminders');
    expect(visitor.last!.$('label[for=amount]').text()).to.not.contain('không bắt buộc');
    const seen = await visitor.submit('#add-reminder', {
      ...fields,
      measure: 'on-the-day',
      amount: '',
      to: ['official'],
    });
    expect([seen.path, seen.text.includes('đúng ngày đến hạn: cán bộ phụ trách')]).to.deep.equal([
      '/reminders',
      true,
    ]);
  });

  it('takes a point away from today on', async () => {
    const { visitor } = administrator;
    await visitor.get('/reminders');
    const form = visitor.last!.$('form[action="/reminders/removal"]').has('[name=measure][value=share]');
    expect(form).to.have.length(1);
    form.attr('id', 'away');
    await visitor.submit('#away');
    const { rows } = await reminderTable();
    expect(pointsAt(rows, '2026-03-04').some(({ share }) => share !== undefined)).to.equal(false);
    expect(pointsAt(rows, '2026-03-03')).to.deep.equal(reminderRows()[0]!.points);
  });
});
