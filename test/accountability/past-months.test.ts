import { expect } from 'chai';
import { applyCalendar } from '../../server/calendar/actions/apply.ts';
import { addDay } from '../../server/calendar/actions/edit-calendar.ts';
import { CalendarVersion } from '../../server/calendar/model.ts';
import {
  approveAnswer,
  rateFeedback,
  reopenFeedback,
  requestInfo,
  submitAnswer,
} from '../../server/feedback/index.ts';
import { ANSWER, city } from '../feedback/clocks/scene.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { type Api, api, type Colleague, colleague, person, senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const APPROVED = {
  override: 'Đã trao đổi với người gửi.',
  cause: 'workload' as const,
  reason: 'Chúng tôi xin lỗi vì trả lời muộn.',
};
const NOT_ANSWERED = { answered: 'no', clear: 'no', solved: 'no', reasons: [], note: '' } as const;

/** Each is handed in on Wednesday, 4 March 2026, 10:00: due on Wednesday, 18 March, 17:00. */
describe('what a month has told stays so', function () {
  this.timeout(120_000);
  let world: World;
  let call: Api;
  let official: Colleague;
  let head: Colleague;

  beforeEach(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    call = api(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
  });
  afterEach(() => world.stop());

  const at = async (moment: string) => {
    await world.advanceTo(city(moment));
  };
  const assigned = async () => (await item(world, { status: 'assigned' })).code;
  const answer = async (code: string) => {
    await submitAnswer(official.context(), code, ANSWER);
    await approveAnswer(head.context(), code, APPROVED);
  };
  const list = async (month = '2026-03'): Promise<any> => {
    // The list is kept for half a minute.
    world.clock.moveBy(60_000);
    return (await call('get', `/delays/${month}`)).body;
  };
  const passport = async (code: string): Promise<any> =>
    (await call('get', `/feedback/${code}/deadline`)).body;
  const daysOf = async (code: string) =>
    (await list()).items.find((row: { code: string }) => row.code === code)?.daysLate;

  it('when the sender has the late answer looked at again; the second look has a row of its own', async () => {
    const code = await assigned();
    await at('2026-03-25 10:00');
    await answer(code);
    await at('2026-04-01 09:00');
    const before = await list();
    expect(before.items).to.have.length(1);
    expect(before.items[0]).to.include({ code, state: 'answered-late', daysLate: 5, review: false });
    expect(before.units.map((row: any) => [row.unit.slug, row.volume, row.late])).to.deep.equal([
      [UNIT, 1, 1],
    ]);
    await rateFeedback(senderContext(world, code), code, { ...NOT_ANSWERED, reasons: [] });
    await reopenFeedback(senderContext(world, code), code, { reason: 'Chưa trả lời điều tôi hỏi.' });
    const after = await list();
    expect([after.items, after.units]).to.deep.equal([before.items, before.units]);
    await at('2026-04-20 10:00');
    const [second] = (await list('2026-04')).items;
    expect(second).to.include({ code, state: 'open-late', review: true });
  });

  it('when the office asks the sender only after the date, and nobody replies', async () => {
    const code = await assigned();
    const paused = await assigned();
    await requestInfo(official.context(), paused, 'Cây nằm ở số nhà bao nhiêu?');
    await at('2026-03-19 10:00');
    await requestInfo(official.context(), code, 'Cây nằm ở số nhà bao nhiêu?');
    const visitor = world.visitor();
    const overdue = await visitor.get('/feedback?status=overdue');
    expect(overdue.text).to.contain(code).and.to.not.contain(paused);
    const page = await visitor.get(`/feedback/${code}`);
    expect(page.text).to.contain('chưa trả lời dù đã quá hạn').and.to.not.contain('Thời gian chờ không tính');
    await world.settled();
    const letter = world.letters.all.find(({ subject }) => subject.startsWith(`${code}: cần ông/bà`));
    expect(letter!.text).to.contain('không làm hạn đó lùi lại');
    for (const day of ['26', '27', '30', '31']) await at(`2026-03-${day} 16:00`);
    for (const day of ['01', '02', '03', '06', '07']) await at(`2026-04-${day} 17:00`);
    expect((await passport(code)).events.at(-1).name).to.equal('feedback.closed-unanswered');
    const { items } = await list('2026-04');
    expect(items.map((row: any) => [row.code, row.state, row.daysLate])).to.deep.equal([
      [code, 'lapsed-late', 1],
    ]);
    expect((await list()).items.map((row: any) => [row.code, row.state])).to.deep.equal([
      [code, 'open-late'],
    ]);
  });

  it('when a date of that time becomes a day off later', async () => {
    const [closed, open] = [await assigned(), await assigned()];
    await at('2026-03-24 10:00');
    await answer(closed);
    expect([await daysOf(closed), await daysOf(open)]).to.deep.equal([4, 4]);
    const admin = await colleague(world, 'administrator');
    const day = { date: '2026-03-20', kind: 'ad_hoc_off' as const };
    await addDay(admin.context(), 'city', { ...day, name: { vi: 'Bão', en: 'Storm', ru: 'Буря' } });
    const asked = await person(world, 'administrator');
    const draft = await CalendarVersion.findOne({ status: 'draft' }).lean();
    const preview = await asked.visitor.get(`/calendar/versions/${draft!._id}/preview`);
    expect(preview.text).to.contain('Bản nháp sửa cả ngày đã qua');
    await applyCalendar(admin.context(), draft!._id, { edition: draft!.version, reason: 'Bão số 1' });
    await at('2026-03-24 10:05');
    // What is still open is counted by the calendar in force.
    expect([await daysOf(closed), await daysOf(open)]).to.deep.equal([4, 3]);
    expect((await passport(closed)).delays).to.have.nested.property('[0].days', 4);
  });

  for (const [moment, days] of [
    ['2026-03-18 17:01', 1],
    ['2026-03-19 08:00', 1],
    ['2026-03-20 08:00', 2],
    ['2026-03-20 16:00', 2],
    ['2026-03-21 09:00', 2],
    ['2026-03-23 08:00', 3],
  ] as const)
    it(`answered ${moment}: ${days} working days late, in the list and in the passport`, async () => {
      const code = await assigned();
      await at(moment);
      await answer(code);
      expect(await daysOf(code)).to.equal(days);
      const { delays } = await passport(code);
      expect(delays.map((row: any) => [row.unit.slug, row.days])).to.deep.equal([[UNIT, days]]);
    });
});
