import { expect } from 'chai';
import { settleQuestions } from '../../../server/dialogues/follow-up/actions.ts';
import {
  answerQuestion,
  approveQuestion,
  askForSomeone,
  assignQuestion,
  cancelDialogue,
  contestRejection,
  editQuestion,
  endDialogue,
  mergeQuestion,
  promiseAnswer,
  rejectQuestion,
} from '../../../server/dialogues/index.ts';
import { Minutes } from '../../../server/dialogues/minutes/model.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import {
  approveAnswer,
  assignFeedback,
  dialogueReceiptKey,
  receiveFromDialogue,
  submitAnswer,
  submitFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { person, signIn } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  dialogueNow,
  OTHER_UNIT,
  PANEL_UNIT,
  type Participant,
  questionNow,
  REGULATION,
  refused,
  type Scene,
  scene,
} from '../scene.ts';

const NAME = 'Nguyễn Thị Hỏi Thật';
const EMAIL = 'hoi.that@reader.example';
const PRIVATE = 'Số nhà 12 ngõ 34, cây nghiêng đã ba tháng, ai chịu trách nhiệm?';
const PUBLIC = 'Cây nghiêng đã ba tháng, ai chịu trách nhiệm?';

/** One session with a question in each state that the end meets. */
interface Ended {
  code: string;
  named: Participant;
  unnamed: Participant;
  promised: string;
  waiting: string;
  unread: string;
  merged: string;
  answered: string;
}

