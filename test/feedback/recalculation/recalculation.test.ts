import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { type App, createApp } from '../../../server/app.ts';
import { answerLimit, calendarVersion } from '../../../server/calendar/index.ts';
import { withdrawFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { deadlinePassport } from '../../../server/feedback/passport/queries.ts';
import { advanceRuns, Run, recalculateDeadline } from '../../../server/feedback/recalculation/index.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, contextOf, type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const NAME = 'feedback.deadline-recalculated';
const DAY = '2026-03-23';

/** Puts a day off, or several, into force through the pages. @returns the run's path */
async function closeDays(administrator: Person, dates: string[]): Promise<string> {
  const { visitor } = administrator;
  await visitor.get('/calendar/edit');
  for (const date of dates)
    await visitor.post('/calendar/edit', {
      act: 'add-day',
      of: 'city',
      date,
      kind: 'ad_hoc_off',
      nameVi: 'Nghỉ tránh bão',
    });
  await visitor.get(visitor.last!.$('[aria-labelledby=draft] a').attr('href')!);
  const { status, path } = await visitor.submit('#apply-calendar', { reason: 'Bão số 5 vào thành phố' });
  expect(status).to.equal(200);
  return path;
}

const dueOf = async (code: string) => (await Feedback.findOne({ code }).lean())!.dueAt.toISOString();
const entriesOf = (name = NAME) => Journal.find({ name }).lean();

describe('a calendar that changes while items run', function () {
  this.timeout(60_000);

  describe('a day off on short notice', () => {
    let world: World;
    let administrator: Person;
    let codes: Record<'open' | 'routed' | 'other' | 'waiting' | 'answered' | 'late', string>;
    let told: Record<string, string>;
    let version: number;

    before(async () => {
      world = await startWorld();
      administrator = await person(world, 'administrator');
      // An item whose date has passed, and one answered, before the others come.
      const late = await item(world, { input: { email: 'late@kin.example' } });
      const answered = await item(world, { status: 'answered', input: { email: 'answered@kin.example' } });
      await world.advance({ days: 15 });
      const mail = (name: string) => ({ email: `${name}@kin.example` });
      codes = {
        late: late.code,
        answered: answered.code,
        open: (await item(world, { input: mail('open') })).code,
        routed: (await item(world, { status: 'routed', input: { ...mail('routed'), language: 'en' } })).code,
        other: (await item(world, { status: 'assigned', unit: OTHER_UNIT, input: mail('other') })).code,
        waiting: (await item(world, { status: 'waiting', input: mail('waiting') })).code,
      };
      await world.settled();
      world.letters.clear();
      told = Object.fromEntries(
        await Promise.all(Object.values(codes).map(async (code) => [code, await dueOf(code)])),
      );
      version = calendarVersion();
    });
    after(() => world.stop());

    it('shows which items move, from when to when and in which units, and changes nothing', async () => {
      const { visitor } = administrator;
      await visitor.get('/calendar/edit');
      // Thursday, 19 March 2026 was the day of receipt; Monday is closed.
      await visitor.post('/calendar/edit', {
        act: 'add-day',
        of: 'city',
        date: DAY,
        kind: 'ad_hoc_off',
        nameVi: 'Nghỉ tránh bão',
        note: 'Công điện số 12',
      });
      const seen = await visitor.get(visitor.last!.$('[aria-labelledby=draft] a').attr('href')!);
      expect(seen.status).to.equal(200);
      expect(seen.text).to.include('4 trong số 5 hồ sơ đang xử lý sẽ đổi hạn');
      expect(seen.text).to.not.include('ngày đã qua');
      const rows = seen.$('[aria-labelledby=items-caption] tbody tr').toArray();
      expect(rows.map((row) => seen.$(row).find('a').text())).to.have.members([
        codes.open,
        codes.routed,
        codes.other,
        codes.waiting,
      ]);
      expect(seen.$(rows[0]!).text()).to.include('17:00, 02/04/2026').and.include('17:00, 03/04/2026');
      expect(seen.$('[aria-labelledby=units-caption]').text())
        .to.include('Sở Xây dựng')
        .and.include('Sở Y tế');
      expect(await dueOf(codes.open)).to.equal(told[codes.open]);
      expect(calendarVersion()).to.equal(version);
    });

    it('refuses to apply what is no longer what was seen', async () => {
      const { visitor } = administrator;
      const edition = visitor.last!.$('[name=edition]').attr('value')!;
      const path = visitor.last!.$('#apply-calendar').attr('action')!;
      await visitor.post('/calendar/edit', {
        act: 'add-day',
        of: 'city',
        date: '2026-04-20',
        kind: 'ad_hoc_off',
        nameVi: 'Nghỉ thêm',
      });
      const stale = await visitor.post(path, { edition, reason: 'Bão số 5 vào thành phố' });
      expect(stale.status).to.equal(409);
      expect(stale.text).to.include('đã đổi sau khi anh/chị xem trước');
      expect(stale.$('#reason').text()).to.equal('Bão số 5 vào thành phố');
      const short = await visitor.post(path, { edition, reason: '' });
      expect(short.status).to.equal(422);
      await visitor.post('/calendar/edit', {
        act: 'remove-day',
        of: 'city',
        date: '2026-04-20',
        kind: 'ad_hoc_off',
      });
    });

    it('applies it in one step; items follow once every process counts by it', async () => {
      const { visitor } = administrator;
      await visitor.get(visitor.last!.$('[aria-labelledby=draft] a').attr('href')!);
      const seen = await visitor.submit('#apply-calendar', { reason: 'Bão số 5 vào thành phố' });
      expect(seen.path).to.match(/^\/calendar\/runs\/city-\d+$/);
      expect(seen.text).to.include('bắt đầu sau chừng nửa phút');
      expect(calendarVersion()).to.equal(version + 1);
      await world.settled();
      expect(await entriesOf()).to.deep.equal([]);
      await world.advance({ minutes: 1 });
      const done = await visitor.get(seen.path);
      expect(done.text).to.include('Đã tính xong').and.include('Đã xem 5 trong số 5');
      expect(done.$('progress').attr('value')).to.equal('100');
      expect(done.$('#moved').text()).to.equal('4');
    });

    it('keeps both dates and moves neither closed items nor those due before', async () => {
      expect(await dueOf(codes.open)).to.equal('2026-04-03T10:00:00.000Z');
      expect(await dueOf(codes.late)).to.equal(told[codes.late]);
      expect(await dueOf(codes.answered)).to.equal(told[codes.answered]);
      const entries = await entriesOf();
      expect(entries.map(({ subject }) => subject.code)).to.have.members([
        codes.open,
        codes.routed,
        codes.other,
        codes.waiting,
      ]);
      const entry = entries.find(({ subject }) => subject.code === codes.open)!;
      expect(entry.details['calendarVersion']).to.equal(version + 1);
      expect((entry.details['dueBefore'] as Date).toISOString()).to.equal(told[codes.open]);
      const row = (await Feedback.findOne({ code: codes.open }).lean())!;
      expect(row.calendarVersion).to.equal(version + 1);
      expect(row.recalculation!.from.toISOString()).to.equal(told[codes.open]);
    });

    it('writes to each sender and to the head of the unit, once, with both dates', async () => {
      await world.advance({ minutes: 5 });
      const letter = world.letters.to('open@kin.example');
      expect(letter).to.have.lengthOf(1);
      expect(letter[0]!.text).to.include('03/04/2026').and.include('02/04/2026');
      expect(letter[0]!.text).to.include('Bão số 5 vào thành phố').and.include('Nghỉ tránh bão');
      expect(letter[0]!.text).to.include(`/calendar?version=${version + 1}`);
      const english = world.letters.to('routed@kin.example');
      expect(english).to.have.lengthOf(1);
      expect(english[0]!.subject).to.include(codes.routed).and.include('3 April 2026');
      const cast = await castOf(world);
      const head = await cast.inUnit('head', UNIT);
      const heard = world.letters.to(head.actor.email).filter(({ subject }) => subject.includes('đổi thành'));
      expect(heard.map(({ subject }) => subject.split(':')[0])).to.deep.equal([codes.routed]);
      expect(world.letters.to('answered@kin.example')).to.deep.equal([]);
      expect(world.letters.to('late@kin.example')).to.deep.equal([]);
    });

    it('tells why and which day, for everybody, where the date is explained', async () => {
      const { events } = await deadlinePassport(
        contextOf(world, { kind: 'visitor', holds: [] }),
        codes.routed,
      );
      const { calendar } = events.find(({ name }) => name === NAME)!;
      expect(calendar).to.deep.include({ number: version + 1, reason: 'Bão số 5 vào thành phố' });
      expect(calendar!.changes.map(({ what, date }) => [what, date])).to.deep.equal([['day-added', DAY]]);
      const page = await world.visitor().get(`/feedback/${codes.routed}/deadline`);
      expect(page.text).to.include('Bão số 5 vào thành phố').and.include('Nghỉ tránh bão');
      expect(page.$(`a[href="/calendar?version=${version + 1}"]`).length).to.be.above(0);
    });

    it('keeps each version for everybody to look up', async () => {
      const now = await world.visitor().get('/calendar?year=2026');
      expect(now.text)
        .to.include(`Phiên bản ${version + 1}, áp dụng từ`)
        .and.include('Bão số 5 vào thành phố');
      expect(now.$(`time[datetime="${DAY}"]`).closest('tr').text()).to.include('Công điện số 12');
      const former = await world.visitor().get(`/calendar?year=2026&version=${version}`);
      expect(former.text).to.include('Đây là lịch cũ');
      expect(former.$(`time[datetime="${DAY}"]`).length).to.equal(0);
      for (const none of [version + 2, 999])
        expect((await world.visitor().get(`/calendar?version=${none}`)).status).to.equal(404);
    });

    it('tells it in public on the page of the item', async () => {
      const seen = await world.visitor().get(`/feedback/${codes.routed}`);
      expect(seen.text).to.include('Tính lại hạn trả lời theo lịch mới').and.include('03/04/2026');
    });

    it('moves the limit of the unit that holds the item too', async () => {
      const row = (await Feedback.findOne({ code: codes.routed }).lean())!;
      // Routed on Thursday at 10:00 with eight working hours: Friday 10:00, not touched by the Monday.
      expect(row.holdings.at(-1)!.dueAt!.toISOString()).to.equal('2026-03-20T03:00:00.000Z');
    });

    it('counts new items by it, and superseded the version before', async () => {
      const fresh = await item(world);
      const row = (await Feedback.findOne({ code: fresh.code }).lean())!;
      expect(row.calendarVersion).to.equal(version + 1);
      expect(row.limit.id).to.equal(answerLimit({ date: '2026-03-19' }).id);
      const { text } = await administrator.visitor.get('/calendar/versions');
      expect(text).to.include('Đã được thay').and.include('Bão số 5 vào thành phố');
    });

    it('takes an overdue item back into time when its days were closed after all, and marks it anew', async () => {
      const overdue = () => Feedback.findOne({ code: codes.late }).lean();
      expect((await overdue())!.overdueAt).to.be.an.instanceOf(Date);
      await closeDays(administrator, ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11']);
      await world.advance({ minutes: 1 });
      const row = (await overdue())!;
      expect(row.dueAt > world.clock.now()).to.equal(true);
      expect(row.overdueAt).to.equal(null);
      await world.advance({ days: 8 });
      expect((await overdue())!.overdueAt).to.be.an.instanceOf(Date);
      expect(await Journal.countDocuments({ name: 'feedback.overdue', 'subject.code': codes.late })).to.equal(
        2,
      );
    });

    it('moves a date earlier when a day off is taken away', async () => {
      const { visitor } = administrator;
      const dueBefore = await dueOf(codes.routed);
      await visitor.get('/calendar/edit');
      await visitor.post('/calendar/edit', {
        act: 'remove-day',
        of: 'city',
        date: '2026-03-23',
        kind: 'ad_hoc_off',
      });
      const seen = await visitor.get(visitor.last!.$('[aria-labelledby=draft] a').attr('href')!);
      expect(seen.text).to.include('hạn sớm hơn trước');
      await visitor.submit('#apply-calendar', { reason: 'Bão đã tan' });
      await world.advance({ minutes: 1 });
      expect((await dueOf(codes.routed)) < dueBefore).to.equal(true);
    });

    it('tells strangers and officials nothing of drafts and runs', async () => {
      for (const path of ['/calendar/versions/city-1/preview', '/calendar/runs/city-2']) {
        expect((await world.visitor().get(path)).path).to.match(/^\/sign-in/);
        const official = await person(world, 'official', { units: [UNIT] });
        expect((await official.visitor.get(path)).status).to.equal(403);
      }
      expect((await administrator.visitor.get('/calendar/runs/city-1')).status).to.equal(404);
      expect((await administrator.visitor.get('/calendar/runs/nowhere-9')).status).to.equal(404);
    });
  });

  describe('a provisional year that is announced', () => {
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => world.stop());

    it('takes the mark from dates that stay, without a letter', async () => {
      world.clock.moveTo(new Date('2026-12-28T03:00:00Z'));
      const administrator = await person(world, 'administrator');
      const { code } = await item(world, { input: { email: 'new-year@kin.example' } });
      const row = () => Feedback.findOne({ code }).lean();
      await world.settled();
      const told = world.letters.to('new-year@kin.example')[0]!.text;
      world.letters.clear();
      const before = (await row())!;
      expect(before.dueProvisional).to.equal(true);
      expect(told, 'in the letter').to.contain('là tạm tính');
      const shown = async (path: string) => (await world.visitor().get(path)).text;
      for (const path of [`/feedback/${code}`, '/feedback'])
        expect(await shown(path)).to.contain('(tạm tính)');
      const { body } = await api(world)('get', `/feedback/${code}`);
      expect(body).to.include({ provisional: true });
      const { visitor } = administrator;
      await visitor.get('/calendar/edit?year=2027');
      await visitor.post('/calendar/edit', { act: 'confirm-year', of: 'city', year: '2027' });
      await visitor.get(visitor.last!.$('[aria-labelledby=draft] a').attr('href')!);
      const sent = await visitor.submit('#apply-calendar', { reason: 'Thông báo lịch nghỉ năm 2027' });
      expect(sent.path).to.equal('/calendar/runs/city-2');
      await world.advance({ minutes: 1 });
      const after = (await row())!;
      expect(after.dueAt).to.deep.equal(before.dueAt);
      expect(after.dueProvisional).to.equal(false);
      expect(await shown(`/feedback/${code}`)).to.not.contain('tạm tính');
      expect(world.letters.to('new-year@kin.example')).to.deep.equal([]);
      expect(await Run.findById('city-2').lean()).to.include({ state: 'done', moved: 0 });
    });
  });

  describe('a run that is cut off', () => {
    let world: World;
    let second: App | undefined;
    let codes: string[];
    const ITEMS = 12;

    before(async () => {
      world = await startWorld();
      const administrator = await person(world, 'administrator');
      codes = [];
      for (let at = 0; at < ITEMS; at++)
        codes.push((await item(world, { input: { email: `sender${at}@kin.example` } })).code);
      // Someone closes one meanwhile.
      await world.settled();
      world.letters.clear();
      await closeDays(administrator, ['2026-03-09']);
      await world.app.dispatcher.settled();
      // From here on the jobs run only when told to.
      await world.app.scheduler.stop();
    });
    after(async () => {
      await second?.stop();
      await world.stop();
    });

    it('goes on in a new process where it stopped, moves each item once and counts right', async () => {
      world.clock.moveBy(60_000);
      const context = systemContext(world.app.site, 'test');
      const pace = { batch: 3, batches: 2, moves: 100 };
      expect(await advanceRuns(context, pace)).to.equal(true);
      expect(await Run.findById('city-2').lean()).to.include({
        state: 'running',
        done: 6,
        moved: 6,
        total: ITEMS,
      });
      // The process dies after two moves of the next batch, before it has noted them.
      await recalculateDeadline(context, codes[6]!, 'city-2');
      await recalculateDeadline(context, codes[7]!, 'city-2');
      await withdrawFeedback(contextOf(world, { kind: 'visitor', holds: [codes[9]!] }), codes[9]!);
      const closedDue = await dueOf(codes[9]!);
      await world.app.stop();

      second = await createApp({ config: world.config, clock: world.clock });
      await second.start();
      await new Promise<void>((resolve) => second!.server.listen(0, '127.0.0.1', resolve));
      expect((second.server.address() as AddressInfo).port).to.be.above(0);
      await second.dispatcher.recover();
      await second.scheduler.runAll();
      await second.dispatcher.settled();
      await second.scheduler.runAll();

      const run = await Run.findById('city-2').lean();
      expect(run).to.include({ state: 'done', moved: ITEMS - 1 });
      const entries = await entriesOf();
      expect(entries.map(({ subject }) => subject.code)).to.have.members(codes.filter((_, at) => at !== 9));
      expect(await dueOf(codes[9]!)).to.equal(closedDue);
      for (const [at, code] of codes.entries()) {
        const moved = world.letters
          .to(`sender${at}@kin.example`)
          .filter(({ subject }) => subject.includes('đổi thành'));
        expect(moved.length, code).to.equal(at === 9 ? 0 : 1);
      }
    });

    it('does nothing when it is told again', async () => {
      const context = systemContext(world.app.site, 'test');
      await Run.updateOne({ _id: 'city-2' }, { $set: { state: 'running', cursor: null, done: 0, moved: 0 } });
      await advanceRuns(context);
      expect(await Run.findById('city-2').lean()).to.include({
        state: 'done',
        done: ITEMS - 1,
        moved: ITEMS - 1,
      });
      expect(await entriesOf()).to.have.lengthOf(ITEMS - 1);
    });

    it('gives way to the run of a newer calendar', async () => {
      const row = (id: string, number: number) => ({
        _id: id,
        of: 'city',
        number,
        state: 'running' as const,
        appliedAt: world.clock.now(),
      });
      await Run.create([row('city-8', 8), row('city-9', 9)]);
      await advanceRuns(systemContext(world.app.site, 'test'));
      expect((await Run.findById('city-8').lean())!.state).to.equal('superseded');
      expect((await Run.findById('city-9').lean())!.state).to.equal('done');
    });
  });
});
