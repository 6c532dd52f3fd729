import { expect } from 'chai';
import { commitmentActions } from '../../../server/commitments/index.ts';
import { Commitment } from '../../../server/commitments/model.ts';
import {
  answerQuestion,
  approveMinutes,
  approveQuestion,
  changeHosts,
  conclude,
  contestRejection,
  correctMinutes,
  endDialogue,
  hostsMark,
  moveAgenda,
  publishMinutes,
  rejectQuestion,
  returnMinutes,
  upholdRejection,
  writeMinutes,
} from '../../../server/dialogues/index.ts';
import { draftMinutes, markPublished } from '../../../server/dialogues/minutes/actions.ts';
import { Minutes } from '../../../server/dialogues/minutes/model.ts';
import { Dialogue } from '../../../server/dialogues/session/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import type { Invalid } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { type Person, person, signIn } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';
import { dialogueNow, PANEL_UNIT, questionNow, refusal, refused, type Scene, scene } from '../scene.ts';

const EMAIL = 'nguoi.hoi@reader.example';
const ANSWERED = 'Ai trả tiền cắt tỉa cây trong ngõ nhỏ?';
const OPEN = 'Bao giờ có danh sách cây sâu mục?';
const SAID = 'Ông Giám đốc nói: thành phố trả tiền cắt tỉa cây trên đất công.';
const CONCLUSION = 'Công bố danh sách cây sâu mục của toàn thành phố trên trang thông tin.';

interface Held {
  code: string;
  answered: string;
  open: string;
}

