import { expect } from 'chai';
import {
  answerObjection,
  askNewDate,
  decideNewDate,
  decideReport,
  keepCommitment,
  objectToKept,
} from '../../server/commitments/actions.ts';
import { Commitment } from '../../server/commitments/model.ts';
import { approveAnswer, erasePersonal, submitAnswer } from '../../server/feedback/index.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Conflict, Forbidden, Invalid } from '../../server/platform/errors.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { api, type Colleague, person, senderContext } from '../support/people.ts';
import { refusal } from '../support/refusal.ts';
import { startWorld, type World } from '../support/world.ts';

const PROMISE = 'Cắt tỉa cây xà cừ trước số nhà 12';
const EVIDENCE = 'Đã cắt tỉa ngày 20/3/2026, có ảnh tại hiện trường.';
const day = (date: string) => new Date(`${date}T10:00:00Z`);

describe('commitments', function () {
  this.timeout(30_000);
  let world: World;
  let official: Colleague;
  let head: Colleague;

  before(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
  });
  after(() => world.stop());

  /** An answered item whose answer promises one action by a day. */
  async function promised(on: string, input: { publishText?: boolean } = {}) {
    const { code } = await item(world, { status: 'assigned', input });
    await submitAnswer(official.context(), code, {
      outcome: 'accepted',
      text: `Sở sẽ cắt tỉa cây này trước ngày ${on}. Người phụ trách: Phòng Hạ tầng.`,
      reason: 'Việc đơn giản.',
      fields: { points: [], legalBasis: [], actions: [{ text: PROMISE, actor: 'Phòng Hạ tầng', on }] },
    });
    await approveAnswer(head.context(), code, { override: 'Đã kiểm tra tại hiện trường.' });
    await world.settled();
    return (await Commitment.findOne({ source: code }).lean())!;
  }
  const find = async (code: string) => (await Commitment.findOne({ code }).lean())!;
  const letters = (to: Colleague, about: string) =>
    world.letters.to(to.actor.email).filter((letter) => letter.subject.includes(about));

  it('is made from the answer, once, also when the reaction runs again', async () => {
    const made = await promised('2026-04-20');
    expect(made).to.include({ unit: UNIT, owner: official.actor.id, text: PROMISE, status: 'open' });
    expect(made.code).to.match(/^CK-2026-\d{4}$/);
    await Journal.updateMany({ name: 'feedback.answered' }, { $set: { open: true, done: [], tries: 0 } });
    await world.app.dispatcher.recover();
    expect(await Commitment.countDocuments({ source: made.source })).to.equal(1);
  });

  it('is kept by its owner or the head, with evidence that everybody reads', async () => {
    const { code, source } = await promised('2026-04-20');
    const elsewhere = await (await castOf(world)).inUnit('head', OTHER_UNIT);
    expect(await refusal(keepCommitment(elsewhere.context(), code, EVIDENCE))).to.be.instanceOf(Forbidden);
    await keepCommitment(official.context(), code, EVIDENCE);
    expect(await find(code)).to.include({ status: 'open', evidence: null });
    expect(await refusal(decideReport(official.context(), code, { decision: 'confirm' }))).to.be.instanceOf(
      Forbidden,
    );
    await decideReport(head.context(), code, { decision: 'confirm' });
    expect(await find(code)).to.include({ status: 'kept', evidence: EVIDENCE, nextAt: null });
    expect(await refusal(keepCommitment(head.context(), code, EVIDENCE))).to.be.instanceOf(Conflict);
    await world.settled();
    const [letter] = world.letters.to('lan@kin.example').filter(({ subject }) => subject.includes(code));
    expect(letter!.text).to.include(EVIDENCE);
    const { $ } = await world.visitor().get(`/feedback/${source}`);
    expect($('#item-commitments').parent().text()).to.include(code).and.include('Đã thực hiện');
  });

  it('is not kept because its owner says so: everybody reads that the head has not confirmed it', async () => {
    const { code } = await promised('2026-04-20');
    await keepCommitment(official.context(), code, 'Đã xong rồi nhé');
    const page = await world.visitor().get(`/commitments/${code}`);
    expect(page.text).to.contain('chờ thủ trưởng xác nhận').and.to.not.contain('Đã xong rồi nhé');
    expect(letters(head, `${code}: chờ xác nhận`)).to.have.length(0);
    await world.settled();
    expect(letters(head, `${code}: chờ xác nhận`)).to.have.length(1);
    expect(await refusal(decideReport(head.context(), code, { decision: 'decline' }))).to.be.instanceOf(
      Invalid,
    );
    await decideReport(head.context(), code, { decision: 'decline', reason: 'Chưa có ảnh tại hiện trường.' });
    expect(await find(code)).to.include({ status: 'open', report: null, keptAt: null });
    await keepCommitment(official.context(), code, EVIDENCE);
    const said = world.clock.now();
    await world.advance({ days: 1 });
    await decideReport(head.context(), code, { decision: 'confirm' });
    expect((await find(code)).keptAt, 'the head’s time is not the owner’s').to.deep.equal(said);
    const { $, text } = await world.visitor().get(`/commitments/${code}`);
    expect($('.timeline').text())
      .to.contain('Thủ trưởng không xác nhận')
      .and.to.contain('Xác nhận đã làm xong');
    expect(text).to.not.contain('Chưa có ảnh');
  });

  it('may be objected to by its sender, once; the head replies in public, or owes it again', async () => {
    const { code, source } = await promised('2026-04-20');
    await keepCommitment(head.context(), code, EVIDENCE);
    const sender = senderContext(world, source);
    const reason = 'Cành khô vẫn còn nguyên trước cửa nhà tôi.';
    expect(await refusal(objectToKept(senderContext(world), code, reason))).to.be.instanceOf(Forbidden);
    expect(await refusal(objectToKept(official.context(), code, reason))).to.be.instanceOf(Forbidden);
    await objectToKept(sender, code, reason);
    expect(await refusal(objectToKept(sender, code, reason))).to.be.instanceOf(Conflict);
    const seen = await world.visitor().get(`/commitments/${code}`);
    expect(seen.text).to.contain('Người gửi không đồng ý').and.to.not.contain('Cành khô');
    const boss = await person(world, 'head', { units: [UNIT] });
    await boss.visitor.get(`/commitments/${code}`);
    expect(boss.visitor.last!.text).to.contain(reason);
    const reply = 'Đã kiểm tra lại: phần cành khô phía sau chưa cắt.';
    await answerObjection(head.context(), code, { decision: 'take-back', reply });
    const owed = await find(code);
    expect(owed).to.include({ status: 'open', keptAt: null, evidence: null });
    expect(owed.nextAt).to.not.equal(null);
    const after = await world.visitor().get(`/commitments/${code}`);
    expect(after.text).to.contain(reply);
    expect(after.$('.timeline').text()).to.contain('ghi lại là chưa làm');
    const { body } = await api(world)('get', `/commitments?source=${source}`);
    expect(body.items[0]).to.include({ status: 'open', reported: false });
    expect(body.items[0].objection.reply).to.equal(reply);
  });

  it('forgets what its sender wrote once the item has, and takes no word of that sender any more', async () => {
    const [objected, kept] = [await promised('2026-04-20'), await promised('2026-04-20')];
    for (const { code } of [objected, kept]) await keepCommitment(head.context(), code, EVIDENCE);
    const reason = 'Cành khô vẫn còn trước cửa nhà tôi, số 12.';
    await objectToKept(senderContext(world, objected.source), objected.code, reason);
    await world.settled();
    const addressed = { about: objected.code, to: 'lan@kin.example' };
    await Outbox.updateMany({ about: objected.code }, { $set: { status: 'sent' } });
    expect(await Outbox.countDocuments(addressed)).to.equal(1);
    for (const { source } of [objected, kept])
      await erasePersonal(systemContext(world.app.site, 'test'), source, 'request');
    await world.settled();
    const stored = [await find(objected.code), await Journal.find({ 'subject.code': objected.code }).lean()];
    expect(JSON.stringify(stored)).to.not.include('Cành khô');
    expect((await find(objected.code)).objection).to.include({ reason: '—', reply: null });
    expect(await Outbox.countDocuments(addressed)).to.equal(0);
    const late = objectToKept(senderContext(world, kept.source), kept.code, reason);
    expect(await refusal(late)).to.be.instanceOf(Forbidden);
  });

  it('has another date when the head grants it; both stay', async () => {
    const { code } = await promised('2026-04-20');
    const wish = { dueAt: day('2026-05-20'), reason: 'Mưa lớn kéo dài, chưa cắt được.' };
    const closed = askNewDate(official.context(), code, { ...wish, dueAt: day('2026-05-24') });
    expect(await refusal(closed), 'a Sunday').to.be.instanceOf(Invalid);
    await askNewDate(official.context(), code, wish);
    expect((await find(code)).dueAt.toISOString()).to.include('2026-04-20');
    expect(await refusal(decideNewDate(official.context(), code, 'grant'))).to.be.instanceOf(Forbidden);
    await decideNewDate(head.context(), code, 'decline');
    expect((await find(code)).request).to.equal(null);
    await askNewDate(head.context(), code, wish);
    const moved = await find(code);
    expect(moved.dates.map(({ dueAt }) => dueAt.toISOString().slice(0, 10))).to.deep.equal([
      '2026-04-20',
      '2026-05-20',
    ]);
    const { text } = await world.visitor().get(`/commitments/${code}`);
    expect(text).to.include(wish.reason);
  });

  it('keeps to itself what the sender does not want published', async () => {
    const { code } = await promised('2026-04-20', { publishText: false });
    const { text } = await world.visitor().get(`/commitments/${code}`);
    expect(text).to.not.include(PROMISE);
    expect((await find(code)).text).to.equal('');
  });

  it('is marked by form on its page', async () => {
    const { code } = await promised('2026-04-20');
    const boss = await person(world, 'head', { units: [UNIT] });
    await boss.visitor.get(`/commitments/${code}`);
    const form = `form[action="/commitments/${code}/fulfilment"]`;
    const wrong = await boss.visitor.submit(form, { evidence: 'xong' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#evidence').val()).to.equal('xong');
    const done = await boss.visitor.submit(form, { evidence: EVIDENCE });
    expect(done.text).to.include(EVIDENCE);
  });

  it('reminds once, is late once the date has passed, broken after thirty days, and can still be done', async () => {
    const { code } = await promised('2026-05-20');
    const to = async (date: string) => {
      await world.advance({
        minutes: Math.ceil((day(date).getTime() - world.clock.now().getTime()) / 60_000),
      });
      // What the jobs have written leaves with the next turn.
      await world.settled();
    };
    await to('2026-05-12');
    expect(letters(official, `${code}: sắp đến hạn`)).to.have.length(0);
    await to('2026-05-14');
    await to('2026-05-15');
    expect(letters(official, `${code}: sắp đến hạn`)).to.have.length(1);
    await to('2026-05-21');
    expect(await find(code)).to.include({ status: 'late' });
    expect(letters(official, `${code}: cam kết đã quá hạn`)).to.have.length(1);
    expect(letters(head, `${code}: cam kết của cơ quan`)).to.have.length(1);
    const late = askNewDate(head.context(), code, {
      dueAt: day('2026-09-01'),
      reason: 'Chưa làm kịp việc này.',
    });
    expect(await refusal(late)).to.be.instanceOf(Conflict);
    await to('2026-06-25');
    expect(await find(code)).to.include({ status: 'broken', nextAt: null });
    await world.advance({ days: 60 });
    expect(letters(head, code)).to.have.length(2);
    await keepCommitment(head.context(), code, EVIDENCE);
    expect(await find(code)).to.include({ status: 'late' });
  });

  it('lists and counts by unit and status', async () => {
    await world.settled();
    const all = await Commitment.find().lean();
    const seen = await api(world)('get', `/commitments?unit=${UNIT}&status=late`);
    expect(seen.body.items.map(({ code }: { code: string }) => code).sort()).to.deep.equal(
      all
        .filter(({ status }) => status === 'late')
        .map(({ code }) => code)
        .sort(),
    );
    expect((await api(world)('get', '/commitments?status=never')).status).to.equal(422);
    const { $ } = await world.visitor().get('/commitments');
    const cells = $('table tbody tr')
      .first()
      .find('td')
      .toArray()
      .map((td) => Number($(td).text()));
    const count = (name: string) => all.filter(({ status }) => status === name).length;
    expect(cells).to.deep.equal(['open', 'kept', 'late', 'broken', 'withdrawn'].map(count));
  });
});
