import { expect } from 'chai';
import { feedbackOperations } from '../../../server/feedback/api.ts';
import { inbox } from '../../../server/feedback/desk/queries.ts';
import {
  approveAnswer,
  classifyFeedback,
  interimAnswer,
  routeFeedback,
} from '../../../server/feedback/index.ts';
import type { Context } from '../../../server/platform/context.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { signIn } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { city, MAIL, refusal, type Scene, scene } from './scene.ts';

/** Handed in on Wednesday, 4 March 2026, 10:00, with ten working days: due on Wednesday, 18 March, 17:00. */
describe('how demanding an item is, and its first reply', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());
  beforeEach(() => world.clock.moveTo(WORLD_START));

  const judge = (context: Context, code: string, complexity: 'ordinary' | 'complex' | 'urgent') =>
    classifyFeedback(context, code, { complexity, reason: 'Phải hỏi ba cơ quan mới rõ.' });
  const ORDINARY_DUE = city('2026-03-18 17:00');
  const COMPLEX_DUE = city('2026-03-25 17:00');

  it('a complex one has the limit of the table from the beginning, and everybody sees which and why', async () => {
    const { code } = await on.assigned();
    await on.moveTo('2026-03-06 09:00');
    await judge(on.head.context(), code, 'complex');
    const { dueAt, limit } = await on.find(code);
    expect([dueAt, limit.id]).to.deep.equal([COMPLEX_DUE, 'answer.complex.2017-09-25']);
    const passport = await on.passport(code);
    expect(passport.limit.amount).to.equal(15);
    expect(passport.steps.filter(({ counted }) => counted)).to.have.length(15);
    expect(passport.classification).to.deep.include({ complexity: 'complex', by: 'unit', countedFrom: null });
    expect(passport.events.at(-1)).to.deep.include({
      name: 'feedback.classified',
      complexity: 'complex',
      dueBefore: ORDINARY_DUE,
      dueAt: COMPLEX_DUE,
    });
    const { result } = feedbackOperations.find(({ id }) => id === 'getDeadlinePassport')!;
    expect(result!.validate(JSON.parse(JSON.stringify(passport)), { convert: false }).error).to.equal(
      undefined,
    );
    await world.settled();
    const letter = world.letters.to(MAIL).at(-1)!;
    expect(letter.subject).to.contain('25/03/2026');
    expect(letter.text.replace(/\s+/g, ' '))
      .to.contain('Phức tạp')
      .and.contain('Phải hỏi ba cơ quan')
      .and.contain('Hạn trước:');
    expect(world.letters.to(on.official.actor.email).at(-1)!.subject).to.contain(`${code}: Phức tạp`);
    const page = await world.visitor().get(`/feedback/${code}`);
    expect(page.text).to.contain('Phức tạp').and.not.contain('ba cơ quan');
    expect((await world.visitor().get(`/feedback/${code}/deadline`)).text).to.contain(
      'Việc liên quan nhiều cơ quan',
    );
  });

  it('an urgent one has its hours from the moment on which that was said', async () => {
    const { code } = await item(world, { status: 'accepted' });
    await on.moveTo('2026-03-06 08:30');
    await judge(on.coordinator.context(), code, 'urgent');
    await routeFeedback(on.coordinator.context(), code, { unit: UNIT });
    await world.settled();
    const { dueAt, limit } = await on.find(code);
    // Half past eight to twelve, and half an hour from one o'clock on.
    expect([dueAt, limit.unit]).to.deep.equal([city('2026-03-06 13:30'), 'working_hours']);
    const { classification, steps, startsAt } = await on.passport(code);
    expect(classification).to.deep.include({ by: 'coordinator', countedFrom: city('2026-03-06 08:30') });
    expect([startsAt, steps.length]).to.deep.equal([city('2026-03-06 08:30'), 1]);
    expect(world.letters.to(on.head.actor.email).at(-1)!.text).to.contain('Mức độ: Khẩn cấp');
    const { groups } = await inbox(on.head.context());
    const row = groups.flatMap(({ rows }) => rows).find((each) => each.code === code);
    expect(row).to.deep.include({ complexity: 'urgent' });
    await judge(on.head.context(), code, 'ordinary');
    expect((await on.find(code)).dueAt, 'as it was before').to.deep.equal(ORDINARY_DUE);
  });

  it('is said by coordinators and by the head of the unit alone, with the limits on the form', async () => {
    const { code } = await on.assigned();
    expect(await refusal(judge(on.official.context(), code, 'complex'))).to.equal('errors.forbidden');
    const other = await on.cast.inUnit('head', OTHER_UNIT);
    expect(await refusal(judge(other.context(), code, 'complex'))).to.equal('errors.forbidden');
    const visitor = world.visitor();
    await signIn(visitor, on.head);
    const desk = await visitor.get(`/feedback/${code}`);
    expect(desk.$('#complexity-complexity').text())
      .to.contain('Thời hạn 15 ngày làm việc')
      .and.contain('4 giờ làm việc');
    const path = `/feedback/${code}/complexity`;
    const wrong = await visitor.submit(path, { reason: 'Phải hỏi ba cơ quan.' });
    expect([wrong.status, wrong.$('#complexity-complexity').hasClass('has-error')]).to.deep.equal([
      422,
      true,
    ]);
    await visitor.submit(path, { complexity: 'complex', reason: 'Phải hỏi ba cơ quan.' });
    expect((await on.find(code)).dueAt).to.deep.equal(COMPLEX_DUE);
  });

  it('gives no time back: not after the date, not beside an extension, not twice the same', async () => {
    const { code } = await on.assigned();
    expect(await refusal(judge(on.head.context(), code, 'ordinary'))).to.contain('classified-so');
    await judge(on.head.context(), code, 'complex');
    await on.moveTo('2026-03-19 09:00');
    expect(await refusal(judge(on.head.context(), code, 'ordinary'))).to.contain('classified-past');
    await on.extend(on.head.context(), code);
    expect(await refusal(judge(on.head.context(), code, 'urgent'))).to.contain('classified-extended');
    const late = await item(world, { status: 'assigned' });
    await on.moveTo('2026-04-20 09:00');
    expect(await refusal(judge(on.head.context(), late.code, 'complex'))).to.contain('classified-late');
  });

  it('keeps an earlier date when the hours of what is urgent would end later', async () => {
    const { code } = await on.assigned();
    await on.moveTo('2026-03-18 16:00');
    await judge(on.head.context(), code, 'urgent');
    const { dueAt, limit, classification } = await on.find(code);
    expect([dueAt, limit.id]).to.deep.equal([ORDINARY_DUE, 'answer.2017-09-25']);
    expect(classification).to.include({ complexity: 'urgent' });
    await world.settled();
    expect(world.letters.to(MAIL).at(-1)!.text).to.contain('Hạn trả lời vẫn là');
  });

  it('the first reply is due from routing on; news, a question or the answer is one', async () => {
    const replies: [string, (code: string) => Promise<unknown>][] = [
      ['question', (code) => on.ask(on.official.context(), code)],
      [
        'news',
        (code) =>
          interimAnswer(on.official.context(), code, {
            text: 'Sở đã cử người đi xem cây ngày 9/3/2026; kết quả có trước ngày 13/3/2026.',
            promisedAt: city('2026-03-13 17:00'),
            contactPerson: 'Phòng Hạ tầng',
            contactReach: '024 3933 5566',
          }),
      ],
      [
        'answer',
        async (code) => {
          await on.submit(code);
          await approveAnswer(on.head.context(), code, { override: 'Cây được cắt tỉa theo mùa.' });
        },
      ],
    ];
    for (const [what, reply] of replies) {
      world.clock.moveTo(WORLD_START);
      const { code } = await on.assigned();
      const { firstReply } = await on.find(code);
      expect(firstReply, what).to.deep.include({ dueAt: city('2026-03-09 17:00'), doneAt: null });
      await on.moveTo('2026-03-09 16:00');
      await reply(code);
      expect((await on.passport(code)).firstReply, what).to.deep.include({
        doneAt: city('2026-03-09 16:00'),
        late: false,
      });
    }
  });

  it('a first reply that does not come is late on the desk and in the passport, and a second look owes none', async () => {
    const { code } = await on.assigned();
    await on.moveTo('2026-03-10 09:00');
    const { groups } = await inbox(on.official.context());
    const row = groups.flatMap(({ rows }) => rows).find((each) => each.code === code);
    expect(row!.step).to.deep.equal({ name: 'first_reply', dueAt: city('2026-03-09 17:00'), late: true });
    const visitor = world.visitor();
    await signIn(visitor, on.official);
    expect((await visitor.get(`/feedback/${code}`)).text).to.contain('Quá hạn trả lời bước đầu');
    expect((await visitor.get('/inbox')).text).to.contain('Quá hạn trả lời bước đầu');
    const passport = await world.visitor().get(`/feedback/${code}/deadline`);
    expect(passport.$('#now-reply-title').parent().text())
      .to.contain('quá hạn')
      .and.contain('3 ngày làm việc');
    world.clock.moveTo(WORLD_START);
    const reopened = await item(world, {
      status: 'answered',
      rated: 'Chưa rõ.',
      reopened: 'Chưa trả lời câu hỏi của tôi.',
    });
    const { firstReply, firstAnswer } = await on.passport(reopened.code);
    expect([firstReply, !!firstAnswer!.firstReply!.doneAt]).to.deep.equal([null, true]);
  });
});
