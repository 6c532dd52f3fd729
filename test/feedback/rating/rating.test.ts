import { expect } from 'chai';
import {
  approveAnswer,
  assignFeedback,
  rateFeedback,
  reopenFeedback,
  requestInfo,
  submitAnswer,
  withdrawFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Conflict, Forbidden, Invalid } from '../../../server/platform/errors.ts';
import { castOf, type Item, item, UNIT } from '../../support/factories.ts';
import { api, colleague, senderContext, person as signedIn } from '../../support/people.ts';
import { refusal } from '../../support/refusal.ts';
import { startWorld, type World } from '../../support/world.ts';

const POOR = {
  answered: 'no' as const,
  clear: 'partly' as const,
  solved: 'no' as const,
  reasons: ['too-general' as const],
  note: 'Chưa nói ngày nào cắt cây.',
};
const GOOD = {
  answered: 'yes' as const,
  clear: 'yes' as const,
  solved: 'yes' as const,
  reasons: [],
  note: '',
};
const AGAIN = { reason: 'Câu trả lời không nói khi nào cắt cây trước nhà tôi.' };
const ANSWER = {
  outcome: 'accepted' as const,
  text: 'Sở sẽ cắt tỉa cây này trước ngày 15/4/2026. Người phụ trách: Phòng Hạ tầng.',
  reason: 'Việc đơn giản.',
};

