import { expect } from 'chai';
import { feedbackOperations } from '../../../server/feedback/api.ts';
import { apologiseFeedback, withdrawFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Api, api, type Person, person, signIn, tokenFor } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { city, OVERRIDE, type Scene, scene } from './scene.ts';

describe('clocks of an item: doors', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let official: Visitor;
  let head: Visitor;
  let coordinator: Visitor;
  let elsewhere: Person;
  let stranger: Visitor;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    [official, head, coordinator, stranger] = [
      world.visitor(),
      world.visitor(),
      world.visitor(),
      world.visitor(),
    ];
    await signIn(official, on.official);
    await signIn(head, on.head);
    await signIn(coordinator, on.coordinator);
    elsewhere = await person(world, 'head', { units: [OTHER_UNIT] });
  });
  after(() => world.stop());
  beforeEach(() => world.clock.moveTo(WORLD_START));

  /** Opens the page of the item, fills in one of its forms, and sends it. */
  async function fill(visitor: Visitor, code: string, form: string, fields: Record<string, string>) {
    await visitor.get(`/feedback/${code}`);
    return visitor.submit(`/feedback/${code}/${form}`, fields);
  }

  describe('forms on the desk', () => {
    it('the unit asks, the sender reads until when to reply, and replies', async () => {
      const { code, key } = await on.assigned();
      await fill(official, code, 'info-request', { question: 'Cây ở số nhà bao nhiêu?' });
      expect((await on.find(code)).status).to.equal('paused');
      const sender = world.visitor();
      await sender.get('/track');
      await sender.post('/track', { code, key });
      const seen = await sender.get(`/feedback/${code}`);
      expect(seen.text).to.contain('Cây ở số nhà bao nhiêu?').and.to.contain('hồ sơ tự kết thúc');
      await sender.submit(`/feedback/${code}/reply`, { reply: 'Số nhà 12.' });
      expect((await on.find(code)).status).to.equal('assigned');
    });

    it('an official asks for more time, the head grants it with one press', async () => {
      const { code } = await on.assigned();
      const wrong = await fill(official, code, 'extension', { amount: '0', reason: 'Chờ khảo sát cây.' });
      expect(wrong.status).to.equal(422);
      expect(wrong.$('#extension-reason').val()).to.equal('Chờ khảo sát cây.');
      expect(wrong.$('#extension-amount-error').length).to.equal(1);
      const long = await fill(official, code, 'extension', { amount: '11', reason: 'Chờ khảo sát cây.' });
      expect([long.status, long.$('#extension-amount-error').text()]).to.deep.equal([
        422,
        'Gia hạn tối đa 10. Hãy chọn số nhỏ hơn.',
      ]);
      const asked = await fill(official, code, 'extension', { amount: '4', reason: 'Chờ khảo sát cây.' });
      expect(asked.text).to.contain('Chờ thủ trưởng quyết định');
      expect(asked.$('summary').text()).to.contain('Sửa đề nghị gia hạn');
      const inbox = await head.get('/inbox');
      const [first] = inbox.$('main section').toArray();
      expect(inbox.$(first).text()).to.contain('Chờ anh/chị duyệt').and.contain('Xin gia hạn');
      const desk = await head.get(`/feedback/${code}`);
      expect(desk.text).to.contain('Cán bộ xin gia hạn thêm 4 ngày làm việc');
      const granted = await head.submit(`/feedback/${code}/extension`);
      expect(granted.status).to.equal(200);
      expect((await on.find(code)).dueAt).to.deep.equal(city('2026-03-24 17:00'));
      expect(granted.$(`form[action="/feedback/${code}/extension"]`).length).to.equal(0);
      const twice = await head.post(`/feedback/${code}/extension`, { amount: '1', reason: 'Thêm nữa.' });
      expect([twice.status, twice.text.includes('đã được gia hạn một lần')]).to.deep.equal([409, true]);
    });

    it('the head declines in writing', async () => {
      const { code } = await on.assigned();
      await fill(official, code, 'extension', { amount: '4', reason: 'Chờ khảo sát cây.' });
      const empty = await fill(head, code, 'extension-decline', { reason: '' });
      expect(empty.status).to.equal(422);
      await fill(head, code, 'extension-decline', { reason: 'Kịp được.' });
      expect((await on.find(code)).extensionRequest).to.equal(null);
    });

    it('an extension after the date is refused in plain words, and no form offers it', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-18 17:01');
      const page = await head.get(`/feedback/${code}`);
      expect(page.$(`form[action="/feedback/${code}/extension"]`).length).to.equal(0);
      const sent = await head.post(`/feedback/${code}/extension`, { amount: '3', reason: 'Chờ khảo sát.' });
      expect([
        sent.status,
        sent.text.includes('Đã quá hạn trả lời nên không gia hạn được nữa'),
      ]).to.deep.equal([409, true]);
    });

    it('a dispute needs a target and a reason; the coordinator decides on the page of the item', async () => {
      const { code } = await on.assigned();
      const without = await fill(official, code, 'dispute', { unit: '', reason: '' });
      expect(without.status).to.equal(422);
      expect(without.$('#dispute-unit-error, #dispute-reason-error').length).to.equal(2);
      await fill(official, code, 'dispute', { unit: OTHER_UNIT, reason: 'Cây trong bệnh viện.' });
      const list = await coordinator.get('/triage');
      expect(list.$('#group-disputed').closest('section').text()).to.contain(code);
      const desk = await coordinator.get(`/feedback/${code}`);
      expect(desk.text).to.contain('Cây trong bệnh viện.').and.to.contain('Hạn phân định');
      expect(desk.$('#dispute-decision-unit').val()).to.equal(OTHER_UNIT);
      await coordinator.submit(`/feedback/${code}/dispute-decision`, { reason: 'Đúng là của sở kia.' });
      expect((await on.find(code)).unit).to.equal(OTHER_UNIT);
    });

    it('an apology needs cause, words and a day to come; everybody then reads the cause, not the words', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-19 09:00');
      const wrong = await fill(official, code, 'apology', {
        cause: '',
        reason: 'Xin',
        promisedAt: '2026-02-31',
      });
      expect(wrong.status).to.equal(422);
      expect(wrong.$('.error-summary li').length).to.equal(3);
      await fill(official, code, 'apology', {
        cause: 'site-visit',
        reason: 'Xin lỗi, khảo sát kéo dài vì mưa.',
        promisedAt: '2026-03-24',
      });
      const seen = await stranger.get(`/feedback/${code}`);
      expect(seen.text).to.contain('Phải kiểm tra thực tế').and.to.contain('24/03');
      expect(seen.text).not.to.contain('vì mưa');
    });

    it('a late answer is approved with an apology on the same form', async () => {
      const { code } = await on.assigned();
      await on.submit(code);
      await on.moveTo('2026-03-19 09:00');
      const without = await fill(head, code, 'answer-approval', {});
      expect(without.status).to.equal(422);
      expect(without.$('#answer-approval-cause-error, #answer-approval-apology-error').length).to.equal(2);
      await fill(head, code, 'answer-approval', {
        ...OVERRIDE,
        cause: 'workload',
        apology: 'Xin lỗi ông bà.',
      });
      expect((await on.find(code)).status).to.equal('answered');
    });

    it('are not for strangers and other units', async () => {
      const { code } = await on.assigned();
      await stranger.get('/track');
      for (const form of ['extension', 'extension-decline', 'dispute', 'dispute-decision', 'apology']) {
        const sent = await stranger.post(`/feedback/${code}/${form}`, { reason: 'Không có gì.' });
        expect(sent.path.startsWith('/sign-in') || sent.status === 401, form).to.equal(true);
      }
      await elsewhere.visitor.get('/track');
      const fields = {
        unit: UNIT,
        amount: '2',
        reason: 'Không có gì.',
        cause: 'workload',
        promisedAt: '2026-04-01',
      };
      for (const form of ['extension', 'extension-decline', 'dispute', 'apology']) {
        const sent = await elsewhere.visitor.post(`/feedback/${code}/${form}`, fields);
        expect(sent.status, form).to.equal(403);
      }
      expect((await on.find(code)).status).to.equal('assigned');
    });

    it('show how the clock was treated, to the unit and to coordinators', async () => {
      const { code } = await on.assigned();
      await fill(official, code, 'info-request', { question: 'Cây ở số nhà bao nhiêu?' });
      await on.reply(code);
      await fill(official, code, 'info-request', { question: 'Cây cao bao nhiêu?' });
      expect((await official.get(`/feedback/${code}`)).text).to.contain('hỏi người gửi nhiều lần');
      expect((await coordinator.get('/triage')).$('#group-flagged').closest('section').text()).to.contain(
        code,
      );
      expect((await stranger.get(`/feedback/${code}`)).text).not.to.contain('hỏi người gửi nhiều lần');
    });
  });

  describe('API', () => {
    let asOfficial: Api;
    let asHead: Api;
    let asStranger: Api;

    before(async () => {
      asOfficial = api(world, await tokenFor(world, on.official));
      asHead = api(world, await tokenFor(world, on.head));
      asStranger = api(world);
    });

    it('pauses, extends and tells the passport', async () => {
      const { code } = await on.assigned();
      const paused = await asOfficial('post', `/feedback/${code}/pause`, {
        body: { question: 'Số nhà bao nhiêu?' },
      });
      expect([paused.status, paused.body.label, paused.body.deadline]).to.deep.equal([
        200,
        'waiting-for-sender',
        'paused',
      ]);
      await on.reply(code);
      const asked = await asOfficial('post', `/feedback/${code}/extension`, {
        body: { amount: 2, reason: 'Chờ khảo sát cây.' },
      });
      expect([asked.status, asked.body.extended]).to.deep.equal([200, undefined]);
      const extended = await asHead('post', `/feedback/${code}/extension`, {
        body: { amount: 2, reason: 'Chờ khảo sát cây.' },
      });
      expect([extended.status, extended.body.extended]).to.deep.equal([200, true]);
      const { status, body } = await asStranger('get', `/feedback/${code}/deadline`);
      expect(status).to.equal(200);
      const { result } = feedbackOperations.find(({ id }) => id === 'getDeadlinePassport')!;
      expect(result.validate(body).error).to.equal(undefined);
      expect(body.dueAt).to.equal('2026-03-20T10:00:00.000Z');
    });

    const bad: [what: string, path: string, body: object, status: number][] = [
      ['an extension of no days', 'extension', { amount: 0, reason: 'Chờ khảo sát.' }, 422],
      ['of half a day', 'extension', { amount: 1.5, reason: 'Chờ khảo sát.' }, 422],
      ['of words', 'extension', { amount: 'nhiều', reason: 'Chờ khảo sát.' }, 422],
      ['of too many', 'extension', { amount: 999, reason: 'Chờ khảo sát.' }, 422],
      ['without a reason', 'extension', { amount: 2 }, 422],
      ['a pause without a question', 'pause', {}, 422],
      ['a pause with a field nobody knows', 'pause', { question: 'Ở đâu vậy?', until: 'x' }, 422],
    ];
    for (const [what, path, body, status] of bad)
      it(`refuses ${what}`, async () => {
        const { code } = await item(world, { status: 'assigned' });
        const answer = await asHead('post', `/feedback/${code}/${path}`, { body });
        expect(answer.status).to.equal(status);
        expect(answer.headers.get('content-type')).to.contain('application/problem+json');
        expect((await on.find(code)).extensions).to.deep.equal([]);
      });

    it('answers a late item of a head only with an apology, and writes nothing without', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-19 09:00');
      const body = {
        outcome: 'accepted',
        text: 'Sở sẽ cắt tỉa cây này trước ngày 15/4/2026.',
        reason: 'Đơn giản.',
      };
      const refused = await asHead('post', `/feedback/${code}/answer`, { body });
      expect(refused.status).to.equal(422);
      expect((await on.find(code)).status).to.equal('assigned');
      const apology = { cause: 'workload', reason: 'Xin lỗi ông bà.' };
      const override = 'Việc đơn giản.';
      const sent = await asHead('post', `/feedback/${code}/answer`, { body: { ...body, apology, override } });
      expect([sent.status, sent.body.deadline]).to.deep.equal([200, 'answered-late']);
      expect(sent.body.apology).to.deep.equal({ cause: 'workload', promisedAt: null, missed: false });
    });

    it('knows no passport of what is not there', async () => {
      for (const code of ['PA-2026-999999', 'nothing', '%00'])
        expect((await asStranger('get', `/feedback/${code}/deadline`)).status, code).to.equal(404);
    });
  });

  describe('the passport', () => {
    it('goes through every step: pause, extension, dispute, transfer, lateness, apology', async () => {
      const { code } = await on.assigned();
      await on.moveTo('2026-03-06 10:00');
      await on.ask(on.official.context(), code);
      await on.moveTo('2026-03-09 10:00');
      await on.reply(code);
      await on.extend(on.head.context(), code, 2);
      await on.dispute(on.official.context(), code);
      await on.moveTo('2026-03-10 10:00');
      await on.decide(on.coordinator.context(), code, OTHER_UNIT);
      await on.moveTo('2026-03-24 10:00');
      await apologiseFeedback(elsewhere.context(), code, {
        cause: 'wrong-unit',
        reason: 'Chúng tôi xin lỗi.',
        promisedAt: city('2026-03-26 17:00'),
      });
      const told = await on.passport(code);
      // Ten working days without Monday the 9th, then two more.
      expect(told.dueAt).to.deep.equal(city('2026-03-23 17:00'));
      expect(told.state).to.equal('overdue');
      expect(told.startsAt).to.deep.equal(city('2026-03-04 10:00'));
      const reasons = told.steps.map(({ date, reason }) => `${date.slice(8)} ${reason}`);
      expect(reasons.slice(0, 6)).to.deep.equal([
        '04 day-of-receipt',
        '05 working-day',
        '06 working-day',
        '07 weekend',
        '08 weekend',
        '09 paused',
      ]);
      expect(reasons.slice(-4)).to.deep.equal([
        '20 extension-working-day',
        '21 weekend',
        '22 weekend',
        '23 extension-working-day',
      ]);
      expect(told.steps.filter(({ counted }) => counted)).to.have.length(12);
      expect(told.pauses.map(({ by, unit }) => [by, unit?.slug])).to.deep.equal([['unit', UNIT]]);
      expect(told.holdings.map(({ holder, unit, step }) => [holder, unit?.slug, step])).to.deep.equal([
        ['coordinator', undefined, 'screening'],
        ['unit', UNIT, 'acceptance'],
        ['coordinator', undefined, 'dispute'],
        ['unit', OTHER_UNIT, 'acceptance'],
      ]);
      expect(told.holdings.map(({ late }) => late)).to.deep.equal([false, false, false, true]);
      expect(told.delays.length).to.be.above(0);
      expect(told.apology).to.deep.include({ cause: 'wrong-unit' });
      expect(told.events.map(({ name, by }) => `${name.slice(9)} ${by}`)).to.deep.equal([
        'submitted sender',
        'routed coordinator',
        'info-requested unit',
        'info-given sender',
        'extended unit',
        'disputed unit',
        'transferred coordinator',
        'overdue system',
        'apologised unit',
      ]);
      const moved = told.events.filter(({ dueBefore }) => dueBefore);
      expect(moved.map(({ dueBefore, dueAt }) => [dueBefore, dueAt])).to.deep.equal([
        [city('2026-03-18 17:00'), city('2026-03-19 17:00')],
        [city('2026-03-19 17:00'), city('2026-03-23 17:00')],
      ]);
    });

    it('is linked from the date, and reads the same on the page as in JSON', async () => {
      const { code } = await on.assigned();
      const page = await stranger.get(`/feedback/${code}`);
      expect(page.$(`a[href="/feedback/${code}/deadline"]`).length).to.equal(1);
      const seen = await stranger.get(`/feedback/${code}/deadline`);
      expect(seen.status).to.equal(200);
      expect(seen.$('h1').length).to.equal(1);
      const { body } = await api(world)('get', `/feedback/${code}/deadline`);
      const dates = seen.$('#now-days-caption ~ tbody th time').toArray();
      expect(dates.map((each) => seen.$(each).attr('datetime'))).to.deep.equal(
        body.steps.map(({ date }: { date: string }) => date),
      );
      for (const language of ['en', 'ru']) {
        stranger.language = language;
        const other = await stranger.get(`/feedback/${code}/deadline`);
        expect(other.text).not.to.match(/\b(feedback|calendar)\.[a-z-]+\.[a-z-]+/);
      }
      stranger.language = 'vi';
    });

    it('shows the clock at rest while the sender is asked', async () => {
      const { code } = await on.assigned();
      await on.ask(on.official.context(), code);
      const told = await on.passport(code);
      expect(told.state).to.equal('paused');
      expect(told.pauses.at(-1)!.to).to.equal(null);
      expect((await stranger.get(`/feedback/${code}/deadline`)).text).to.contain('Đồng hồ đang dừng');
    });

    it('names no person, no question, no reason, and no unit of what is not public', async () => {
      const { code } = await on.assigned();
      await on.ask(on.official.context(), code);
      await on.reply(code);
      await on.extend(on.head.context(), code, 2);
      await on.dispute(on.official.context(), code);
      const told = JSON.stringify(await on.passport(code));
      const page = (await stranger.get(`/feedback/${code}/deadline`)).html;
      const secrets = [
        on.official.actor.name,
        on.head.actor.name,
        on.official.actor.id,
        'Cây cao bao nhiêu mét',
        'Khoảng mười mét',
        'kết quả khảo sát',
        'khuôn viên bệnh viện',
      ];
      for (const secret of secrets)
        expect(told.includes(secret) || page.includes(secret), secret).to.equal(false);
      await withdrawFeedback(
        { ...on.coordinator.context(), actor: { kind: 'visitor', holds: [code] } },
        code,
      );
      const gone = JSON.stringify(await on.passport(code));
      expect(gone).not.to.contain(UNIT);
      expect(gone).to.contain('submitted');
      const waiting = await item(world, { status: 'waiting' });
      const before = await on.passport(waiting.code);
      expect(before.pauses.map(({ by, unit }) => [by, unit])).to.deep.equal([['coordinator', undefined]]);
    });

    it('tells nothing of the days when the date on file was counted otherwise', async () => {
      const { code } = await on.assigned();
      await Feedback.updateOne({ code }, { $set: { dueAt: city('2026-03-25 17:00') } });
      const told = await on.passport(code);
      expect(told.steps).to.deep.equal([]);
      expect(told.dueAt).to.deep.equal(city('2026-03-25 17:00'));
      expect((await stranger.get(`/feedback/${code}/deadline`)).text).to.contain(
        'Ngày ghi trên hồ sơ có giá trị',
      );
    });
  });

  describe('states on the public page', () => {
    it('follow the working time: in time, due soon on the last working day, overdue', async () => {
      const { code } = await on.assigned();
      const tag = async (moment: string) => {
        await on.moveTo(moment);
        const page = await stranger.get(`/feedback/${code}`);
        return page.$('.facts .tag').first().text().trim();
      };
      expect(await tag('2026-03-13 17:00')).to.equal('Còn hạn');
      // A fifth of ten days, two working days, is left from Monday evening on.
      expect(await tag('2026-03-16 17:00')).to.equal('Sắp đến hạn');
      expect(await tag('2026-03-18 17:00')).to.equal('Sắp đến hạn');
      expect(await tag('2026-03-18 17:01')).to.equal('Quá hạn');
    });
  });
});