describe('dialogues: minutes', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let moderator: Person;
  let chair: Visitor;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    moderator = { ...on.moderator, visitor: world.visitor() };
    await signIn(moderator.visitor, on.moderator);
    chair = world.visitor();
    await signIn(chair, on.chair);
  });
  after(() => world.stop());

  const minutesNow = async (code: string) => (await Minutes.findById(code).lean())!;
  const approve = async (code: string) =>
    approveMinutes(on.chair.context(), code, { version: (await minutesNow(code)).version });
  const dueDay = () => new Date(world.clock.now().getTime() + 30 * 86_400_000);

  /** A session that is over, with one answer, one open question and one conclusion. */
  async function held(): Promise<Held> {
    const code = await on.session('live');
    const asker = await on.participant(code, { by: 'Chị H.', name: 'Nguyễn Thị Kín', email: EMAIL });
    const answered = await asker.ask(ANSWERED);
    const open = await asker.ask(OPEN);
    const by = on.moderator;
    for (const id of [answered, open]) await approveQuestion(by.context(), code, id);
    await answerQuestion(by.context(), code, answered, { way: 'room', text: 'Thành phố trả.' });
    await moveAgenda(by.context(), code, { at: 1 });
    const task = { text: CONCLUSION, unit: PANEL_UNIT, dueAt: dueDay() };
    await conclude(on.chair.context(), code, task);
    await endDialogue(by.context(), code);
    await world.settled();
    return { code, answered, open };
  }

  it('are drafted at the end from what happened, and moderators are told until when', async () => {
    const { code, open } = await held();
    expect((await minutesNow(code)).status).to.equal('draft');
    await draftMinutes(systemContext(world.app.site, 'test'), code);
    const seen = await moderator.visitor.get(`/dialogues/${code}/minutes`);
    const { item } = await questionNow(open);
    for (const words of ['Trần Chủ Tọa', 'Lê Điều Phối', ANSWERED, 'Thành phố trả.', OPEN, item!, CONCLUSION])
      expect(seen.text).to.include(words);
    expect(
      seen
        .$('#course-title ~ ol li')
        .map((_, li) => seen.$(li).text())
        .get()
        .join(),
    ).to.include('Hỏi và đáp');
    expect(seen.text).to.include('1 câu đã trả lời').and.include('1 câu chưa kịp trả lời');
    const letters = world.letters
      .to(on.moderator.actor.email)
      .filter(({ subject }) => subject === `${code}: cần lập biên bản`);
    expect(letters[0]!.text).to.include('16/03/2026');
  });

  it('are not for others before they are published; the page says until when', async () => {
    const { code } = await held();
    const seen = await world.visitor().get(`/dialogues/${code}/minutes`);
    expect(seen.text).to.include('Biên bản chưa được công bố').and.not.include(ANSWERED);
    expect(seen.text).not.to.include('không được công bố trong');
    const official = await person(world, 'official', { units: [PANEL_UNIT] });
    expect((await official.visitor.get(`/dialogues/${code}/minutes`)).text).not.to.include(ANSWERED);
    expect((await official.visitor.get(`/dialogues/${code}/minutes/edit`)).status).to.equal(403);
    const outsider = await person(world, 'moderator');
    expect((await outsider.visitor.get(`/dialogues/${code}/minutes/edit`)).status).to.equal(403);
    const session = await world.visitor().get(`/dialogues/${code}`);
    expect(session.$('#minutes-title')).to.have.length(1);
    const coming = await on.session('announced');
    expect((await world.visitor().get(`/dialogues/${coming}/minutes`)).status).to.equal(404);
  });

  it('are edited part by part on the page, with a trace, and keep what was typed when somebody was faster', async () => {
    const { code, answered } = await held();
    const { visitor } = moderator;
    const form = `/dialogues/${code}/minutes/parts/${answered}`;
    await visitor.get(`/dialogues/${code}/minutes/edit`);
    const saved = await visitor.submit(form, { text: SAID });
    expect(saved.$(`#text-${answered}`).val()).to.equal(SAID);
    expect((await minutesNow(code)).parts).to.deep.equal([
      { part: answered, text: SAID, n: 1, by: moderator.actor.id },
    ]);
    await world.settled();
    const entry = await Journal.findOne({ name: 'minutes.edited', 'subject.code': code });
    expect(entry!.personal).to.deep.equal({ before: null, after: SAID });
    await writeMinutes(on.coordinator.context(), code, { part: answered, text: 'Bản khác.', n: 1 });
    const refusedPage = await visitor.submit(form, { text: `${SAID} Thêm.` });
    expect(refusedPage.status).to.equal(409);
    expect(refusedPage.$(`#text-${answered}`).val()).to.equal(`${SAID} Thêm.`);
    expect(refusedPage.text).to.include('Có người vừa sửa').and.include('Bản khác.');
    const long = await visitor.submit(form, { text: 'x'.repeat(5_001) });
    expect(long.status).to.equal(422);
    expect(long.$(`#text-${answered}`).attr('aria-invalid')).to.equal('true');
    const strange = writeMinutes(on.moderator.context(), code, {
      part: 'f'.repeat(24),
      text: 'x',
      n: 0,
    });
    expect(await refused(strange)).to.match(/^not-found/);
    for (const one of [on.outsider, on.official, on.chair])
      expect(await refused(writeMinutes(one.context(), code, { part: 'opening', text: 'x', n: 0 }))).to.match(
        /^forbidden/,
      );
  });

  it('are approved by the chair alone, as shown; returned with a reason; and fixed once approved', async () => {
    const { code } = await held();
    for (const one of [on.moderator, on.coordinator, on.head])
      expect(await refused(approveMinutes(one.context(), code, { version: 0 }))).to.match(/^forbidden/);
    await chair.get(`/dialogues/${code}/minutes`);
    await writeMinutes(on.moderator.context(), code, {
      part: 'opening',
      text: 'Có mặt: 120 người.',
      n: 0,
    });
    const stale = await chair.submit(`/dialogues/${code}/minutes/approval`);
    expect(stale.status).to.equal(409);
    const returned = await chair.submit(`/dialogues/${code}/minutes/return`, {
      reason: 'Thiếu tên người trả lời.',
    });
    expect(returned.text).to.include('Thiếu tên người trả lời.');
    await world.settled();
    const letters = world.letters.to(on.moderator.actor.email);
    expect(letters.some(({ text }) => text.includes('Thiếu tên người trả lời.'))).to.equal(true);
    expect(await refused(publishMinutes(on.moderator.context(), code))).to.equal(
      'conflict errors.wrong-state',
    );
    const approved = await chair.submit(`/dialogues/${code}/minutes/approval`);
    expect(approved.status).to.equal(200);
    expect(approved.text).to.include('Trần Chủ Tọa duyệt');
    expect((await minutesNow(code)).record!.opening).to.equal('Có mặt: 120 người.');
    const late = writeMinutes(on.moderator.context(), code, { part: 'opening', text: 'x', n: 1 });
    expect(await refused(late)).to.equal('conflict errors.wrong-state');
  });

  it('are approved by a new chair when the chair falls ill, by nobody who has written them', async () => {
    const { code } = await held();
    await writeMinutes(on.coordinator.context(), code, { part: 'opening', text: 'Khai mạc.', n: 0 });
    const { chair: ill, moderators, units } = await dialogueNow(code);
    const mark = hostsMark({ chair: ill, moderators, units });
    const named = { moderators: moderators.map(({ id }) => id), units, mark };
    const toChair = (id: string) => changeHosts(on.coordinator.context(), code, { ...named, chair: id });
    expect(((await refusal(toChair(on.coordinator.actor.id))) as Invalid).fields).to.deep.equal({
      chair: { text: 'dialogues.errors.chair-wrote' },
    });
    await toChair(on.head.actor.id);
    expect(await refused(approve(code)), 'no longer in the chair').to.match(/^forbidden/);
    await approveMinutes(on.head.context(), code, { version: (await minutesNow(code)).version });
    expect((await minutesNow(code)).approvedBy).to.equal(on.head.actor.name);
  });

  it('are not approved while an objection waits, nor published when the session has changed since', async () => {
    const code = await on.session('live');
    const asker = await on.participant(code);
    const id = await asker.ask('Vì sao cây ở phố tôi bị chặt?');
    const note = 'Ngoài chủ đề của buổi này.';
    await rejectQuestion(on.moderator.context(), code, id, { reason: 'off-topic', note });
    await endDialogue(on.moderator.context(), code);
    await contestRejection(asker.context(), code, id, { reason: 'Câu này đúng chủ đề.' });
    await world.settled();
    expect(await refused(approve(code))).to.equal('conflict dialogues.minutes.errors.objections');
    await upholdRejection(on.moderator.context(), code, id);
    await approve(code);
    const task = { text: CONCLUSION, unit: PANEL_UNIT, dueAt: dueDay() };
    await conclude(on.chair.context(), code, task);
    expect(await refused(publishMinutes(on.moderator.context(), code))).to.equal(
      'conflict dialogues.minutes.errors.changed-since',
    );
    await returnMinutes(on.chair.context(), code, { reason: 'Thêm kết luận.' });
    await approve(code);
    await publishMinutes(on.moderator.context(), code);
    expect((await dialogueNow(code)).status).to.equal('published');
  });

  it('are published for everybody, make commitments once, tell those who asked, and do not change', async () => {
    const { code, answered } = await held();
    await writeMinutes(on.moderator.context(), code, { part: answered, text: SAID, n: 0 });
    await approve(code);
    await moderator.visitor.get(`/dialogues/${code}/minutes`);
    await moderator.visitor.submit(`/dialogues/${code}/minutes/publication`);
    await world.settled();
    const entry = await Journal.findOne({ name: 'minutes.published', 'subject.code': code });
    await Journal.updateOne({ _id: entry!._id }, { $set: { open: true, done: [] } });
    await world.app.dispatcher.recover();
    await world.settled();
    const made = await Commitment.find({ source: code }).lean();
    expect(made).to.have.length(1);
    expect(made[0]).to.include({ text: CONCLUSION, unit: PANEL_UNIT, owner: on.head.actor.id });
    const seen = await world.visitor().get(`/dialogues/${code}/minutes`);
    expect(seen.text).to.include(SAID).and.include(made[0]!.code);
    expect(seen.html).not.to.include('Nguyễn Thị Kín').and.not.include(EMAIL);
    expect(seen.$('form[action*="/minutes/"]')).to.have.length(0);
    expect(seen.$('[data-part=approved-by]').text(), 'who approved').to.include('Trần Chủ Tọa');
    expect(seen.$('#conclusions-title ~ ol').text()).to.include('Chưa đến hạn');
    const proof = 'Đã đăng danh sách cây sâu mục trên trang thông tin ngày 20/3/2026.';
    await commitmentActions.keepCommitment(on.head.context(), made[0]!.code, proof);
    const later = await world.visitor().get(`/dialogues/${code}/minutes`);
    expect(later.$('#conclusions-title ~ ol').text(), 'whether it was kept').to.include('Đã thực hiện');
    const session = await world.visitor().get(`/dialogues/${code}`);
    expect(session.$(`a[href="/dialogues/${code}/minutes"]`)).to.have.length(1);
    const letters = world.letters.to(EMAIL).filter(({ text }) => text.includes(`/dialogues/${code}/minutes`));
    expect(letters).to.have.length(1);
    const tasks = world.letters
      .to(on.head.actor.email)
      .filter(({ subject }) => subject === `${code}: kết luận giao cho cơ quan anh/chị`);
    expect(tasks).to.have.length(1);
    const late = writeMinutes(on.moderator.context(), code, { part: answered, text: 'x', n: 1 });
    expect(await refused(late)).to.equal('conflict errors.wrong-state');
    expect(await refused(returnMinutes(on.chair.context(), code, { reason: 'Sửa lại.' }))).to.equal(
      'conflict errors.wrong-state',
    );
  });

  it('lead from the register of commitments back to the minutes', async () => {
    const row = (await Commitment.findOne({ source: /^DT-/ }).lean())!;
    const href = `/dialogues/${row.source}/minutes`;
    for (const path of [`/commitments/${row.code}`, `/commitments?source=${row.source}`])
      expect((await world.visitor().get(path)).$(`a[href="${href}"]`).length, path).to.be.greaterThan(0);
    const answer = await fetch(`${world.address}/api/v1/commitments?source=${row.source}`);
    const { items } = (await answer.json()) as { items: { source: string; sourcePath: string }[] };
    expect(items[0]).to.include({ source: row.source, sourcePath: href });
  });

  it('are corrected by a note with its date, while the words stay', async () => {
    const code = (await Dialogue.findOne({ status: 'published' }).lean())!.code;
    const before = (await minutesNow(code)).record;
    const { visitor } = moderator;
    await visitor.get(`/dialogues/${code}/minutes`);
    const note = 'Số liệu đúng là 42 cây, không phải 24 cây.';
    const short = await visitor.submit(`/dialogues/${code}/minutes/corrections`, { text: 'sai' });
    expect(short.status).to.equal(422);
    await visitor.submit(`/dialogues/${code}/minutes/corrections`, { text: note });
    const seen = await world.visitor().get(`/dialogues/${code}/minutes`);
    expect(seen.$('#corrections').text()).to.include(note).and.include('04/03/2026');
    expect((await minutesNow(code)).record).to.deep.equal(before);
    expect(await refused(correctMinutes(on.outsider.context(), code, { text: note }))).to.match(/^forbidden/);
  });

  it('draw the session after them when a crash came between', async () => {
    const { code } = await held();
    await approve(code);
    await publishMinutes(on.moderator.context(), code);
    await Dialogue.updateOne({ code }, { $set: { status: 'ended', publishedAt: null } });
    for (let times = 0; times < 2; times++) await markPublished(systemContext(world.app.site, 'test'), code);
    expect(await dialogueNow(code)).to.include({ status: 'published' });
    expect(await Journal.countDocuments({ name: 'dialogue.published', 'subject.code': code })).to.be.at.most(
      2,
    );
  });

  it('export votes, items and commitments to everybody, names to those inside', async () => {
    const row = (await Commitment.findOne({ source: /^DT-/, text: CONCLUSION }).sort({ code: -1 }).lean())!;
    const read = async (visitor: Visitor, type: string) =>
      (await visitor.get(`/dialogues/${row.source}/export.${type}`)).html;
    const open = JSON.parse(await read(world.visitor(), 'json'));
    expect(open).to.include.keys('questions', 'votes', 'items', 'commitments').and.not.include.keys('inside');
    expect(open.items[0]).to.include({ label: 'being-handled', unit: PANEL_UNIT });
    expect(open.commitments[0].text).to.equal(CONCLUSION);
    expect(JSON.stringify(open) + (await read(world.visitor(), 'csv'))).not.to.include('Nguyễn Thị Kín');
    const inner = JSON.parse(await read(moderator.visitor, 'json'));
    expect(inner.inside.participants[0].name).to.equal('Nguyễn Thị Kín');
    expect(await read(moderator.visitor, 'csv')).to.include('Nguyễn Thị Kín');
    expect(JSON.stringify(inner)).not.to.include(EMAIL);
  });

  it('are warned of when they are late: on the page, and by letter', async () => {
    const { code } = await held();
    await world.advance({ days: 13 });
    // The job has noted it; the letter that follows goes with the next delivery.
    await world.advance({});
    const seen = await world.visitor().get(`/dialogues/${code}/minutes`);
    expect(seen.text).to.include('Biên bản chưa được công bố trong 10 ngày');
    expect((await world.visitor().get(`/dialogues/${code}`)).text).to.include('10 ngày');
    expect((await dialogueNow(code)).overdueAt).not.to.equal(null);
    const letters = world.letters.to(on.moderator.actor.email).filter(({ text }) => text.includes(code));
    expect(letters.some(({ subject }) => subject.includes('quá hạn'))).to.equal(true);
  });
});
