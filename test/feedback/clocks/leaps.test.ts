import { expect } from 'chai';
import { DigestMark } from '../../../server/notices/model.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { startWorld, type World } from '../../support/world.ts';
import { city, type Scene, scene } from './scene.ts';

/** What a leap of the clock has left behind, should jobs have run by it. Due on Wednesday, 18 March, 17:00. */
describe('after a clock that was wrong', function () {
  this.timeout(120_000);
  let world: World;
  let on: Scene;

  beforeEach(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  afterEach(() => world.stop());

  const leapAYear = async () => {
    await on.moveTo('2027-03-05 10:01');
    await on.moveTo('2027-03-05 10:02');
  };
  const digests = () => Outbox.find({ letter: 'notices/letters/digest' }).sort({ createdAt: 1 }).lean();

  it('the mark of a date that has not passed is taken back, and made when it passes', async () => {
    const { code } = await on.assigned();
    await leapAYear();
    await on.moveTo('2026-03-05 10:03');
    expect((await on.find(code)).overdueAt).to.equal(null);
    await on.moveTo('2026-03-18 17:01');
    expect((await on.find(code)).overdueAt).to.deep.equal(city('2026-03-18 17:01'));
    const { events } = await on.passport(code);
    expect(events.filter(({ name }) => name.startsWith('feedback.overdue'))).to.have.length(3);
    const page = await world.visitor().get(`/feedback/${code}`);
    expect(page.text).to.contain('Hủy ghi nhận quá hạn');
  });

  it('letters of the day come again the next morning', async () => {
    await on.assigned();
    await on.moveTo('2026-03-05 10:00');
    await leapAYear();
    await on.moveTo('2026-03-05 10:03');
    const { openedAt } = (await DigestMark.findOne({}).lean())!;
    expect(openedAt).to.deep.equal(city('2026-03-05 08:00'));
    const before = (await digests()).length;
    for (const morning of ['2026-03-18 08:05', '2026-03-19 08:05']) await on.moveTo(morning);
    const letters = (await digests()).slice(before);
    expect(letters.some(({ to }) => to === on.official.actor.email)).to.equal(true);
    expect(new Set(letters.map(({ _id }) => _id)).size).to.equal(letters.length);
  });

  it('a sender who is waited for is reminded, and the item closes, when it is time', async () => {
    const { code } = await on.assigned();
    await on.ask(on.official.context(), code);
    await leapAYear();
    await on.moveTo('2026-03-05 10:03');
    // Ten working days from the question.
    expect((await on.find(code)).awaited).to.deep.include({
      until: city('2026-03-18 17:00'),
      reminders: 0,
    });
    for (const day of ['12', '17', '18']) await on.moveTo(`2026-03-${day} 17:00`);
    for (const day of ['19', '20']) await on.moveTo(`2026-03-${day} 17:00`);
    expect((await on.find(code)).status).to.equal('lapsed');
  });

  it('a question of a moment to come waits from now on, and the pause is marked', async () => {
    const { code } = await on.assigned();
    world.clock.moveTo(city('2027-03-05 10:00'));
    await on.ask(on.official.context(), code);
    await on.moveTo('2026-03-05 10:00');
    const { waitingSince, awaited } = await on.find(code);
    expect([waitingSince, awaited!.doubtful]).to.deep.equal([city('2026-03-05 10:00'), true]);
    await on.moveTo('2026-03-06 10:00');
    await on.reply(code);
    const { pauses } = await on.passport(code);
    expect(pauses.map(({ from, to, doubtful }) => [from, to, doubtful])).to.deep.equal([
      [city('2026-03-05 10:00'), city('2026-03-06 10:00'), true],
    ]);
  });

  it('a pause that would end before it began is kept without length, and marked', async () => {
    const { code } = await on.assigned();
    world.clock.moveTo(city('2026-03-06 10:00'));
    await on.ask(on.official.context(), code);
    world.clock.moveTo(city('2026-03-06 09:00'));
    await on.reply(code);
    const { dueAt, pauses } = await on.find(code);
    expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
    expect(pauses[0]).to.deep.include({
      from: city('2026-03-06 09:00'),
      to: city('2026-03-06 09:00'),
      doubtful: true,
    });
    const page = await world.visitor().get(`/feedback/${code}/deadline`);
    expect(page.text).to.contain('Đồng hồ máy chủ chạy sai');
  });
});
