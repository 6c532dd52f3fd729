import { expect } from 'chai';
import {
  answerQuestion,
  approveQuestion,
  assignQuestion,
  cancelDialogue,
  editDialogue,
  openDialogue,
  promiseAnswer,
  rejectQuestion,
  takeBackOpening,
} from '../../../server/dialogues/index.ts';
import { Dialogue } from '../../../server/dialogues/session/model.ts';
import { formatDate } from '../../../server/platform/i18n/dates.ts';
import type { Colleague } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { dialogueNow, PANEL_UNIT, type Scene, scene } from '../scene.ts';

const NOTE = 'Câu này thuộc buổi đối thoại về giao thông.';

describe('dialogues: letters', function () {
  this.timeout(30_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());

  const to = (address: string, about: string) =>
    world.letters.to(address).filter(({ subject, text }) => `${subject} ${text}`.includes(about));
  const toOne = (one: Colleague, about: string) => to(one.actor.email, about);

  it('tell chair, moderators and heads of the panel of an announcement', async () => {
    const code = await on.session('announced');
    await world.settled();
    for (const one of [on.chair, on.moderator, on.head]) {
      const letters = toOne(one, code);
      expect(letters).to.have.length(1);
      expect(letters[0]!.subject).to.equal(
        `Buổi đối thoại ${code} đã công bố: Cây xanh đô thị và an toàn mùa mưa bão`,
      );
    }
    for (const one of [on.official, on.outsider, on.coordinator]) expect(toOne(one, code)).to.have.length(0);
  });

  it('tell participants of registration, a new time and a cancellation, each in their language', async () => {
    const code = await on.session('announced');
    const email = 'masha@reader.example';
    await on.participant(code, { by: 'Маша', email, language: 'ru' });
    await on.participant(code);
    const { version } = await dialogueNow(code);
    await editDialogue(on.moderator.context(), code, {
      ...on.input({ place: 'Nhà văn hóa phường' }),
      version,
    });
    // Letters have the title of the moment when they are written.
    await world.settled();
    const second = await dialogueNow(code);
    await editDialogue(on.moderator.context(), code, {
      ...on.input({
        place: 'Nhà văn hóa phường',
        title: 'Chỉ đổi tên buổi này',
        startsAt: second.startsAt,
        endsAt: second.endsAt,
      }),
      version: second.version,
    });
    await cancelDialogue(on.moderator.context(), code, { reason: 'Bão số 3 đổ bộ' });
    await world.settled();
    const letters = to(email, code);
    expect(letters.map(({ subject }) => subject.split(':')[0])).to.have.members([
      'Вы записаны',
      'Cây xanh đô thị và an toàn mùa mưa bão',
      'Chỉ đổi tên buổi này',
    ]);
    const moved = letters.find(({ text }) => text.includes('Было: '));
    expect(moved?.text).to.include('Nhà văn hóa phường');
    expect(moved!.text, 'from where').to.include('Было: Hội trường 12 Võ Chí Công');
    expect(letters.some(({ text }) => text.includes('Bão số 3 đổ bộ'))).to.equal(true);
    expect(toOne(on.head, code)).to.have.length(3);
  });

  it('tell everybody registered that a session has opened early, and that it was a mistake; page, list and calendar carry the moment', async () => {
    const code = await on.session('announced');
    const email = 'som@reader.example';
    await on.participant(code, { email });
    world.clock.moveBy(60_000);
    await openDialogue(on.moderator.context(), code, { early: true });
    await world.settled();
    const about = (who: string, words: string) =>
      to(who, code).filter(({ subject }) => subject.includes(words));
    for (const who of [email, on.chair.actor.email, on.head.actor.email])
      expect(about(who, 'mở sớm'), who).to.have.length(1);
    const { openedAt, startsAt } = await dialogueNow(code);
    const now = formatDate(openedAt!, 'moment', 'vi', 'Asia/Ho_Chi_Minh');
    const announced = formatDate(startsAt, 'moment', 'vi', 'Asia/Ho_Chi_Minh');
    expect(about(email, 'mở sớm')[0]!.text).to.include(now).and.include(announced);
    const room = await world.visitor().get(`/dialogues/${code}`);
    expect(room.$('dl time').first().text()).to.equal(now);
    expect(room.$('dl').first().text()).to.include(announced);
    expect((await world.visitor().get('/dialogues')).text).to.include(now);
    const entry = async () => (await fetch(`${world.address}/dialogues/${code}/calendar.ics`)).text();
    const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');
    expect(await entry()).to.include(`DTSTART:${stamp(openedAt!)}`);
    await takeBackOpening(on.moderator.context(), code);
    await world.settled();
    expect(about(email, 'theo giờ đã công bố')[0]!.text).to.include(announced);
    expect(await entry()).to.include(`DTSTART:${stamp(startsAt)}`);
  });

  it('tell a unit that questions were given to it, once an hour', async () => {
    const code = await on.session('announced');
    const one = await on.participant(code);
    const give = async (text: string) => {
      const id = await one.ask(text);
      await assignQuestion(on.moderator.context(), code, id, { unit: PANEL_UNIT });
      await world.settled();
      world.clock.moveBy(60_000);
      return id;
    };
    const first = await give('Đèn đường phố Hàng Gai hỏng, ai sửa?');
    await give('Cây khô trước nhà số 9 bao giờ chặt?');
    await assignQuestion(on.moderator.context(), code, first, { group: 'Đèn đường' });
    await world.settled();
    const ofDesk = (who: Colleague) => toOne(who, code).filter(({ text }) => text.includes('/dialogue-desk'));
    for (const who of [on.official, on.head]) {
      expect(ofDesk(who)).to.have.length(1);
      expect(ofDesk(who)[0]!.text).to.include('1 câu').and.not.include('Hàng Gai');
    }
    expect(ofDesk(on.otherOfficial)).to.have.length(0);
    world.clock.moveBy(3_600_000);
    await give('Vỉa hè phố Hàng Mã bao giờ lát xong?');
    expect(ofDesk(on.official)).to.have.length(2);
    expect(ofDesk(on.official).some(({ text }) => text.includes('3 câu'))).to.equal(true);
  });

  it('tell the asker why a question was rejected, and how to contest it', async () => {
    const code = await on.session('live');
    const email = 'tu@reader.example';
    const one = await on.participant(code, { by: 'Anh Tú', email });
    const id = await one.ask('Đèn đỏ ở ngã tư bao giờ sửa?');
    await rejectQuestion(on.moderator.context(), code, id, { reason: 'off-topic', note: NOTE });
    await world.settled();
    const [letter] = to(email, NOTE);
    expect(letter!.text).to.include('Ngoài chủ đề').and.include('Đèn đỏ').and.include('nêu ý kiến một lần');
    expect(letter!.text, 'as the page calls it').to.include('“Câu hỏi của ông/bà”');
    const link = /\/dialogues\/\S+\/take-part\/[\w.-]+/.exec(letter!.text)![0];
    expect((await world.visitor().get(link)).path).to.equal(`/dialogues/${code}`);
  });

  it('tell the asker of a written answer and of a promise, not of an answer in the room', async () => {
    const code = await on.session('live');
    const email = 'mai@reader.example';
    const one = await on.participant(code, { by: 'Chị Mai', email });
    const ids = [await one.ask(), await one.ask(), await one.ask()];
    for (const id of ids) await approveQuestion(on.moderator.context(), code, id);
    const answer = 'Cây sẽ được dọn trước ngày 12/3/2026, Phòng Hạ tầng phụ trách, điện thoại 024 3999 1234.';
    await answerQuestion(on.moderator.context(), code, ids[0]!, {
      way: 'written',
      text: answer,
      reason: 'Việc đơn giản.',
    });
    await answerQuestion(on.moderator.context(), code, ids[1]!, {
      way: 'room',
      text: 'Đã nói tại chỗ.',
    });
    await promiseAnswer(on.moderator.context(), code, ids[2]!);
    await world.settled();
    const subjects = world.letters.to(email).map(({ subject }) => subject.split(':')[0]);
    expect(subjects).to.have.members([
      'Ông/bà đã đăng ký tham gia',
      'Câu hỏi của ông/bà đã được trả lời',
      'Câu hỏi của ông/bà đang được kiểm tra',
    ]);
    expect(to(email, 'Phòng Hạ tầng phụ trách')).to.have.length(1);
  });

  it('remind moderators of questions that wait in a live session, twice an hour at most', async () => {
    const code = await on.session('live');
    await (await on.participant(code)).ask();
    await world.advance({ minutes: 9 });
    expect(toOne(on.moderator, 'chờ duyệt')).to.have.length(0);
    await world.advance({ minutes: 2 });
    await world.advance({ minutes: 5 });
    const about = () => toOne(on.moderator, 'chờ duyệt').filter(({ subject }) => subject.includes(code));
    expect(about()).to.have.length(1);
    expect(about()[0]!.subject).to.equal(`${code}: 1 câu hỏi chờ duyệt`);
    await world.advance({ minutes: 20 });
    expect(about()).to.have.length(2);
  });

  it('warn chair and moderators once when the results are not published within ten days', async () => {
    const code = await on.session('ended');
    // Ended on 4 March at ten: the tenth day is a Saturday, and the limit runs until Monday, 16 March, 17:00.
    const toMonday = new Date('2026-03-16T16:00:00+07:00').getTime() - world.clock.now().getTime();
    await world.advance({ hours: toMonday / 3_600_000 });
    const overdue = async () => (await Dialogue.findOne({ code }).lean())!.overdueAt;
    expect(await overdue()).to.equal(null);
    await world.advance({ hours: 2 });
    await world.advance({ days: 1 });
    expect(await overdue()).to.deep.equal(new Date(world.clock.now().getTime() - 86_400_000));
    for (const one of [on.chair, on.moderator]) expect(toOne(one, `${code}: quá hạn`)).to.have.length(1);
    expect(toOne(on.head, `${code}: quá hạn`)).to.have.length(0);
  });
});
