import { expect } from 'chai';
import { undoAct } from '../../../server/dialogues/console/undo.ts';
import {
  answerQuestion,
  approveQuestion,
  approveQuestions,
  askForSomeone,
  assignQuestion,
  conclude,
  editQuestion,
  mergeQuestion,
  moveAgenda,
  muteParticipant,
  pinNotice,
  putBackQuestion,
  rejectQuestion,
  removeConclusion,
  removeNotice,
  removeParticipant,
  setQueue,
  setWall,
  takeQuestion,
} from '../../../server/dialogues/index.ts';
import { participantRow } from '../../../server/dialogues/participants/find.ts';
import type { Context } from '../../../server/platform/context.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  dialogueNow,
  PANEL_UNIT,
  type Participant,
  questionNow,
  refused,
  type Scene,
  scene,
} from '../scene.ts';

let count = 0;

describe('undo of a moderator', () => {
  let world: World;
  let on: Scene;
  let code: string;
  let one: Participant;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());

  beforeEach(async () => {
    code = await on.session('live');
    one = await on.participant(code);
  });

  /** Each press is a request of its own. */
  const press = (who = on.moderator): Context => ({ ...who.context(), requestId: `press-${++count}` });
  const undo = (name?: string, who = on.moderator) => undoAct(press(who), code, { name });
  const approved = async () => {
    const id = await one.ask(`Câu hỏi số ${++count} về cây xanh?`);
    await approveQuestion(press(), code, id);
    return id;
  };
  const status = async (id: string) => (await questionNow(id)).status;

  it('takes back a rejection: to the moderators, or to the queue where it came from', async () => {
    const fresh = await one.ask();
    const reason = { reason: 'off-topic', note: 'Ngoài chủ đề.' } as const;
    await rejectQuestion(press(), code, fresh, reason);
    await undo('question.rejected');
    expect(await status(fresh)).to.equal('pending');
    expect((await questionNow(fresh)).rejection).to.equal(null);
    const queued = await approved();
    await rejectQuestion(press(), code, queued, reason);
    await undo('question.rejected');
    expect(await status(queued)).to.equal('approved');
  });

  it('parts what was merged, each where it stood', async () => {
    const [into, queued] = [await approved(), await approved()];
    await mergeQuestion(press(), code, queued, { into });
    await undo();
    expect(await status(queued)).to.equal('approved');
    const fresh = await one.ask('Cây nào được trồng lại ở đây?');
    await mergeQuestion(press(), code, fresh, { into });
    await undo();
    expect(await status(fresh)).to.equal('pending');
  });

  it('gives back words, office and heading, and refuses when they were changed since', async () => {
    const id = await approved();
    const { publicText } = await questionNow(id);
    await editQuestion(press(), code, id, { text: 'Câu đã sửa thành thế này?' });
    await undo();
    expect((await questionNow(id)).publicText).to.equal(publicText);
    await assignQuestion(press(), code, id, { unit: PANEL_UNIT, group: 'Tỉa cây' });
    await undo();
    const { unit, group } = await questionNow(id);
    expect([unit, group]).to.deep.equal([null, null]);
    await editQuestion(press(on.chair), code, id, { text: 'Chủ tọa sửa thành thế này?' });
    await editQuestion(press(), code, id, { text: 'Điều phối lại sửa lần nữa?' });
    expect(await refused(undo(undefined, on.chair))).to.equal('conflict dialogues.errors.decided-since');
  });

  it('undoes many approvals of one press together', async () => {
    const ids = [await one.ask('Câu thứ nhất về cây?'), await one.ask('Câu thứ hai về cây?')];
    await approveQuestions(press(), code, { questions: ids });
    expect(await Promise.all(ids.map(status))).to.deep.equal(['approved', 'approved']);
    await undo('question.approved');
    expect(await Promise.all(ids.map(status))).to.deep.equal(['pending', 'pending']);
  });

  it('approves the others when one may hold personal data, and says so', async () => {
    const ids = [
      await one.ask('Câu không có gì riêng tư?'),
      await one.ask('Gọi tôi số 0912 345 678 được không?'),
    ];
    expect(await refused(approveQuestions(press(), code, { questions: ids }))).to.equal(
      'conflict dialogues.errors.some-left',
    );
    expect(await Promise.all(ids.map(status))).to.deep.equal(['approved', 'pending']);
  });

  it('puts the hall back: question of the moment, agenda, notices, queue, wall, conclusions', async () => {
    const [first, second] = [await approved(), await approved()];
    await takeQuestion(press(), code, first);
    await takeQuestion(press(), code, second);
    await undo();
    expect((await dialogueNow(code)).now).to.equal(first);
    await putBackQuestion(press(), code);
    await undo();
    expect((await dialogueNow(code)).now).to.equal(first);
    await moveAgenda(press(), code, { at: 1 });
    await undo();
    await pinNotice(press(), code, { text: 'Nghỉ mười phút.' });
    await undo();
    expect((await dialogueNow(code)).notices).to.deep.equal([]);
    await pinNotice(press(), code, { text: 'Nghỉ năm phút.' });
    await removeNotice(press(), code, (await dialogueNow(code)).notices[0]!.id);
    await undo();
    await setQueue(press(), code, { open: false });
    await undo();
    await setQueue(press(), code, { order: 'time' });
    await undo();
    await setWall(press(), code, { wall: 'pause' });
    await undo();
    const it = await dialogueNow(code);
    expect([it.agendaAt, it.notices.length, it.queueOpen, it.order, it.wall]).to.deep.equal([
      ...[0, 1, true, 'votes', 'both'],
    ]);
    const conclusion = {
      text: 'Sở kiểm tra cây nghiêng.',
      unit: PANEL_UNIT,
      dueAt: new Date('2027-01-15T10:00:00Z'),
    };
    await conclude(press(on.chair), code, conclusion);
    await undo(undefined, on.chair);
    expect((await dialogueNow(code)).conclusions).to.deep.equal([]);
    await conclude(press(on.chair), code, conclusion);
    await removeConclusion(press(on.chair), code, (await dialogueNow(code)).conclusions[0]!.id);
    await undo(undefined, on.chair);
    expect((await dialogueNow(code)).conclusions[0]!.dueAt).to.deep.equal(conclusion.dueAt);
  });

  it('leaves what somebody else has decided since, and undoes the others of one press', async () => {
    await setWall(press(), code, { wall: 'question' });
    await setWall(press(on.chair), code, { wall: 'pause' });
    expect(await refused(undo('dialogue.wall-set'))).to.equal('conflict dialogues.errors.decided-since');
    expect((await dialogueNow(code)).wall).to.equal('pause');
    await undo(undefined, on.chair);

    const ids = [await one.ask('Câu một của lượt này?'), await one.ask('Câu hai của lượt này?')];
    await approveQuestions(press(), code, { questions: ids });
    await rejectQuestion(press(on.chair), code, ids[0]!, {
      reason: 'off-topic',
      note: 'Câu này thuộc buổi khác.',
    });
    await approveQuestion(press(on.chair), code, ids[0]!);
    expect(await refused(undo('question.approved'))).to.equal('conflict dialogues.errors.undo-left');
    expect(await Promise.all(ids.map(status))).to.deep.equal(['approved', 'pending']);
  });

  it('lets people back in, and withdraws what was typed for a caller', async () => {
    await muteParticipant(press(), code, one.id);
    await undo();
    await removeParticipant(press(), code, one.id, { ground: 'flooding' });
    await undo();
    const { muted, removed } = (await participantRow(one.id))!;
    expect([muted, removed]).to.deep.equal([false, false]);
    const call = { clientId: 'phone-0001', text: 'Gọi điện hỏi về cây?', by: 'Ông Tư' };
    const { id } = await askForSomeone(press(), code, call);
    await undo('question.asked');
    expect(await status(id)).to.equal('withdrawn');
  });

  it('goes back step by step, and never undoes what somebody else did, or the same twice', async () => {
    const [first, second] = [await approved(), await approved()];
    await approveQuestion(press(on.chair), code, await one.ask('Câu của chủ tọa về cây?'));
    await undo();
    await undo();
    expect([await status(first), await status(second)]).to.deep.equal(['pending', 'pending']);
    expect(await refused(undo())).to.equal('conflict dialogues.errors.decided-since');
    expect(await refused(undo(undefined, on.outsider))).to.match(/forbidden|not-found/);
  });

  it('is told on: an answer that is noted by mistake waits in the queue again', async () => {
    const id = await approved();
    await takeQuestion(press(), code, id);
    await answerQuestion(press(), code, id, { way: 'room', text: '' });
    await undo('question.answered');
    expect(await status(id)).to.equal('approved');
  });
});