describe('dialogues: after the end', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let it1: Ended;

  const itemOf = async (question: string) => {
    const { item } = await questionNow(question);
    return (await Feedback.findOne({ code: item }).lean())!;
  };
  const signedIn = async (one: Scene['moderator']) => {
    const visitor = world.visitor();
    await signIn(visitor, one);
    return visitor;
  };
  const system = () => systemContext(world.app.site, 'test');
  const keyOf = (question: string) => dialogueReceiptKey(system(), question);

  async function endedSession(): Promise<Ended> {
    const code = await on.session('live', { units: [PANEL_UNIT, OTHER_UNIT] });
    const by = on.moderator;
    const named = await on.participant(code, { by: 'Chị H.', name: NAME, email: EMAIL });
    const unnamed = await on.participant(code, { by: 'Cư dân quận' });
    const promised = await named.ask(PRIVATE);
    const waiting = await unnamed.ask('Bao giờ có danh sách cây sâu mục cần chặt hạ?');
    const unread = await unnamed.ask('Câu này người điều hành không kịp đọc trước khi hết giờ.');
    const merged = await unnamed.ask('Cây nghiêng ở ngõ nhà tôi ai lo?');
    const answered = await named.ask('Ai trả tiền cắt tỉa cây trong ngõ?');
    for (const id of [promised, waiting, answered])
      await approveQuestion(by.context(), code, id, { seen: true });
    await editQuestion(by.context(), code, promised, { text: PUBLIC });
    await assignQuestion(by.context(), code, promised, { unit: OTHER_UNIT, regulation: REGULATION });
    await assignQuestion(by.context(), code, waiting, { unit: PANEL_UNIT });
    await mergeQuestion(by.context(), code, merged, { into: promised });
    await promiseAnswer(by.context(), code, promised);
    await answerQuestion(by.context(), code, answered, { way: 'room', text: 'Thành phố trả.' });
    world.clock.moveBy(60_000);
    await endDialogue(by.context(), code);
    await world.advance({ minutes: 1 });
    return { code, named, unnamed, promised, waiting, unread, merged, answered };
  }

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    it1 = await endedSession();
  });
  after(() => world.stop());

  it('leaves open what was not reached, and makes one item of each question without an answer', async () => {
    const { code, promised, waiting, unread, answered, merged } = it1;
    const statuses = await Promise.all(
      [promised, waiting, unread, answered, merged].map(async (id) => (await questionNow(id)).status),
    );
    expect(statuses).to.deep.equal(['checking', 'open', 'open', 'answered', 'merged']);
    expect(await Feedback.countDocuments({ 'askedIn.dialogue': code })).to.equal(3);
    expect((await questionNow(answered)).item).to.equal(null);
    expect((await questionNow(merged)).item).to.equal(null);
  });

  it('sends what was screened to its unit, with the public words and a date from the end of the session', async () => {
    const [item, other] = [await itemOf(it1.promised), await itemOf(it1.waiting)];
    const { endedAt } = await dialogueNow(it1.code);
    expect(item.status).to.equal('routed');
    expect(item.unit).to.equal(OTHER_UNIT);
    expect(other).to.include({ unit: PANEL_UNIT, regulation: null });
    for (const each of [item, other]) expect(each.concernsUnit, 'the asker has named none').to.equal(null);
    expect(item).to.include({
      channel: 'dialogue',
      kind: 'question',
      language: 'vi',
      regulation: REGULATION,
    });
    expect(item.receivedAt.getTime()).to.equal(endedAt!.getTime());
    expect(item.dueAt.getTime()).to.be.greaterThan(endedAt!.getTime());
    expect(item.originalText.text).to.equal(PRIVATE);
    expect(item.publicText).to.deep.equal({ subject: PUBLIC, text: PUBLIC });
    expect(item.sender).to.include({ name: NAME, email: EMAIL });
    expect(item.holdings.map(({ step, unit }) => [step, unit])).to.deep.equal([
      ['screening', null],
      ['acceptance', OTHER_UNIT],
    ]);
    expect(other.sender.name).to.equal('');
  });

  it('leaves it to the coordinators to find a unit, when none of several was assigned', async () => {
    const code = await on.session('live', { units: [PANEL_UNIT, OTHER_UNIT] });
    const id = await (await on.participant(code)).ask('Bao giờ phường có cáp quang?');
    await approveQuestion(on.moderator.context(), code, id);
    const none = { regulation: 'no-regulation' };
    expect(await refused(assignQuestion(on.moderator.context(), code, id, none))).to.match(/^invalid/);
    await endDialogue(on.moderator.context(), code);
    await world.settled();
    expect(await itemOf(id)).to.include({ status: 'accepted', unit: null, regulation: null });
  });

  it('tells moderators code and key of what was asked by phone: nobody else can tell the caller', async () => {
    const code = await on.session('live');
    const moderator = await person(world, 'moderator', { name: 'Điều Phối Viên' });
    const call = { clientId: 'phone-after', text: 'Bà tôi không dùng mạng, hỏi ở đâu?', by: 'Bà Hoa' };
    const { id } = await askForSomeone(on.moderator.context(), code, call);
    const before = await (await signedIn(on.moderator)).get(`/dialogues/${code}/console`);
    expect(before.html).not.to.include(keyOf(id));
    await endDialogue(on.moderator.context(), code);
    await world.settled();
    const seen = await (await signedIn(on.moderator)).get(`/dialogues/${code}/console`);
    const card = seen.$(`#c-${id}`).text();
    expect(card)
      .to.include(keyOf(id))
      .and.include((await itemOf(id)).code);
    expect((await moderator.visitor.get(`/dialogues/${code}/console`)).html).not.to.include(keyOf(id));
  });

  it('leaves to the coordinators what no moderator has read', async () => {
    expect(await itemOf(it1.unread)).to.include({ status: 'submitted', unit: null });
  });

  it('makes no second item, whatever is run again', async () => {
    const before = await Journal.countDocuments({});
    for (let times = 0; times < 2; times++) await settleQuestions(system(), it1.code, { together: true });
    const entry = await Journal.findOne({ name: 'minutes.drafted', 'subject.code': it1.code });
    await Journal.updateOne({ _id: entry!._id }, { $set: { open: true, done: [] } });
    await world.app.dispatcher.recover();
    await world.settled();
    expect(await Feedback.countDocuments({ 'askedIn.dialogue': it1.code })).to.equal(3);
    expect(await Journal.countDocuments({})).to.equal(before);
  });

  it('finds the item again when a crash came between the item and the link to it', async () => {
    const { item } = await questionNow(it1.waiting);
    await Question.updateOne({ _id: it1.waiting }, { $set: { item: null } });
    await Minutes.updateOne({ _id: it1.code }, { $set: { settledAt: null } });
    await settleQuestions(system(), it1.code, { together: true });
    await world.settled();
    expect((await questionNow(it1.waiting)).item).to.equal(item);
    await Minutes.updateOne({ _id: it1.code }, { $set: { settledAt: world.clock.now() } });
    expect(await Feedback.countDocuments({ 'askedIn.dialogue': it1.code })).to.equal(3);
  });

  it('lets nobody but the server make such an item', async () => {
    const question = await questionNow(it1.answered);
    const input = {
      ...{ id: question._id, dialogue: it1.code, originalText: PRIVATE, publicText: PUBLIC, screened: true },
      ...{ language: 'vi' as const, name: '', organisation: '', email: '', regulation: null, unit: null },
      receivedAt: world.clock.now(),
    };
    for (const one of [on.coordinator, on.moderator, on.chair])
      expect(await refused(receiveFromDialogue(one.context(), input))).to.match(/^forbidden/);
    expect(await refused(receiveFromDialogue(on.stranger(), input))).to.match(/^forbidden/);
  });

  it('gives nobody the receipt for sending the same words with the id of the question', async () => {
    const first = await itemOf(it1.waiting);
    const again = await submitFeedback(
      on.stranger(),
      {
        ...{ kind: 'question', regulation: REGULATION, ...first.originalText, senderKind: 'citizen' },
        ...{ name: 'Người Lạ', address: 'Hà Nội', email: 'la@reader.example', language: 'vi' },
        publishText: true,
      },
      { channel: 'web', idempotencyKey: it1.waiting },
    );
    expect(again.code).not.to.equal(first.code);
    expect(again.key).not.to.equal(keyOf(it1.waiting));
  });

  it('opens the item to whoever has the key', async () => {
    const { code } = await itemOf(it1.waiting);
    const visitor = world.visitor();
    await visitor.get('/track');
    const seen = await visitor.submit('/track', { code, key: keyOf(it1.waiting) });
    expect(seen.path).to.equal(`/feedback/${code}`);
    expect(seen.$('#own-title')).to.have.length(1);
  });

  it('writes to the asker with code and key, to the one merged without, to each unit once', async () => {
    const item = await itemOf(it1.promised);
    const letters = world.letters.to(EMAIL).filter(({ text }) => text.includes(item.code));
    expect(letters).to.have.length(1);
    expect(letters[0]!.text).to.include(`/feedback/${item.code}/open/`).and.include(PRIVATE);
    expect(letters[0]!.text).not.to.include(keyOf(it1.promised));
    const own = world.letters
      .to(on.head.actor.email)
      .filter(({ subject }) => subject.includes(`${it1.code}: 1`));
    expect(own).to.have.length(1);
    expect(own[0]!.text).to.include((await itemOf(it1.waiting)).code);
    expect(own[0]!.text).not.to.include(item.code);
    const due = world.letters
      .to(on.moderator.actor.email)
      .filter(({ subject }) => subject === `${it1.code}: cần lập biên bản`);
    expect(due).to.have.length(1);
  });

  it('shows code and key on the asker’s own part of the page, and to nobody else', async () => {
    const { code, waiting, unnamed } = it1;
    const key = keyOf(waiting);
    const item = (await itemOf(waiting)).code;
    const asker = world.visitor();
    const seen = await asker.get(`/dialogues/${code}/take-part/${unnamed.token}`);
    const row = seen.$(`[data-own="${waiting}"]`);
    expect(row.find('[data-part=item-key]').text()).to.equal(key);
    expect(row.find('[data-part=item-link]').attr('href')).to.equal(`/feedback/${item}`);
    const moderator = await person(world, 'moderator');
    const coordinator = await person(world, 'coordinator');
    for (const visitor of [world.visitor(), moderator.visitor, coordinator.visitor])
      for (const path of [
        `/dialogues/${code}`,
        `/dialogues/${code}/minutes`,
        `/dialogues/${code}/export.json`,
        `/dialogues/${code}/export.csv`,
        `/api/v1/dialogues/${code}/log`,
        `/api/v1/dialogues/${code}/questions`,
        `/feedback/${item}`,
        `/dialogues/${code}/console`,
      ]) {
        const { html } = await visitor.get(path);
        for (const id of [waiting, it1.promised, it1.unread]) expect(html).not.to.include(keyOf(id));
      }
    for (const path of [
      `/dialogues/${code}`,
      `/dialogues/${code}/minutes`,
      `/dialogues/${code}/export.json`,
    ]) {
      const { html } = await world.visitor().get(path);
      for (const hidden of [NAME, EMAIL, PRIVATE, 'Câu này người điều hành không kịp đọc'])
        expect(html, path).not.to.include(hidden);
    }
  });

  it('links item and session both ways, and marks an item without a name for those inside', async () => {
    const item = (await itemOf(it1.waiting)).code;
    const page = await world.visitor().get(`/feedback/${item}`);
    const { publicText } = await itemOf(it1.waiting);
    expect(page.text.split(publicText.text), 'a short question is said once').to.have.length(2);
    expect(
      page.$(`a[href="/dialogues/${it1.code}?question=${it1.waiting}#q-${it1.waiting}"]`),
    ).to.have.length(1);
    const session = await world.visitor().get(`/dialogues/${it1.code}`);
    expect(session.$(`#q-${it1.waiting} a[href="/feedback/${item}"]`)).to.have.length(1);
    const unread = (await itemOf(it1.unread)).code;
    const hidden = await world.visitor().get(`/feedback/${unread}`);
    expect(hidden.html).not.to.include(it1.unread);
    const head = await person(world, 'head', { units: [PANEL_UNIT] });
    const inside = await head.visitor.get(`/feedback/${item}`);
    expect(inside.$('.sender summary').text()).to.include('không nêu danh tính');
  });

  it('says on the session page that the item is answered, and sends the asker the letter of every sender', async () => {
    const { code } = await itemOf(it1.promised);
    const official = on.otherOfficial;
    const head = await person(world, 'head', { units: [OTHER_UNIT] });
    await assignFeedback(head.context(), code, official.actor);
    await submitAnswer(official.context(), code, {
      outcome: 'accepted',
      text: 'Sở đã cử người kiểm tra và sẽ chặt cây nghiêng trước ngày 20/3/2026.',
      reason: 'Đã đối chiếu hồ sơ',
    });
    await approveAnswer(head.context(), code, { override: 'Đã đối chiếu hồ sơ' });
    await world.settled();
    const session = await world.visitor().get(`/dialogues/${it1.code}`);
    const row = session.$(`#q-${it1.promised}`);
    expect(row.find('[data-part=item]').text()).to.include('Phản ánh đã được trả lời');
    expect(session.$(`#q-${it1.waiting} [data-part=item]`).text()).not.to.include('đã được trả lời');
    expect(world.letters.to(EMAIL).some(({ html }) => html.includes('chặt cây nghiêng'))).to.equal(true);
  });

  it('takes what is let through after an objection once the session is over, and tells the unit', async () => {
    const code = await on.session('live');
    const asker = await on.participant(code);
    const id = await asker.ask('Vì sao câu hỏi của tôi bị từ chối mà không rõ lý do?');
    const note = 'Ngoài chủ đề của buổi này.';
    await rejectQuestion(on.moderator.context(), code, id, { reason: 'off-topic', note });
    await endDialogue(on.moderator.context(), code);
    await world.settled();
    await contestRejection(asker.context(), code, id, { reason: 'Câu này đúng chủ đề.' });
    await approveQuestion(on.moderator.context(), code, id);
    await world.advance({});
    const item = await itemOf(id);
    expect(item).to.include({ status: 'routed', unit: PANEL_UNIT });
    const letters = world.letters.to(on.head.actor.email).filter(({ text }) => text.includes(item.code));
    expect(letters).to.have.length(1);
  });

  it('does not let a promised question be answered beside its item', async () => {
    const answer = answerQuestion(on.moderator.context(), it1.code, it1.promised, {
      way: 'room',
      text: 'Đã trả lời rồi.',
    });
    expect(await refused(answer)).to.equal('conflict errors.wrong-state');
  });

  it('makes items too of what was asked for a session that is cancelled', async () => {
    const code = await on.session('announced');
    const email = 'truoc@reader.example';
    const early = await on.participant(code, { by: 'Anh Sớm', email });
    const [screened, unread] = [await early.ask('Bao giờ cắt tỉa cây phố Lò Đúc?'), await early.ask(PRIVATE)];
    await approveQuestion(on.moderator.context(), code, screened);
    const planner = await person(world, 'coordinator');
    const setUp = await planner.visitor.get(`/dialogues/${code}/announcement`);
    expect(setUp.text).to.include('2 câu hỏi đã gửi sẽ trở thành phản ánh');
    await cancelDialogue(on.moderator.context(), code, { reason: 'Bão số 3 đổ bộ' });
    const { cancelledAt } = await dialogueNow(code);
    await world.advance({ minutes: 2 });
    expect((await itemOf(screened)).receivedAt).to.deep.equal(cancelledAt);
    expect((await itemOf(screened)).status).to.equal('routed');
    expect((await itemOf(unread)).status, 'screened by coordinators').to.equal('submitted');
    const page = await world.visitor().get(`/dialogues/${code}`);
    expect(page.$('[data-dealt=open]').text()).to.include('phố Lò Đúc').and.not.include(PRIVATE);
    expect(page.text).to.include('Buổi đối thoại không diễn ra');
    const letters = world.letters
      .to(email)
      .map(({ text }) => text)
      .join('\n');
    expect(letters)
      .to.include('không mất')
      .and.include((await itemOf(unread)).code);
  });
});
