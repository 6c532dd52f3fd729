import { expect } from 'chai';
import { AccountModel } from '../../../server/accounts/model.ts';
import { cityDate } from '../../../server/calendar/index.ts';
import { FIELD } from '../../../server/feedback/figures/cells.ts';
import { afterFigures } from '../../../server/feedback/figures/read.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { figuresOf } from '../../../server/platform/figures/index.ts';
import { answerAgain, castOf, type Item, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, type Person, person, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { monthCounted } from '../figures/counted.ts';

const ABOVE = 'hanoi-peoples-committee';
const AGAIN = { rated: 'Chưa nói ngày nào.', reopened: 'Câu trả lời không nói khi nào cắt cây.' };
const WHY = 'Câu trả lời lần hai vẫn không nói ai cắt cây.';
const REASONS = 'Câu trả lời đã nêu ngày và người phụ trách theo quy định.';

describe('an appeal to the higher unit', function () {
  this.timeout(30_000);
  let world: World;
  let above: Person;
  let leader: Person;

  before(async () => {
    world = await startWorld();
    above = await person(world, 'head', { units: [ABOVE], email: 'above@staff.example' });
    leader = await person(world, 'leader', { email: 'leader@staff.example' });
  });
  after(() => world.stop());

  const find = async ({ code }: Item) => (await Feedback.findOne({ code }).lean())!;
  const answeredTwice = () => item(world, { status: 'answered', ...AGAIN, answeredAgain: true });
  const appealed = () => item(world, { status: 'answered', ...AGAIN, appealed: WHY });

  async function senderOf(one: Item) {
    const visitor = world.visitor();
    await visitor.get('/track');
    await visitor.submit('form[action="/track"]', { code: one.code, key: one.key });
    return visitor;
  }

  async function judge(by: Person, one: Item, fields: Record<string, string>) {
    await by.visitor.get(`/appeals/${one.code}`);
    return by.visitor.submit(`form[action="/appeals/${one.code}"]`, fields);
  }

  const lettersTo = (mail: string, about: Item) =>
    world.letters.to(mail).filter(({ subject }) => subject.includes(about.code));

  it('is made by form after the second look, and shown to everybody without the reason', async () => {
    const one = await answeredTwice();
    const visitor = await senderOf(one);
    const page = await visitor.get(`/feedback/${one.code}`);
    expect(page.$(`form[action="/feedback/${one.code}/appeal"]`)).to.have.length(1);
    const wrong = await visitor.submit(`form[action="/feedback/${one.code}/appeal"]`, { reason: 'a' });
    expect(wrong.status).to.equal(422);
    await visitor.submit(`form[action="/feedback/${one.code}/appeal"]`, { reason: WHY });
    const { appeal, status } = await find(one);
    expect(status).to.equal('answered');
    expect(appeal).to.include({ unit: UNIT, to: ABOVE, reason: WHY });
    expect(appeal!.limit.id).to.include('appeal');
    await world.settled();
    // Ten letters leave at once: the last may arrive before the one before it.
    const subjects = lettersTo('lan@kin.example', one).map(({ subject }) => subject);
    expect(subjects.join('\n')).to.include('đã nhận đề nghị');
    expect(lettersTo('above@staff.example', one).at(-1)!.text).to.include(WHY);
    const seen = await world.visitor().get(`/feedback/${one.code}`);
    expect(seen.$('#appeal').text()).to.include('Hạn quyết định').and.not.include(WHY);
    expect(seen.$('.progress .is-now').text()).to.include('Cấp trên quyết định');
    const passport = await world.visitor().get(`/feedback/${one.code}/deadline`);
    expect(passport.$('#appeal-clock').parent().text()).to.include('15 ngày làm việc');
    const inbox = await above.visitor.get('/inbox');
    expect(inbox.$('#group-appeals').closest('section').text()).to.include(one.code);
  });

  it('is refused before a second look, when rated well, too late, and a second time', async () => {
    const call = api(world);
    const tell = async (one: Item) => {
      const path = `/feedback/${one.code}/appeal`;
      const sent = await call('post', path, { body: { reason: WHY }, headers: { 'receipt-key': one.key } });
      return `${sent.status} ${sent.body.detail ?? sent.body.title}`;
    };
    expect(await tell(await item(world, { status: 'answered', rated: 'Chưa rõ.' }))).to.match(
      /^409 .*xem xét lại trước/,
    );
    expect(await tell(await appealed())).to.match(/^409 .*đã đề nghị cấp trên một lần/);
    const late = await answeredTwice();
    await world.advance({ days: 31 });
    expect(await tell(late)).to.match(/^409 .*quá thời hạn/);
  });

  it('is decided by whoever had no part, with reasons that are public; the score says so', async () => {
    const one = await appealed();
    const { inUnit } = await castOf(world);
    const head = await inUnit('head', UNIT);
    const token = await tokenFor(world, head);
    const denied = await api(world, token)('post', `/feedback/${one.code}/appeal-decision`, {
      body: { outcome: 'upheld', reasons: REASONS },
    });
    expect(denied.status).to.equal(403);
    const bare = await judge(above, one, { outcome: 'changed', reasons: REASONS });
    expect(bare.status, 'says what holds instead').to.equal(422);
    await judge(above, one, {
      outcome: 'changed',
      reasons: REASONS,
      text: 'Sở cắt cây trước ngày 20/4/2026.',
    });
    await world.settled();
    const seen = await world.visitor().get(`/feedback/${one.code}`);
    expect(seen.$('#appeal').text()).to.include(REASONS).and.include('20/4/2026');
    const again = await judge(leader, one, { outcome: 'upheld', reasons: REASONS }).catch(() => undefined);
    expect(again?.status ?? 'no form any more').to.not.equal(200);
    expect(
      lettersTo('lan@kin.example', one)
        .map(({ text }) => text)
        .join('\n'),
    ).to.include(REASONS);
    const { body } = await api(world)('get', `/feedback/${one.code}`);
    expect(body.appeal.decision).to.include({ outcome: 'changed', reasons: REASONS });
    const month = world.clock.now().toISOString().slice(0, 7);
    const listed = await world.visitor().get(`/scores/${UNIT}/items?period=${month}&as=appealed`);
    expect(listed.text).to.include(one.code);
    const unit = await world.visitor().get(`/units/${UNIT}`);
    expect(unit.$('#after-figures').parent().text()).to.include('Người gửi đúng');
  });

  it('can send the item back: both answers stay, a third is written by others, and no appeal follows', async () => {
    const one = await appealed();
    await world.settled();
    const month = cityDate(world.clock.now()).slice(0, 7);
    const counted = async () => {
      await world.settled();
      const [row] = (await figuresOf([{ of: 'unit', key: UNIT, month }]))!;
      const { rated, reopened } = (await afterFigures('unit', UNIT))!;
      return [row!['answers'], row![FIELD.graded('solved', 'no')], rated, reopened];
    };
    const before = await counted();
    await judge(leader, one, { outcome: 'sent-back', reasons: REASONS });
    expect(await counted(), 'the second answer counts on').to.deep.equal(before);
    expect((await monthCounted(month)).answers.get(UNIT)).to.equal(before[0]);
    const back = await find(one);
    expect(back).to.include({ status: 'routed', answer: null, closedAt: null });
    expect(back.dueAt.getTime()).to.be.above(world.clock.now().getTime());
    expect(back.reopening!.second!.answer.text).to.include('15/4/2026');
    await answerAgain(world, one.code, UNIT);
    const seen = await world.visitor().get(`/feedback/${one.code}`);
    expect(seen.$('#second-answer-title').parent().text()).to.include('15/4/2026');
    expect(seen.$('.progress').text()).to.include('Trả lời lần ba');
    expect((await world.visitor().get(`/feedback/${one.code}/deadline`)).$('#second-answer')).to.have.length(
      1,
    );
    const own = await (await senderOf(one)).get(`/feedback/${one.code}`);
    expect(own.$(`form[action="/feedback/${one.code}/appeal"]`)).to.have.length(0);
  });

  it('is noted when its date passes, once, and told to the leadership', async () => {
    const one = await appealed();
    await world.advance({ days: 40 });
    await world.advance({ days: 1 });
    expect((await find(one)).appeal!.overdueAt).to.be.instanceOf(Date);
    const told = lettersTo('leader@staff.example', one).filter(({ subject }) => subject.includes('quá hạn'));
    expect(told).to.have.length(1);
    const seen = await world.visitor().get(`/feedback/${one.code}`);
    expect(seen.$('#appeal').text()).to.include('chưa có quyết định');
  });

  it('is told to the leadership where the only heads above work for the unit that it is about', async () => {
    await AccountModel.updateOne({ _id: above.actor.id }, { $set: { units: [ABOVE, OTHER_UNIT] } });
    const one = await item(world, {
      ...{ status: 'answered', ...AGAIN, appealed: WHY },
      input: { conductOf: OTHER_UNIT },
    });
    await world.settled();
    expect(lettersTo('above@staff.example', one)).to.deep.equal([]);
    expect(lettersTo('leader@staff.example', one)).to.have.length(1);
  });
});
