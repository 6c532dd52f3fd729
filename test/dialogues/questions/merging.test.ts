import { expect } from 'chai';
import {
  answerQuestion,
  approveQuestion,
  castVote,
  endDialogue,
  mergeQuestion,
  rejectQuestion,
  separateQuestion,
  withdrawQuestion,
} from '../../../server/dialogues/index.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import { myQuestions } from '../../../server/dialogues/room/mine.ts';
import type { QuestionView } from '../../../server/dialogues/streams/protocol.ts';
import { roomOf } from '../../../server/dialogues/streams/rooms.ts';
import { votesCounted } from '../../../server/dialogues/votes/actions.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Participant, questionNow, refused, type Scene, scene } from '../scene.ts';

const NOTE = 'Câu này thuộc buổi đối thoại về giao thông.';
const FORBIDDEN = 'forbidden errors.forbidden';

describe('dialogues: merged questions', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let code: string;
  let lan: Participant;
  let hoa: Participant;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());

  beforeEach(async () => {
    code = await on.session('live');
    lan = await on.participant(code, { by: 'Lan', email: `lan@${code.toLowerCase()}.example` });
    hoa = await on.participant(code, { by: 'Hoa', email: `hoa@${code.toLowerCase()}.example` });
  });

  const by = () => on.moderator.context();
  const approved = async (one: Participant, text?: string) => {
    const id = await one.ask(text);
    await approveQuestion(by(), code, id);
    return id;
  };
  const merge = (id: string, into: string) => mergeQuestion(by(), code, id, { into });
  const vote = async (one: Participant, question: string, on = true) => {
    await world.settled();
    await castVote(one.context(), { code, question, on }, one.id);
  };
  const shown = async (id: string) => {
    await world.settled();
    await votesCounted();
    const { state } = (await roomOf(code)).public;
    const view = state[`question:${id}`] as QuestionView | undefined;
    return view && { merged: view.merged, votes: Number(state[`votes:${id}`] ?? 0) };
  };
  const subjects = (one: 'lan' | 'hoa') =>
    world.letters.to(`${one}@${code.toLowerCase()}.example`).map(({ subject }) => subject.split(':')[0]);

  it('stand for themselves again when their target is taken back, and take their votes along', async () => {
    const [own, target] = [await approved(lan), await approved(hoa)];
    await vote(lan, own);
    await vote(hoa, own);
    await vote(hoa, target);
    await merge(own, target);
    expect(await shown(target)).to.deep.equal({ merged: 1, votes: 2 });
    expect(await questionNow(own)).to.include({ status: 'merged', into: target });
    await withdrawQuestion(hoa.context(), code, target);
    await world.settled();
    expect(await questionNow(own)).to.include({ status: 'pending', into: null, screenedAt: null });
    await approveQuestion(by(), code, own);
    expect(await shown(own)).to.deep.equal({ merged: 0, votes: 2 });
    expect(await Vote.countDocuments({ question: target })).to.equal(1);
  });

  it('stand for themselves again when their target is rejected, and become items like every other', async () => {
    const [own, target] = [await lan.ask(), await approved(hoa)];
    await merge(own, target);
    await rejectQuestion(by(), code, target, { reason: 'abusive', note: NOTE });
    await endDialogue(by(), code);
    await world.advance({});
    expect((await questionNow(own)).item).to.match(/^PA-/);
  });

  it('go along when their target is merged into a third one, and all askers learn what came of it', async () => {
    const tu = await on.participant(code, { by: 'Anh Tú' });
    const [a, b, c] = [await approved(lan), await approved(hoa), await approved(tu)];
    await vote(lan, a);
    await vote(hoa, b);
    await merge(a, b);
    await merge(b, c);
    expect(await shown(c)).to.deep.equal({ merged: 2, votes: 2 });
    expect(await questionNow(a)).to.include({ into: c });
    await separateQuestion(by(), code, b);
    expect(await shown(c)).to.deep.equal({ merged: 1, votes: 1 });
    await merge(b, c);
    await endDialogue(by(), code);
    await world.settled();
    const item = (await questionNow(c)).item!;
    for (const one of ['lan', 'hoa'] as const)
      expect(subjects(one)).to.include(`Câu hỏi của ông/bà trở thành phản ánh ${item}`);
  });

  it('are separated by moderators; who voted for another one merged there has still voted', async () => {
    const tu = await on.participant(code);
    const [a, b, target] = [await approved(lan), await approved(tu), await approved(hoa)];
    for (const question of [a, b]) await vote(lan, question);
    await merge(a, target);
    await merge(b, target);
    expect(await shown(target)).to.deep.equal({ merged: 2, votes: 1 });
    expect(await refused(separateQuestion(on.official.context(), code, a))).to.equal(
      'not-found errors.not-found',
    );
    expect(await refused(separateQuestion(lan.context(), code, a))).to.equal(FORBIDDEN);
    await separateQuestion(by(), code, a);
    expect(await refused(separateQuestion(by(), code, a))).to.equal('conflict errors.wrong-state');
    expect(await shown(target)).to.deep.equal({ merged: 1, votes: 1 });
    await separateQuestion(by(), code, b);
    expect(await shown(target)).to.deep.equal({ merged: 0, votes: 0 });
    expect(await shown(b)).to.equal(undefined);
  });

  it('keep apart what was said of each: no merging and no separating loses an acknowledged vote', async () => {
    const [own, target] = [await approved(hoa), await approved(hoa)];
    await vote(lan, own);
    await merge(own, target);
    await vote(lan, target);
    expect(await shown(target)).to.deep.equal({ merged: 1, votes: 1 });
    await separateQuestion(by(), code, own);
    expect(await shown(target), 'voted for it all the same').to.deep.equal({ merged: 0, votes: 1 });
    await approveQuestion(by(), code, own);
    expect(await shown(own)).to.deep.equal({ merged: 0, votes: 1 });
  });

  it('stay without whoever took back the vote, wherever they go together, until they stand for themselves', async () => {
    const [own, target, third] = [await approved(hoa), await approved(hoa), await approved(hoa)];
    await vote(lan, own);
    await merge(own, target);
    await vote(lan, target, false);
    expect(await shown(target)).to.deep.equal({ merged: 1, votes: 0 });
    await merge(target, third);
    expect(await shown(third)).to.deep.equal({ merged: 2, votes: 0 });
    await separateQuestion(by(), code, own);
    await approveQuestion(by(), code, own);
    expect(await shown(own)).to.deep.equal({ merged: 0, votes: 1 });
    await merge(own, third);
    expect(await shown(third)).to.deep.equal({ merged: 2, votes: 1 });
  });

  it('merged by a version that copied votes are counted as it counted them', async () => {
    const [own, target, third] = [await approved(hoa), await approved(hoa), await approved(hoa)];
    for (const one of [lan, hoa]) await vote(one, own);
    await merge(own, target);
    await world.settled();
    // As they stood there: Hoa had taken back her vote for the target.
    await Question.updateOne({ _id: own }, { $unset: { mergings: 1 } });
    const copy = { dialogue: code, participant: lan.id, question: target, from: own, at: new Date() };
    await Vote.create({ _id: `${target} ${lan.id}`, ...copy });
    const tu = await on.participant(code);
    await vote(tu, target);
    expect(await shown(target)).to.deep.equal({ merged: 1, votes: 2 });
    expect((await myQuestions(lan.context(), code, lan.id)).votes).to.have.members([own, target]);
    expect((await myQuestions(hoa.context(), code, hoa.id)).votes).to.deep.equal([own]);
    await merge(target, third);
    expect((await shown(third))!.votes, 'of all who have voted').to.equal(3);
    await separateQuestion(by(), code, own);
    await approveQuestion(by(), code, own);
    expect(await shown(own)).to.deep.equal({ merged: 0, votes: 2 });
    expect(await Vote.countDocuments({ question: target }), 'copies are gone').to.equal(1);
  });

  it('are not lost when two are merged into each other at once', async () => {
    const [a, b] = [await approved(lan), await approved(hoa)];
    await Promise.allSettled([merge(a, b), merge(b, a)]);
    await world.settled();
    expect(await Question.countDocuments({ _id: { $in: [a, b] }, status: { $ne: 'merged' } })).to.be.at.least(
      1,
    );
  });

  it('are followed by their askers: letters of the merging and the answer, and a link on the page', async () => {
    const [own, target] = [
      await lan.ask('Ngõ nhà tôi ai tỉa cây?'),
      await approved(hoa, 'Ai tỉa cây trong ngõ?'),
    ];
    await merge(own, target);
    await answerQuestion(by(), code, target, {
      way: 'written',
      text: 'Cây sẽ được tỉa trước ngày 12/3/2026, Phòng Hạ tầng phụ trách, điện thoại 024 3999 1234.',
      reason: 'Việc đơn giản.',
    });
    await world.settled();
    expect(subjects('lan')).to.include.members([
      'Câu hỏi của ông/bà được gộp với câu tương tự',
      'Câu hỏi của ông/bà đã được trả lời',
    ]);
    const [letter] = world.letters
      .to(`lan@${code.toLowerCase()}.example`)
      .filter(({ subject }) => subject.includes('đã được trả lời'));
    expect(letter!.text)
      .to.include('Ngõ nhà tôi')
      .and.include('Ai tỉa cây trong ngõ?')
      .and.include('12/3/2026');
    const page = await world.visitor().get(`/dialogues/${code}/take-part/${lan.token}`);
    const link = page.$(`[data-own="${own}"] [data-part=shown-link]`).attr('href')!;
    expect(link).to.equal(`/dialogues/${code}?question=${target}#q-${target}`);
    const shown = await world.visitor().get(link);
    expect(shown.$(`#q-${target}`)).to.have.length(1);
  });
});