describe('after the answer', function () {
  this.timeout(30_000);
  let world: World;
  const mail = 'lan@kin.example';

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const find = async ({ code }: Item) => (await Feedback.findOne({ code }).lean())!;
  const rate = ({ code }: Item, input: typeof POOR | typeof GOOD = POOR) =>
    rateFeedback(senderContext(world, code), code, input);
  const reopen = ({ code }: Item) => reopenFeedback(senderContext(world, code), code, AGAIN);
  const letters = (about: string, subject: string) =>
    world.letters
      .to(mail)
      .filter((letter) => letter.subject.includes(about) && letter.subject.includes(subject));

  it('asks with the answer, reminds once after seven days, and never again', async () => {
    const one = await item(world, { status: 'answered' });
    await world.settled();
    const [sent] = letters(one.code, 'trả lời');
    expect(sent!.text).to.match(/việc đã\s+xong\s+chưa/);
    await world.advance({ days: 6, hours: 23 });
    expect(letters(one.code, 'có giúp được ông/bà')).to.have.length(0);
    await world.advance({ hours: 2 });
    expect(letters(one.code, 'có giúp được ông/bà')).to.have.length(1);
    await world.advance({ days: 20 });
    expect(letters(one.code, 'có giúp được ông/bà')).to.have.length(1);
  });

  it('reminds nobody who has rated', async () => {
    const one = await item(world, { status: 'answered' });
    await rate(one, GOOD);
    await world.advance({ days: 8 });
    expect(letters(one.code, 'có giúp được ông/bà')).to.have.length(0);
  });

  it('lets the sender alone rate, and change it', async () => {
    const one = await item(world, { status: 'answered' });
    const head = await (await castOf(world)).inUnit('head', UNIT);
    expect(await refusal(rateFeedback(senderContext(world), one.code, POOR))).to.be.instanceOf(Forbidden);
    expect(await refusal(rateFeedback(head.context(), one.code, POOR))).to.be.instanceOf(Forbidden);
    await rate(one);
    await rate(one, GOOD);
    expect((await find(one)).rating).to.include({ answered: 'yes', note: '', unit: UNIT });
    expect(await refusal(rate(await item(world, { status: 'routed' })))).to.be.instanceOf(Conflict);
  });

  it('reopens once, with a clock of its own, and keeps the first answer', async () => {
    const one = await item(world, { status: 'answered' });
    expect(await refusal(reopen(one))).to.be.instanceOf(Conflict);
    await rate(one);
    const before = await find(one);
    await world.advance({ days: 2 });
    await reopen(one);
    const after = await find(one);
    expect(after).to.include({ status: 'routed', unit: UNIT, closedAt: null, assignee: null, answer: null });
    expect(after.limit.id).to.include('review');
    expect(after.dueAt.getTime()).to.be.greaterThan(world.clock.now().getTime());
    expect(after.reopening!.first.answer.text).to.equal(before.answer!.text);
    expect(after.reopening!.first.dueAt).to.deep.equal(before.dueAt);
    const { $ } = await world.visitor().get(`/feedback/${one.code}`);
    expect($('#first-answer-title').parent().text()).to.include(before.answer!.text);
    expect(await refusal(rate(one, GOOD))).to.be.instanceOf(Conflict);
  });

  it('is looked at by those who had no part, and cannot be reopened again', async () => {
    const one = await item(world, { status: 'answered' });
    await rate(one);
    await reopen(one);
    const cast = await castOf(world);
    const official = await cast.inUnit('official', UNIT);
    const head = await cast.inUnit('head', UNIT);
    const { visitor } = await signedIn(world, 'coordinator');
    const left = await visitor.get(`/feedback/${one.code}`);
    expect(left.text).to.contain('đều đã tham gia câu trả lời đầu');
    expect(left.$('#transfer-unit').val(), 'nobody above could take it').to.equal('');
    await colleague(world, 'head', { units: ['hanoi-peoples-committee'] });
    const again = await visitor.get(`/feedback/${one.code}`);
    expect(again.$('#transfer-unit').val()).to.equal('hanoi-peoples-committee');
    const other = await colleague(world, 'official', { units: [UNIT] });
    const otherHead = await colleague(world, 'head', { units: [UNIT] });
    const person = ({ actor: { id, name } }: typeof other) => ({ id, name });
    const assign = (by: typeof other, to: typeof other) => assignFeedback(by.context(), one.code, person(to));
    expect(await refusal(assign(head, other))).to.be.instanceOf(Forbidden);
    expect(await refusal(assign(other, other))).to.be.instanceOf(Forbidden);
    expect(await refusal(assign(otherHead, official))).to.be.instanceOf(Invalid);
    expect(await refusal(submitAnswer(other.context(), one.code, ANSWER))).to.be.instanceOf(Forbidden);
    await assign(cast.coordinator, other);
    expect(await refusal(submitAnswer(official.context(), one.code, ANSWER))).to.be.instanceOf(Forbidden);
    await submitAnswer(other.context(), one.code, ANSWER);
    expect(await refusal(approveAnswer(head.context(), one.code))).to.be.instanceOf(Forbidden);
    await approveAnswer(otherHead.context(), one.code, {
      override: 'Đã kiểm tra lại tại hiện trường.',
    });
    expect((await find(one)).answer!.text).to.include('15/4/2026');
    await rate(one);
    expect(await refusal(reopen(one))).to.be.instanceOf(Conflict);
  });

  it('neither pauses nor lets the sender take back what is looked at again', async () => {
    const one = await item(world, { status: 'answered' });
    await rate(one);
    await reopen(one);
    const other = await colleague(world, 'official', { units: [UNIT] });
    const ask = requestInfo(other.context(), one.code, 'Cây ở đâu?');
    expect(await refusal(ask)).to.be.instanceOf(Forbidden);
    const back = withdrawFeedback(senderContext(world, one.code), one.code);
    expect(await refusal(back)).to.be.instanceOf(Forbidden);
  });

  it('does not reopen after thirty days', async () => {
    const one = await item(world, { status: 'answered' });
    await rate(one);
    await world.advance({ days: 31 });
    expect(((await refusal(reopen(one))) as Conflict).text).to.equal('feedback.after.errors.reopening-late');
  });

  it('does both by the receipt key over the API', async () => {
    const one = await item(world, { status: 'answered' });
    const call = api(world);
    const path = `/feedback/${one.code}`;
    expect((await call('post', `${path}/rating`, { body: POOR })).status).to.equal(403);
    const headers = { 'receipt-key': one.key };
    const rated = await call('post', `${path}/rating`, { body: POOR, headers });
    expect(rated.status).to.equal(200);
    expect(rated.body.own.after.rating).to.include({ answered: 'no', note: POOR.note });
    const wrong = await call('post', `${path}/rating`, { body: { ...POOR, solved: 'maybe' }, headers });
    expect(wrong.status).to.equal(422);
    const again = await call('post', `${path}/reopening`, { body: AGAIN, headers });
    expect(again.body.label).to.equal('being-handled');
    expect(again.body.firstAnswer.outcome).to.equal('accepted');
    const seen = await call('get', path);
    expect(JSON.stringify(seen.body)).to.not.include(POOR.note).and.not.include(AGAIN.reason);
  });

  it('works by form on the item page, and shows figures of unit and regulation', async () => {
    const one = await item(world, { status: 'answered' });
    const visitor = world.visitor();
    await visitor.get('/track');
    await visitor.submit('form[action="/track"]', { code: one.code, key: one.key });
    const wrong = await visitor.submit(`form[action="/feedback/${one.code}/rating"]`, { answered: 'no' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('input[name=answered][value=no]').attr('checked')).to.equal('checked');
    expect(wrong.$('.error-summary').text()).to.include('Câu trả lời rõ ràng:');
    await visitor.get(`/feedback/${one.code}`);
    const rated = await visitor.submit(`form[action="/feedback/${one.code}/rating"]`, {
      answered: 'no',
      clear: 'yes',
      solved: 'no',
      reasons: 'no-date',
      note: 'Chưa có ngày.',
    });
    expect(rated.$('#after').text()).to.include('Chưa có ngày.').and.include('Không nói khi nào làm');
    const again = rated.$(`form[action="/feedback/${one.code}/reopening"]`);
    expect(again.parents('details'), 'stands open').to.have.lengthOf(0);
    const short = await visitor.submit(`form[action="/feedback/${one.code}/reopening"]`, { reason: '' });
    expect(short.$('.error-summary').text()).to.include('Vì sao cần xem lại');
    const reopened = await visitor.submit(`form[action="/feedback/${one.code}/reopening"]`, AGAIN);
    expect(reopened.text).to.include('bản 1');
    await world.settled();
    for (const path of [`/units/${UNIT}`, '/regulations/tree-felling-permit']) {
      const { $ } = await visitor.get(path);
      const figures = $('#after-figures')
        .parent()
        .find('dd')
        .toArray()
        .map((dd) => Number($(dd).text()));
      const [answered, ratedCount, didNot, again] = figures as [number, number, number, number];
      const rows = await Feedback.find().lean();
      const firsts = rows.map((row) => row.reopening?.first.rating ?? row.rating).filter((each) => each);
      expect(again).to.equal(rows.filter((row) => row.reopening).length);
      expect(answered).to.equal(rows.filter((row) => row.status === 'answered' || row.reopening).length);
      expect(didNot).to.be.at.least(firsts.filter((each) => each!.answered === 'no').length);
      expect(ratedCount).to.be.at.least(firsts.length);
    }
  });
});
