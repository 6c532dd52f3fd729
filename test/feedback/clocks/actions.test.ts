import { expect } from 'chai';
import {
  acceptFeedback,
  approveAnswer,
  declineExtension,
  routeFeedback,
  transferFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { senderContext } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { city, MAIL, OVERRIDE, refusal, type Scene, scene } from './scene.ts';

/** Handed in on Wednesday, 4 March 2026, 10:00, with ten working days: due on Wednesday, 18 March, 17:00. */
describe('clocks of an item: actions', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());
  beforeEach(() => {
    world.clock.moveTo(WORLD_START);
    world.letters.clear();
  });

  describe('who holds it', () => {
    it('goes from the coordinators to the unit, each with a limit of its own, and ends with the answer', async () => {
      const { code } = await item(world, { status: 'submitted' });
      world.clock.moveBy(3_600_000);
      await acceptFeedback(on.coordinator.context(), code);
      world.clock.moveBy(3_600_000);
      await routeFeedback(on.coordinator.context(), code, { unit: UNIT });
      const { holdings, dueAt } = await on.find(code);
      expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
      expect(holdings).to.deep.equal([
        {
          unit: null,
          step: 'screening',
          from: city('2026-03-04 10:00'),
          to: city('2026-03-04 12:00'),
          doneAt: city('2026-03-04 11:00'),
          dueAt: city('2026-03-05 17:00'),
        },
        {
          unit: UNIT,
          step: 'acceptance',
          from: city('2026-03-04 12:00'),
          to: null,
          doneAt: null,
          // Eight working hours from the opening at 13:00.
          dueAt: city('2026-03-05 12:00'),
        },
      ]);
    });

    it('keeps the sender’s date through a transfer, and gives the next unit its own limit', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-09 09:00');
      await transferFeedback(on.head.context(), code, {
        unit: OTHER_UNIT,
        reason: 'Việc của sở kia.',
      });
      const { holdings, dueAt } = await on.find(code);
      expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
      expect(holdings.map(({ unit, to }) => [unit, to])).to.deep.equal([
        [null, city('2026-03-04 10:00')],
        [UNIT, city('2026-03-09 09:00')],
        [OTHER_UNIT, null],
      ]);
      expect(holdings[2]!.dueAt).to.deep.equal(city('2026-03-10 09:00'));
    });

    it('refuses the twenty-first holder', async () => {
      const { code } = await on.assigned();
      const one = (await on.find(code)).holdings[0]!;
      await Feedback.updateOne({ code }, { $set: { holdings: Array(20).fill(one) } });
      const to = { unit: OTHER_UNIT, reason: 'Việc của sở kia.' };
      expect(await refusal(transferFeedback(on.head.context(), code, to))).to.equal(
        'feedback.errors.too-many-moves',
      );
      expect(await refusal(on.dispute(on.head.context(), code))).to.equal('feedback.errors.too-many-moves');
    });
  });

  describe('pause', () => {
    it('by the unit stops the clock, and the reply brings the item back with the date moved', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-06 10:00');
      await on.ask(on.official.context(), code);
      expect((await on.find(code)).status).to.equal('paused');
      expect(await on.state(code)).to.equal('paused');
      await on.moveTo('2026-03-11 10:00');
      await on.reply(code);
      const { status, assignee, dueAt, pauses, waitingSince, awaited } = await on.find(code);
      expect([status, assignee]).to.deep.equal(['assigned', on.official.actor.id]);
      // Monday to Wednesday are touched after the day of the question: three working days.
      expect(dueAt).to.deep.equal(city('2026-03-23 17:00'));
      expect(pauses).to.deep.equal([
        {
          from: city('2026-03-06 10:00'),
          to: city('2026-03-11 10:00'),
          unit: UNIT,
          dueBefore: city('2026-03-18 17:00'),
        },
      ]);
      expect([waitingSince, awaited]).to.deep.equal([null, null]);
      await world.settled();
      expect(on.subjects(on.official.actor.email)).to.deep.equal([`${code}: người gửi đã bổ sung thông tin`]);
      expect(on.subjects(on.coordinator.actor.email)).to.deep.equal([]);
    });

    it('brings an item that nobody had taken back to be assigned, with the unit’s own limit moved', async () => {
      const { code } = await item(world, { status: 'routed' });
      const before = (await on.find(code)).holdings.at(-1)!.dueAt!;
      await on.ask(on.head.context(), code);
      world.clock.moveBy(24 * 3_600_000);
      await on.reply(code);
      const { status, holdings } = await on.find(code);
      expect(status).to.equal('routed');
      expect(holdings.at(-1)!.dueAt!.getTime() - before.getTime()).to.equal(24 * 3_600_000);
    });

    it('is refused to strangers, to other units, and to coordinators once the unit has it', async () => {
      const { code } = await on.assigned();
      const elsewhere = await on.cast.inUnit('head', OTHER_UNIT);
      for (const context of [senderContext(world), senderContext(world, code), elsewhere.context()])
        expect(await refusal(on.ask(context, code))).to.equal('errors.forbidden');
      expect(await refusal(on.ask(on.coordinator.context(), code))).to.equal('errors.forbidden');
      expect(await refusal(on.reply(code))).to.equal('errors.wrong-state');
    });

    it('after the date undoes nothing', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-19 09:00');
      await on.ask(on.official.context(), code);
      expect(await on.state(code)).to.equal('overdue');
      await on.moveTo('2026-03-23 09:00');
      await on.reply(code);
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-18 17:00'));
      expect(await on.state(code)).to.equal('overdue');
    });

    it('over the date keeps it from passing', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-18 16:00');
      await on.ask(on.official.context(), code);
      await on.moveTo('2026-03-20 09:00');
      expect((await on.find(code)).overdueAt).to.equal(null);
      expect(await on.state(code)).to.equal('paused');
      await on.reply(code);
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-20 17:00'));
      expect(await on.state(code)).to.equal('due-soon');
      expect((await on.find(code)).clockFlags).to.deep.equal(['late-question']);
    });
  });

  describe('no reply', () => {
    it('is met with two reminders, then the item closes by itself', async () => {
      const { code } = await on.assigned();
      await on.ask(on.official.context(), code);
      // Ten working days: until 18 March, 17:00.
      await on.moveTo('2026-03-11 09:00');
      expect(on.subjects(MAIL)).to.have.length(1);
      await on.moveTo('2026-03-11 14:30');
      await on.moveTo('2026-03-12 14:30');
      expect(on.subjects(MAIL).slice(1)).to.deep.equal([`${code}: chúng tôi đang chờ ông/bà trả lời`]);
      await on.moveTo('2026-03-17 17:00');
      expect(on.subjects(MAIL).slice(2)).to.deep.equal([`${code}: nhắc lần cuối, xin ông/bà trả lời`]);
      expect(world.letters.to(MAIL)[2]!.text).to.contain('18');
      await on.moveTo('2026-03-18 16:59');
      expect((await on.find(code)).status).to.equal('paused');
      await on.moveTo('2026-03-18 17:00');
      const { status, closedAt, pauses, holdings } = await on.find(code);
      expect([status, closedAt]).to.deep.equal(['lapsed', city('2026-03-18 17:00')]);
      expect(pauses.at(-1)!.to).to.deep.equal(closedAt);
      expect(holdings.at(-1)!.to).to.deep.equal(closedAt);
      expect(on.subjects(MAIL).slice(3)).to.deep.equal([`${code}: đã kết thúc vì không có bổ sung`]);
      expect(on.subjects(on.official.actor.email)).to.deep.equal([
        `${code}: đã kết thúc vì người gửi không trả lời`,
      ]);
      await on.moveTo('2026-04-18 17:00');
      expect(on.subjects(MAIL)).to.have.length(4);
    });

    it('still leaves a working day after each reminder when the server stood still', async () => {
      const { code } = await on.assigned();
      await on.ask(on.official.context(), code);
      await on.moveTo('2026-03-30 10:00');
      expect((await on.find(code)).awaited).to.deep.include({
        reminders: 1,
        nextAt: city('2026-03-31 10:00'),
      });
      await on.moveTo('2026-03-31 10:00');
      const { awaited } = await on.find(code);
      expect(awaited).to.deep.equal({
        reminders: 2,
        nextAt: city('2026-04-01 10:00'),
        until: city('2026-04-01 10:00'),
        countedAt: city('2026-03-31 10:00'),
      });
      await on.moveTo('2026-04-01 10:00');
      expect((await on.find(code)).status).to.equal('lapsed');
    });

    it('is no longer pursued once the sender has replied', async () => {
      const { code } = await on.assigned();
      await on.ask(on.official.context(), code);
      await on.reply(code);
      await on.moveTo('2026-03-18 17:00');
      expect((await on.find(code)).status).to.equal('assigned');
      expect(on.subjects(MAIL)).to.have.length(1);
    });
  });

  describe('extension', () => {
    it('asked for by the official, granted by the head, told to the sender with the reason', async () => {
      const { code } = await on.assigned();
      await on.extend(on.official.context(), code);
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-18 17:00'));
      await world.settled();
      expect(on.subjects(on.head.actor.email)[0]).to.contain(`${code}: xin gia hạn`);
      expect(on.subjects(MAIL)).to.deep.equal([]);
      await on.extend(on.head.context(), code, 3);
      const { dueAt, extensionRequest, extensions } = await on.find(code);
      expect(dueAt).to.deep.equal(city('2026-03-23 17:00'));
      expect(extensionRequest).to.equal(null);
      expect(extensions.map(({ amount, unit }) => [amount, unit])).to.deep.equal([[3, 'working_days']]);
      await world.settled();
      const [letter] = world.letters.to(MAIL);
      expect(letter!.subject).to.contain('hạn trả lời mới');
      expect(letter!.text).to.contain('Phải chờ kết quả khảo sát cây.');
      expect(on.subjects(on.official.actor.email)).to.have.length(1);
    });

    it('is declined with a reason, and may then be asked for again', async () => {
      const { code } = await on.assigned();
      expect(await refusal(declineExtension(on.head.context(), code, 'Không cần thêm.'))).to.equal(
        'errors.wrong-state',
      );
      await on.extend(on.official.context(), code);
      await declineExtension(on.head.context(), code, 'Không cần thêm.');
      await world.settled();
      expect(world.letters.to(on.official.actor.email)[0]!.text).to.contain('Không cần thêm.');
      await on.extend(on.official.context(), code);
      expect((await on.find(code)).extensionRequest?.amount).to.equal(5);
    });

    it('is refused a second time, after the date, beyond the limit, and to strangers', async () => {
      const { code } = await on.assigned();
      expect(await refusal(on.extend(on.head.context(), code, 11))).to.equal(
        'amount: feedback.errors.extension-too-long',
      );
      expect(await refusal(on.extend(on.coordinator.context(), code))).to.equal('errors.forbidden');
      expect(await refusal(on.extend(senderContext(world, code), code))).to.equal('errors.forbidden');
      await on.extend(on.head.context(), code);
      expect(await refusal(on.extend(on.head.context(), code))).to.equal('feedback.errors.extension-twice');
      expect(await refusal(on.extend(on.official.context(), code))).to.equal(
        'feedback.errors.extension-twice',
      );
      const late = await on.assigned();
      await on.moveTo('2026-03-18 17:01');
      for (const who of [on.official, on.head])
        expect(await refusal(on.extend(who.context(), late.code))).to.equal(
          'feedback.errors.extension-after-date',
        );
      expect(await on.state(late.code)).to.equal('overdue');
    });

    it('asked for in time but not granted in time stays without effect', async () => {
      const { code } = await on.assigned();
      await on.extend(on.official.context(), code);
      await on.moveTo('2026-03-19 08:00');
      expect(await refusal(on.extend(on.head.context(), code))).to.equal(
        'feedback.errors.extension-after-date',
      );
      expect((await on.find(code)).overdueAt).to.not.equal(null);
    });

    it('is stopped by a pause in the time it gave', async () => {
      const { code } = await on.assigned();
      await on.extend(on.head.context(), code, 5);
      await on.moveTo('2026-03-20 09:00');
      await on.ask(on.official.context(), code);
      await on.moveTo('2026-03-24 09:00');
      await on.reply(code);
      // Due on the 25th; the 23rd and 24th are touched after the day of the question.
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-27 17:00'));
    });
  });

  describe('dispute', () => {
    it('goes to a coordinator with a short limit; rejected, it comes back and is not raised again', async () => {
      const { code } = await on.assigned();
      await on.dispute(on.official.context(), code);
      const disputed = await on.find(code);
      expect(disputed.status).to.equal('disputed');
      expect(disputed.holdings.at(-1)).to.deep.include({
        unit: null,
        step: 'dispute',
        dueAt: city('2026-03-06 17:00'),
      });
      await world.settled();
      expect(on.subjects(on.coordinator.actor.email)[0]).to.contain('phân định');
      await on.decide(on.coordinator.context(), code, UNIT);
      const { status, holdings, dueAt, unit } = await on.find(code);
      expect([status, unit, holdings.at(-1)!.unit]).to.deep.equal(['assigned', UNIT, UNIT]);
      expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
      await world.settled();
      expect(on.subjects(on.head.actor.email)[0]).to.contain('cơ quan anh/chị phải trả lời');
      expect(await refusal(on.dispute(on.official.context(), code))).to.equal(
        'feedback.errors.disputed-before',
      );
    });

    it('upheld, it goes on to the competent unit, and the date stays', async () => {
      const { code } = await on.assigned();
      await on.dispute(on.head.context(), code);
      await on.decide(on.coordinator.context(), code, OTHER_UNIT);
      const { status, unit, assignee, dueAt, earlierUnits } = await on.find(code);
      expect([status, unit, assignee, earlierUnits]).to.deep.equal(['routed', OTHER_UNIT, null, [UNIT]]);
      expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
    });

    it('runs out of the sender’s time: the date can pass meanwhile', async () => {
      const { code } = await on.assigned();
      await on.dispute(on.official.context(), code);
      await on.moveTo('2026-03-19 08:00');
      expect((await on.find(code)).overdueAt).to.not.equal(null);
      expect(await on.state(code)).to.equal('overdue');
    });

    it('is refused without a target that exists, for the own unit, by others, and cannot be decided unasked', async () => {
      const { code } = await on.assigned();
      const elsewhere = await on.cast.inUnit('head', OTHER_UNIT);
      expect(await refusal(on.dispute(on.official.context(), code, 'no-such-unit'))).to.equal(
        'unit: feedback.errors.unknown-unit',
      );
      expect(await refusal(on.dispute(on.official.context(), code, UNIT))).to.equal(
        'unit: feedback.errors.same-unit',
      );
      expect(await refusal(on.dispute(elsewhere.context(), code))).to.equal('errors.forbidden');
      expect(await refusal(on.dispute(on.coordinator.context(), code))).to.equal('errors.forbidden');
      expect(await refusal(on.decide(on.coordinator.context(), code, UNIT))).to.equal('errors.wrong-state');
      await on.dispute(on.official.context(), code);
      expect(await refusal(on.decide(on.head.context(), code, UNIT))).to.equal('errors.forbidden');
    });

    it('that sends an item back and forth is flagged', async () => {
      const { code } = await on.assigned();
      await on.dispute(on.official.context(), code);
      await on.decide(on.coordinator.context(), code, OTHER_UNIT);
      const other = await on.cast.inUnit('head', OTHER_UNIT);
      await on.dispute(other.context(), code, UNIT);
      await on.decide(on.coordinator.context(), code, UNIT);
      expect((await on.find(code)).clockFlags).to.deep.equal(['ping-pong']);
    });
  });

  describe('late', () => {
    it('is told when the date passes, apologised for, and stays late', async () => {
      const { code } = await on.assigned();
      expect(await refusal(on.apologise(on.official.context(), code, city('2026-03-24 17:00')))).to.equal(
        'feedback.errors.not-late',
      );
      await on.moveTo('2026-03-19 08:00');
      expect(await refusal(on.apologise(on.official.context(), code, city('2026-03-18 17:00')))).to.equal(
        'promisedAt: feedback.errors.promised-past',
      );
      for (const [day, fault] of [
        ['2026-03-22', 'promised-day-off'],
        ['2026-04-03', 'promised-far-working_days'],
        ['2099-04-19', 'promised-far-working_days'],
        ['9999-12-31', 'promised-far-working_days'],
      ])
        expect(await refusal(on.apologise(on.official.context(), code, city(`${day} 17:00`))), day).to.equal(
          `promisedAt: feedback.errors.${fault}`,
        );
      await on.apologise(on.official.context(), code, city('2026-03-24 17:00'));
      expect(await refusal(on.apologise(on.official.context(), code, city('2026-03-30 17:00')))).to.equal(
        'feedback.errors.apology-stands',
      );
      await world.settled();
      const [letter] = world.letters.to(MAIL).slice(-1);
      expect(letter!.subject).to.contain('xin lỗi');
      expect(letter!.text).to.contain('Phải kiểm tra thực tế').and.to.contain('khảo sát kéo dài');
      await on.submit(code);
      await approveAnswer(on.head.context(), code, OVERRIDE);
      expect(await on.state(code)).to.equal('answered-late');
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-18 17:00'));
    });

    it('and late again: a promise that was missed is told, and stays with the answer', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-19 08:00');
      await on.apologise(on.official.context(), code, city('2026-03-24 17:00'));
      expect((await on.passport(code)).apology).to.include({ missed: false });
      await on.moveTo('2026-03-25 08:00');
      const page = await world.visitor().get(`/feedback/${code}`);
      expect(page.text).to.contain('Ngày hẹn này cũng đã lỡ');
      await on.submit(code);
      const apology = { ...OVERRIDE, cause: 'oversight' as const, reason: 'Xin lỗi ông bà.' };
      await approveAnswer(on.head.context(), code, apology);
      await on.moveTo('2026-04-25 08:00');
      const { apology: told, events } = await on.passport(code);
      expect(told).to.deep.include({
        cause: 'oversight',
        promisedAt: city('2026-03-24 17:00'),
        missed: true,
      });
      const promised = events.filter(({ promisedAt }) => promisedAt).map(({ promisedAt }) => promisedAt);
      expect(promised).to.deep.equal([city('2026-03-24 17:00')]);
    });

    it('goes out only with an apology, before or with the answer', async () => {
      const { code } = await on.assigned();
      await on.submit(code);
      await on.moveTo('2026-03-19 08:00');
      expect(await refusal(approveAnswer(on.head.context(), code))).to.equal(
        'cause: feedback.errors.apology-cause',
      );
      expect(
        await refusal(approveAnswer(on.head.context(), code, { ...OVERRIDE, cause: 'workload' })),
      ).to.equal('apology: feedback.errors.apology-needed');
      expect((await on.find(code)).status).to.equal('in-review');
      const apology = { ...OVERRIDE, cause: 'workload' as const, reason: 'Xin lỗi ông bà vì trả lời muộn.' };
      await approveAnswer(on.head.context(), code, apology);
      const entry = await Journal.findOne({ name: 'feedback.answered', 'subject.code': code }).lean();
      await world.settled();
      expect(entry ?? (await Journal.findOne({ name: 'feedback.answered', 'subject.code': code }).lean()))
        .to.have.property('details')
        .that.includes({ late: true, cause: 'workload' });
      expect(world.letters.to(MAIL).at(-1)!.text).to.contain('Xin lỗi ông bà vì trả lời muộn.');
    });

    it('is remembered even when the answer comes before the tick', async () => {
      const { code } = await on.assigned();
      await on.submit(code);
      world.clock.moveTo(city('2026-03-18 17:01'));
      const apology = { ...OVERRIDE, cause: 'oversight' as const, reason: 'Xin lỗi ông bà.' };
      await approveAnswer(on.head.context(), code, apology);
      const { overdueAt, closedAt } = await on.find(code);
      expect(overdueAt).to.deep.equal(closedAt);
    });
  });
});
