import { expect } from 'chai';
import { load } from 'cheerio';
import {
  acceptAndMerge,
  acceptFeedback,
  approveAnswer,
  correctAnswer,
  mergeFeedback,
  rateFeedback,
  reopenFeedback,
  shieldFeedback,
  submitAnswer,
  unmergeFeedback,
  withdrawFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { mergedItems } from '../../../server/feedback/merging/queries.ts';
import { type MergeCase, mergeFault } from '../../../server/feedback/merging/rules/merge.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { castOf, type Item, type ItemWishes, item, UNIT } from '../../support/factories.ts';
import { type Colleague, type Person, person, senderContext } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';

const SECRET_WORDS = 'cháu tôi bị hen suyễn';
const ANSWER = {
  outcome: 'accepted' as const,
  text: 'Sở cắt tỉa cây trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.',
  reason: 'Việc đơn giản.',
};

describe('merging', () => {
  const of = (change: Partial<MergeCase> = {}): MergeCase => ({
    ...{ code: 'PA-2026-000002', status: 'accepted', language: 'vi', publishText: true },
    ...{ dueAt: new Date('2026-03-20'), ...change },
  });
  const into = (change: Partial<MergeCase> = {}) =>
    mergeFault(of(), of({ code: 'PA-2026-000001', status: 'assigned', ...change }));

  it('is refused where the answer could not go to both, or would come later', () => {
    expect(into()).to.equal(undefined);
    expect(mergeFault(of(), of())).to.equal('itself');
    for (const status of ['submitted', 'waiting', 'answered', 'refused', 'withdrawn'] as const)
      expect(into({ status })).to.equal('not-open');
    expect(into({ publishText: false })).to.equal('private');
    expect(into({ language: 'en' })).to.equal('language');
    expect(into({ reopening: {} })).to.equal('reopened');
    expect(into({ dueAt: new Date('2026-03-21') })).to.equal('later');
  });

  describe('on a site', function () {
    this.timeout(60_000);
    let world: World;
    let coordinator: Person;
    let official: Colleague;
    let head: Colleague;

    before(async () => {
      world = await startWorld();
      const cast = await castOf(world);
      official = await cast.inUnit('official', UNIT);
      head = await cast.inUnit('head', UNIT);
      coordinator = await person(world, 'coordinator');
    });
    after(() => world.stop());
    beforeEach(() => world.clock.moveTo(WORLD_START));

    const row = async ({ code }: Item) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
    const first = (wishes: ItemWishes = {}) =>
      item(world, { status: 'assigned', ...wishes, input: { email: 'first@kin.example', ...wishes.input } });
    const second = (wishes: ItemWishes = {}) =>
      item(world, { status: 'accepted', ...wishes, input: { email: 'second@kin.example', ...wishes.input } });
    const answer = async ({ code }: Item) => {
      await submitAnswer(official.context(), code, ANSWER);
      await approveAnswer(head.context(), code, { override: 'Đã trao đổi với người gửi.' });
      await world.settled();
    };
    const merge = async (one: Item, parent: Item) => {
      await mergeFeedback(coordinator.context(), one.code, parent.code);
      await world.settled();
    };

    it('is done at screening: the words are looked at, the sender is told, and nothing of the other leaks', async () => {
      const parent = await first({
        input: { text: `Cây sắp đổ. ${SECRET_WORDS}`, name: 'Trần Văn Ẩn Danh' },
        written: { publicText: { subject: 'Cây sắp đổ', text: 'Cây xà cừ sắp đổ xuống đường.' } },
      });
      const { code, key } = await item(world, {
        input: { email: 'second@kin.example', subject: 'Cây nghiêng sắp đổ' },
      });
      const { visitor } = coordinator;
      await visitor.get(`/triage/${code}`);
      const refused = await visitor.submit(`/triage/${code}/decision`, {
        step: 'merge',
        into: 'PA-2026-999999',
      });
      expect(refused.status).to.equal(422);
      expect(refused.$('#decision-into-error').text()).to.contain('Không có hồ sơ nào');
      expect((await row({ code, key })).status).to.equal('submitted');
      const done = await visitor.submit(`/triage/${code}/decision`, {
        step: 'merge',
        into: parent.code.toLowerCase(),
      });
      expect(done.$('.triage-done').text()).to.contain('đã gộp');
      await world.settled();
      const sender = world.visitor();
      await sender.get('/track');
      await sender.submit('form[action="/track"]', { code, key });
      const own = await sender.get(`/feedback/${code}`);
      expect(own.$(`.hint a[href="/feedback/${parent.code}"]`).length).to.equal(1);
      expect(own.$('.status-line').text()).to.contain('Được trả lời cùng hồ sơ');
      const letter = world.letters
        .to('second@kin.example')
        .find(({ subject }) => subject.includes('trả lời cùng'))!;
      for (const shown of [own.text, letter.html, letter.text]) {
        expect(shown).to.contain(parent.code);
        expect(shown).to.not.contain('Ẩn Danh').and.not.contain('hen suyễn');
      }
      const desk = await visitor.get(`/feedback/${parent.code}`);
      expect(desk.$('#joined-title').parent().text()).to.contain(code);
      expect((await world.visitor().get(`/feedback/${parent.code}`)).text).to.contain('Có thêm 1 người gửi');
    });

    it('brings both the answer; each is counted, rates it, and is asked again by people who had no part', async () => {
      const parent = await first();
      const child = await second();
      await merge(child, parent);
      const { dueAt, closedAt } = await row(child);
      expect(closedAt).to.deep.equal(WORLD_START);
      await world.advance({ days: 1 });
      world.letters.clear();
      await answer(parent);
      const done = await row(child);
      expect([done.status, done.unit, done.dueAt, done.overdueAt]).to.deep.equal([
        'answered',
        UNIT,
        dueAt,
        null,
      ]);
      expect(done.closedAt).to.deep.equal((await row(parent)).closedAt);
      const [letter] = world.letters.to('second@kin.example');
      expect(letter!.text).to.contain('Sở cắt tỉa cây').and.to.contain(parent.code);
      const page = await world.visitor().get(`/feedback/${child.code}`);
      expect(page.$('.answer').text()).to.contain('Sở cắt tỉa cây');
      const sender = () => senderContext(world, child.code);
      const no = { answered: 'no', clear: 'no', solved: 'no' } as const;
      await rateFeedback(sender(), child.code, { ...no, reasons: [], note: '' });
      await reopenFeedback(sender(), child.code, { reason: 'Cây vẫn chưa được cắt tỉa.' });
      const { hadPart } = (await row(child)).reopening!;
      expect(hadPart).to.include.members([official.actor.id, head.actor.id]);
      expect((await row(parent)).status).to.equal('answered');
    });

    it('counts an answer that came after the own date as late', async () => {
      const parent = await first();
      const child = await second();
      await merge(child, parent);
      await world.advance({ days: 60 });
      expect((await row(child)).overdueAt).to.equal(null);
      await submitAnswer(official.context(), parent.code, ANSWER);
      const late = {
        override: 'Đã trao đổi với người gửi.',
        cause: 'workload' as const,
        reason: 'Xin lỗi bà Lan vì chậm trễ.',
      };
      await approveAnswer(head.context(), parent.code, late);
      await world.settled();
      const done = await row(child);
      expect(done.overdueAt).to.deep.equal(done.closedAt);
      expect(done.apology!.reason).to.equal('');
    });

    it('carries a correction on, once', async () => {
      const parent = await first();
      const child = await second();
      await merge(child, parent);
      await answer(parent);
      const { version } = await row(parent);
      const text = ANSWER.text.replace('15/3', '20/3');
      await correctAnswer(head.context(), parent.code, {
        ...ANSWER,
        text,
        version,
        note: 'Sửa ngày hoàn thành.',
        override: 'Đã trao đổi với người gửi.',
      });
      await world.settled();
      const { answer: now, earlierAnswers } = await row(child);
      expect([now!.text, earlierAnswers.length]).to.deep.equal([text, 1]);
      expect(world.letters.to('second@kin.example').at(-1)!.text).to.contain('20/3/2026');
    });

    it('is taken back by a coordinator until the answer is there', async () => {
      const parent = await first();
      const child = await second({ status: 'assigned' });
      const { dueAt } = await row(child);
      await merge(child, parent);
      const { visitor } = coordinator;
      await visitor.get(`/feedback/${child.code}`);
      await visitor.submit(`/feedback/${child.code}/unmerging`);
      const back = await row(child);
      expect([back.status, back.closedAt, back.merged, back.dueAt]).to.deep.equal([
        'assigned',
        null,
        null,
        dueAt,
      ]);
      await merge(child, parent);
      await answer(parent);
      await visitor.get('/triage');
      expect((await visitor.post(`/feedback/${child.code}/unmerging`, {})).status).to.equal(409);
    });

    it('ends by itself when the other item ends without an answer', async () => {
      const parent = await first();
      const child = await second();
      await merge(child, parent);
      await withdrawFeedback(senderContext(world, parent.code), parent.code);
      await world.settled();
      const back = await row(child);
      expect([back.status, back.closedAt, back.merged]).to.deep.equal(['accepted', null, null]);
      expect(world.letters.to('second@kin.example').at(-1)!.subject).to.contain('xử lý riêng');
    });

    it('ends by itself when the other item is shielded in the same moment; then it is shown to nobody there', async () => {
      const parent = await item(world, { status: 'accepted' });
      const child = await second();
      await merge(child, parent);
      // What the check of the shield could not see yet.
      const by = 'coordinator' as const;
      const shield = { unit: UNIT, by, at: WORLD_START };
      await Feedback.updateOne({ code: child.code }, { status: 'accepted' });
      await shieldFeedback(coordinator.context(), parent.code, { unit: UNIT });
      await Feedback.updateOne({ code: child.code }, { status: 'merged' });
      await world.settled();
      const back = await row(child);
      expect([back.status, back.merged]).to.deep.equal(['accepted', null]);
      const other = await first();
      const apart = await second();
      await merge(apart, other);
      await Feedback.updateOne({ code: apart.code }, { shield });
      expect(await mergedItems(await row(other))).to.deep.equal([]);
    });

    it('tells no coordinator of a shielded item that it is there, and is no hindrance to a shield once withdrawn', async () => {
      const parent = await item(world, { status: 'accepted' });
      const child = await second();
      await merge(child, parent);
      await withdrawFeedback(senderContext(world, child.code), child.code);
      await shieldFeedback(coordinator.context(), parent.code, { unit: UNIT });
      const own = coordinator.context();
      const within = { ...own, actor: { ...coordinator.actor, units: [UNIT] } };
      const fresh = await second();
      const faultOf = (context: typeof own) =>
        mergeFeedback(context, fresh.code, parent.code).catch((error) => error.fields.into.text);
      expect(await faultOf(within)).to.equal('feedback.merging.errors.unknown');
      expect(await faultOf(own)).to.equal('feedback.merging.errors.private');
    });

    it('is refused before anything is public when the right procedure brings a nearer date', async () => {
      const parent = await first();
      const { code } = await item(world);
      // Both dates lie later than the limit of the other procedure brings.
      const later = (hours: number) => ({ dueAt: new Date(dueAt.getTime() + hours * 3_600_000) });
      const { dueAt } = await row(parent);
      await Feedback.updateOne({ code: parent.code }, later(12));
      await Feedback.updateOne({ code }, later(24));
      const { publicText, version } = (await Feedback.findOne({ code }).lean())!;
      const given = {
        ...publicText,
        version,
        concern: { regulation: 'birth-registration', ward: null },
        into: parent.code,
      };
      const fault = await acceptAndMerge(coordinator.context(), code, given).catch(
        (error) => error.fields.into.text,
      );
      expect(fault).to.equal('feedback.merging.errors.later');
      expect((await Feedback.findOne({ code }).lean())!.status).to.equal('submitted');
    });

    it('happens once, however many press at the same moment', async () => {
      const parent = await first();
      const child = await second();
      const tries = Array.from({ length: 100 }, () =>
        mergeFeedback(coordinator.context(), child.code, parent.code).then(
          () => 'done',
          (error) => error.constructor.name,
        ),
      );
      const ends = await Promise.all(tries);
      expect(ends.filter((end) => end === 'done')).to.have.length(1);
      expect(new Set(ends)).to.deep.equal(new Set(['done', 'Conflict']));
      await world.settled();
      expect((await row(child)).merged!.into).to.equal(parent.code);
    });

    it('happens once, however many tabs send the form at the same moment; the others are told', async () => {
      const parent = await first();
      const child = await second();
      const { visitor } = coordinator;
      const desk = await visitor.get(`/feedback/${child.code}`);
      const form = desk.$(`form[action="/feedback/${child.code}/merging"]`);
      const body = new URLSearchParams(
        form.serializeArray().map(({ name, value }): [string, string] => [name, value]),
      );
      body.set('into', parent.code);
      const headers = {
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: world.address,
        'accept-language': 'vi',
      };
      const send = async () => {
        const address = new URL(form.attr('action')!, world.address);
        const reply = await fetch(address, { method: 'POST', body, headers, redirect: 'manual' });
        return { status: reply.status, html: await reply.text() };
      };
      const replies = await Promise.all(Array.from({ length: 100 }, send));
      const told = replies.filter(({ status }) => status === 409);
      expect([replies.filter(({ status }) => status === 303).length, told.length]).to.deep.equal([1, 99]);
      for (const { html } of told)
        expect(load(html)('main [role=alert], main .error-summary').text().trim()).to.not.equal('');
      await world.settled();
      expect((await row(child)).merged!.into).to.equal(parent.code);
      const entries = await Journal.countDocuments({ name: 'feedback.merged', 'subject.code': child.code });
      expect(entries).to.equal(1);
    });

    it('makes no chains and no circles', async () => {
      const [one, two, three] = [await second(), await second(), await second()];
      await merge(three, two);
      await merge(two, one);
      expect((await row(three)).merged!.into).to.equal(one.code);
      const [four, five, six] = [await second(), await second(), await second()];
      await merge(five, four);
      await merge(six, five);
      expect((await row(six)).merged!.into).to.equal(four.code);
      const [left, right] = [await second(), await second()];
      // Whoever comes second is refused, or both come through at the same moment: then the circle is undone.
      const both = await Promise.allSettled([
        mergeFeedback(coordinator.context(), left.code, right.code),
        mergeFeedback(coordinator.context(), right.code, left.code),
      ]);
      await world.settled();
      const rows = [await row(left), await row(right)];
      expect(rows.map(({ status }) => status).sort()).to.deep.equal(['accepted', 'merged']);
      const [kept, gone] = rows[0]!.status === 'accepted' ? rows : rows.reverse();
      expect(gone!.merged!.into).to.equal(kept!.code);
      if (both.every(({ status }) => status === 'fulfilled')) expect(kept!.code).to.equal(left.code);
    });

    it('shows the desk which points only others have', async () => {
      const points = ['Cắt tỉa cây xà cừ trước số nhà 12 phố Hàng Bông', 'Sửa đèn đường đã tắt ở đầu ngõ 14'];
      const parent = await first({ input: { points: points.slice(0, 1) } as never });
      const child = await second({ input: { points } as never });
      await merge(child, parent);
      const { visitor } = await person(world, 'official', { units: [UNIT] });
      const desk = await visitor.get(`/feedback/${parent.code}`);
      const only = desk.$('#joined-title').parent().find('ul ul').text();
      expect(only).to.contain('đèn đường').and.not.contain('xà cừ');
    });

    it('waits for acceptance, and is a coordinator’s', async () => {
      const parent = await first();
      const fresh = await item(world);
      const as = (one: Colleague) =>
        mergeFeedback(one.context(), fresh.code, parent.code).catch((error) => error.constructor.name);
      expect([await as(coordinator), await as(head)]).to.deep.equal(['Conflict', 'Forbidden']);
      await acceptFeedback(coordinator.context(), fresh.code);
      await merge(fresh, parent);
      await unmergeFeedback(coordinator.context(), fresh.code);
      expect((await row(fresh)).status).to.equal('accepted');
    });
  });
});
