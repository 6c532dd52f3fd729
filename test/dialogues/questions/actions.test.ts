import { expect } from 'chai';
import {
  answerQuestion,
  approveQuestion,
  askForSomeone,
  askQuestion,
  assignQuestion,
  cancelDialogue,
  contestRejection,
  editQuestion,
  endDialogue,
  mergeQuestion,
  muteParticipant,
  prepareAnswer,
  promiseAnswer,
  putBackQuestion,
  registerParticipant,
  reinstateParticipant,
  rejectQuestion,
  removeParticipant,
  setQueue,
  takeBackDecision,
  takeQuestion,
  unmuteParticipant,
  upholdRejection,
  withdrawQuestion,
} from '../../../server/dialogues/index.ts';
import { Participant } from '../../../server/dialogues/participants/model.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import { myQuestions } from '../../../server/dialogues/room/mine.ts';
import { StreamRows } from '../../../server/dialogues/streams/model.ts';
import type { InnerQuestionView } from '../../../server/dialogues/streams/protocol.ts';
import { roomOf } from '../../../server/dialogues/streams/rooms.ts';
import type { Invalid } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  dialogueNow,
  OTHER_UNIT,
  PANEL_UNIT,
  questionNow,
  refusal,
  refused,
  type Scene,
  scene,
} from '../scene.ts';

const FORBIDDEN = 'forbidden errors.forbidden';
const NOT_FOUND = 'not-found errors.not-found';
const WRONG_STATE = 'conflict errors.wrong-state';
const NOTE = 'Câu này thuộc buổi đối thoại về giao thông.';
const VAGUE = 'Chúng tôi ghi nhận và sẽ xem xét.';

describe('questions in dialogues: actions', function () {
  this.timeout(30_000);
  let world: World;
  let on: Scene;
  let code: string;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    code = await on.session('live');
  });
  after(() => world.stop());

  const asked = async () => (await on.participant(code)).ask();
  const approved = async () => {
    const id = await asked();
    await approveQuestion(on.moderator.context(), code, id);
    return id;
  };
  const statusOf = async (id: string) => (await questionNow(id)).status;

  describe('asking', () => {
    it('needs a registration for this session', async () => {
      const other = await on.participant(await on.session('announced'));
      const ask = (participant?: string) =>
        askQuestion(on.stranger(), code, { clientId: 'client-x', text: 'Ai dọn cây đổ?' }, participant);
      const first = 'forbidden dialogues.errors.register-first';
      expect(await refused(ask())).to.equal(first);
      expect(await refused(ask(other.id))).to.equal(first);
      expect(await refused(ask('0123456789abcdef01234567'))).to.equal(first);
    });

    it('makes one question of one client id, however often it arrives', async () => {
      const one = await on.participant(code);
      const ids = await Promise.all([1, 2, 3, 4].map(() => one.ask('Ai cắt tỉa cây này?', 'client-same')));
      expect(new Set(ids).size).to.equal(1);
      expect(await one.ask('Một câu khác', 'client-same')).to.equal(ids[0]);
      expect(await Question.countDocuments({ participant: one.id })).to.equal(1);
      expect(await questionNow(ids[0]!)).to.include({
        status: 'pending',
        originalText: 'Ai cắt tỉa cây này?',
      });
      const two = await on.participant(code);
      expect(await two.ask('Ai cắt tỉa cây này?', 'client-same')).not.to.equal(ids[0]);
    });

    it('waits in slow mode, also when ten arrive at once', async () => {
      const slow = await on.session('live');
      await setQueue(on.moderator.context(), slow, { slowSeconds: 60 });
      const one = await on.participant(slow);
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => one.ask()));
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      const { text, values } = await refusal(one.ask());
      expect({ text, values }).to.deep.equal({ text: 'dialogues.errors.slow', values: { seconds: 60 } });
      world.clock.moveBy(60_000);
      await one.ask();
    });

    it('ends at twenty, when the queue is closed, before and after the session', async () => {
      const busy = await on.session('announced');
      const one = await on.participant(busy);
      for (let n = 0; n < 20; n++) await one.ask();
      expect(await refused(one.ask())).to.equal('conflict dialogues.errors.questions-each');
      await setQueue(on.moderator.context(), busy, { open: false });
      const two = await on.participant(busy);
      expect(await refused(two.ask())).to.equal('conflict dialogues.errors.queue-closed');
      await cancelDialogue(on.moderator.context(), busy, { reason: 'Trời mưa bão' });
      expect(await refused(two.ask())).to.equal('conflict dialogues.errors.not-open');
      expect(await refused(on.participant(busy))).to.equal('conflict dialogues.errors.not-open');
    });

    it('is over for those muted and removed', async () => {
      const one = await on.participant(code);
      expect(await refused(muteParticipant(on.official.context(), code, one.id))).to.equal(FORBIDDEN);
      expect(await refused(muteParticipant(on.moderator.context(), code, 'nobody'))).to.equal(NOT_FOUND);
      await muteParticipant(on.moderator.context(), code, one.id);
      await muteParticipant(on.moderator.context(), code, one.id);
      expect(await refused(one.ask())).to.equal('forbidden dialogues.errors.muted');
      await unmuteParticipant(on.moderator.context(), code, one.id);
      await one.ask();
      await removeParticipant(on.chair.context(), code, one.id, { ground: 'disruption' });
      expect(await refused(one.ask())).to.equal('forbidden dialogues.errors.removed');
      const { participant } = await myQuestions(one.context(), code, one.id);
      expect(participant, 'and reads why').to.include({ removed: true, removedFor: 'disruption' });
      await world.settled();
      const trace = await Journal.findOne({ name: 'participant.removed', 'subject.id': one.id }).lean();
      expect(trace!.details).to.deep.equal({ ground: 'disruption' });
      await reinstateParticipant(on.chair.context(), code, one.id);
      await one.ask();
      await world.settled();
      expect(await Journal.countDocuments({ name: 'participant.muted', 'subject.id': one.id })).to.equal(1);
    });

    it('is done under no name that would be taken for the chair, a moderator or whoever answers', async () => {
      const one = await on.participant(code);
      const call = (by: string, context = on.stranger()) =>
        refusal(registerParticipant(context, code, { by, language: 'vi' }));
      const faults = async (refused: Promise<unknown>) => ((await refused) as Invalid).fields['by']!.text;
      expect(await faults(call('Chủ tọa'))).to.equal('dialogues.errors.name-office');
      expect(await faults(call('Модератор', one.context())), 'changed later').to.equal(
        'dialogues.errors.name-office',
      );
      const homoglyph = on.head.actor.name.replace(/o/g, 'о').replace(/a/g, 'а');
      for (const name of [on.moderator.actor.name, on.head.actor.name, homoglyph])
        expect(await faults(call(name)), name).to.match(/dialogues\.errors\.name-(staff|office)/);
    });

    it('is over for them also when they register anew, and a second registration is no second person', async () => {
      const one = await on.participant(code, { by: 'Anh Ba', name: 'Trần Văn Ba' });
      const again = (by: string, email = '') =>
        registerParticipant(one.context(), code, { by, language: 'vi', ...(email && { email }) });
      expect((await again('Anh Tư', 'tu@reader.example')).participant).to.equal(one.id);
      expect(await again('Anh Tư')).to.deep.equal({ participant: one.id, token: one.token });
      const kept = { by: 'Anh Tư', name: 'Trần Văn Ba', email: 'tu@reader.example' };
      expect(await Participant.findById(one.id).lean()).to.include(kept);
      await muteParticipant(on.moderator.context(), code, one.id);
      expect(await refused(again('Anh Năm'))).to.equal('forbidden dialogues.errors.muted');
      await removeParticipant(on.moderator.context(), code, one.id, { ground: 'disruption' });
      expect(await refused(again('Anh Năm'))).to.equal('forbidden dialogues.errors.removed');
      await world.settled();
      expect(await Journal.countDocuments({ name: 'participant.changed', 'subject.id': one.id })).to.equal(1);
      expect(world.letters.to('tu@reader.example')).to.have.length(1);
    });

    it('is done by moderators for people on the phone', async () => {
      const call = {
        clientId: 'phone-call-1',
        text: 'Tôi không dùng mạng, ai trả lời tôi?',
        by: 'Bà Hoa',
        name: 'Trần Thị Hoa',
      };
      expect(await refused(askForSomeone(on.official.context(), code, call))).to.equal(FORBIDDEN);
      const { id } = await askForSomeone(on.moderator.context(), code, call);
      expect((await askForSomeone(on.moderator.context(), code, call)).id).to.equal(id);
      expect(await questionNow(id)).to.include({ channel: 'phone', participant: null, by: 'Bà Hoa' });
    });
  });

  describe('the asker', () => {
    it('takes it back', async () => {
      const one = await on.participant(code);
      const id = await one.ask();
      expect(await refused(withdrawQuestion(on.stranger(), code, id))).to.equal(NOT_FOUND);
      expect(await refused(withdrawQuestion(on.moderator.context(), code, id))).to.equal(FORBIDDEN);
      await withdrawQuestion(one.context(), code, id);
      expect(await statusOf(id)).to.equal('withdrawn');
      expect(await refused(withdrawQuestion(one.context(), code, id))).to.equal(WRONG_STATE);
    });

    it('contests a rejection once; moderators look again', async () => {
      const one = await on.participant(code);
      const id = await one.ask();
      const contest = () => contestRejection(one.context(), code, id, { reason: 'Câu hỏi đúng chủ đề.' });
      expect(await refused(contest())).to.equal(WRONG_STATE);
      await rejectQuestion(on.moderator.context(), code, id, { reason: 'off-topic', note: NOTE });
      expect(await refused(upholdRejection(on.moderator.context(), code, id))).to.equal(WRONG_STATE);
      await contest();
      expect(await refused(contest())).to.equal('conflict dialogues.errors.contested');
      expect(await refused(upholdRejection(one.context(), code, id))).to.equal(FORBIDDEN);
      await upholdRejection(on.moderator.context(), code, id);
      expect((await questionNow(id)).rejection).to.include({
        upheld: true,
        contested: 'Câu hỏi đúng chủ đề.',
      });
      expect(await refused(upholdRejection(on.moderator.context(), code, id))).to.equal(WRONG_STATE);
    });
  });

  describe('moderators', () => {
    it('let it through or not, and nobody else does', async () => {
      const id = await asked();
      expect(await refused(approveQuestion(on.stranger(), code, id))).to.equal(NOT_FOUND);
      expect(await refused(approveQuestion(on.outsider.context(), code, id))).to.equal(NOT_FOUND);
      await approveQuestion(on.coordinator.context(), code, id);
      expect(await refused(approveQuestion(on.moderator.context(), code, id))).to.equal(WRONG_STATE);
      expect(
        await refused(rejectQuestion(on.official.context(), code, id, { reason: 'abusive', note: NOTE })),
      ).to.equal(FORBIDDEN);
      await rejectQuestion(on.moderator.context(), code, id, { reason: 'abusive', note: NOTE });
      await approveQuestion(on.moderator.context(), code, id);
      expect(await questionNow(id)).to.deep.include({ status: 'approved', rejection: null });
      expect(
        await refused(approveQuestion(on.moderator.context(), code, '0123456789abcdef01234567')),
      ).to.equal(NOT_FOUND);
    });

    it('let one through once when two press at the same time', async () => {
      const id = await asked();
      const press = () => approveQuestion(on.moderator.context(), code, id);
      const results = await Promise.allSettled([press(), press(), press()]);
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    });

    it('merge it into another that waits', async () => {
      const [id, into] = [await asked(), await approved()];
      const merge = (target: string) => mergeQuestion(on.moderator.context(), code, id, { into: target });
      const elsewhere = await (await on.participant(await on.session('live'))).ask();
      for (const target of [id, elsewhere, '0123456789abcdef01234567'])
        expect(await refused(merge(target)), target).to.equal('invalid errors.invalid');
      await merge(into);
      expect(await questionNow(id)).to.include({ status: 'merged', into });
      expect(await refused(merge(into))).to.equal(WRONG_STATE);
      const third = await asked();
      expect(await refused(mergeQuestion(on.moderator.context(), code, third, { into: id }))).to.equal(
        'invalid errors.invalid',
      );
    });

    it('see what may be personal data in it, and say that they have looked before they let it through', async () => {
      const text = 'Gọi cho tôi theo số 0912 345 678, CCCD 001099012345, bao giờ cây được dọn?';
      const id = await (await on.participant(code)).ask(text);
      const approve = (seen?: boolean) =>
        approveQuestion(on.moderator.context(), code, id, seen ? { seen } : {});
      const { fields } = (await refusal(approve())) as Invalid;
      expect(fields['seen']!.text).to.equal('personal-data.refused');
      expect(fields['seen']!.values!['words']).to.include('0912 345 678').and.include('001099012345');
      await world.settled();
      const { state } = (await roomOf(code)).staff;
      const view = state[`inner:${id}`] as InnerQuestionView;
      expect(view.personal!.map(({ words }) => words)).to.deep.equal(['0912 345 678', '001099012345']);
      await approve(true);
      const two = await (await on.participant(code)).ask(text);
      await editQuestion(on.moderator.context(), code, two, { text: 'Bao giờ cây được dọn?' });
      await approveQuestion(on.moderator.context(), code, two);
    });

    it('take back what one key has decided: an approval, an answer, a promise', async () => {
      const id = await approved();
      const back = (decided: 'approved' | 'answered' | 'checking', who = on.moderator) =>
        takeBackDecision(who.context(), code, id, { decided });
      const answer = () =>
        answerQuestion(on.moderator.context(), code, id, { way: 'room', text: 'Nhầm câu.' });
      await answer();
      expect(await refused(back('answered', on.official))).to.equal(FORBIDDEN);
      expect(await refused(back('checking')), 'something else was decided').to.equal(WRONG_STATE);
      await back('answered');
      expect(await questionNow(id)).to.include({ status: 'approved', answer: null });
      await promiseAnswer(on.moderator.context(), code, id);
      await back('checking');
      await takeQuestion(on.moderator.context(), code, id);
      await back('approved');
      expect(await questionNow(id)).to.include({ status: 'pending', screenedAt: null });
      await world.settled();
      expect((await dialogueNow(code)).now, 'it is no longer answered').to.equal(null);
      const room = await roomOf(code);
      expect(room.public.state[`question:${id}`]).to.equal(undefined);
      expect(room.staff.told.get('question.answer-taken-back')).to.equal(1);
      const entry = await Journal.findOne({ name: 'question.answer-taken-back', 'subject.id': id }).lean();
      expect(entry!.personal).to.deep.equal({ text: 'Nhầm câu.' });
      const rows = await StreamRows.find({ dialogue: code, stream: 'public' }).lean();
      expect(JSON.stringify(rows), 'nobody catches up on it').not.to.include('Nhầm câu.');
      const over = await on.session('live');
      const late = await (await on.participant(over)).ask();
      await approveQuestion(on.moderator.context(), over, late);
      await promiseAnswer(on.moderator.context(), over, late);
      await endDialogue(on.moderator.context(), over);
      const tooLate = takeBackDecision(on.moderator.context(), over, late, { decided: 'checking' });
      expect(await refused(tooLate)).to.equal(WRONG_STATE);
    });

    it('reword what is public; what was asked stays', async () => {
      const id = await asked();
      const text = 'Bao giờ cây đổ được dọn?';
      expect(await refused(editQuestion(on.stranger(), code, id, { text }))).to.equal(NOT_FOUND);
      await editQuestion(on.moderator.context(), code, id, { text });
      await editQuestion(on.moderator.context(), code, id, { text });
      expect(await questionNow(id)).to.include({
        publicText: text,
        originalText: 'Bao giờ cây đổ trên phố tôi được dọn?',
      });
      await world.settled();
      const traces = await Journal.find({ name: 'question.edited', 'subject.id': id }).lean();
      expect(traces.map(({ personal }) => personal)).to.deep.equal([
        { before: 'Bao giờ cây đổ trên phố tôi được dọn?', after: text },
      ]);
    });

    it('assign it to a unit of the panel, under a heading', async () => {
      const id = await asked();
      const assign = (input: { unit?: string; group?: string }) =>
        assignQuestion(on.moderator.context(), code, id, input);
      expect(await refused(assign({ unit: OTHER_UNIT }))).to.equal('invalid errors.invalid');
      await assign({ unit: PANEL_UNIT, group: 'Cây đổ' });
      await assign({ group: '' });
      expect(await questionNow(id)).to.include({ unit: PANEL_UNIT, group: null });
      expect(await refused(assignQuestion(on.official.context(), code, id, { group: 'x' }))).to.equal(
        FORBIDDEN,
      );
    });

    it('take it for answering; what is answered is put back by itself', async () => {
      const [id, waiting] = [await approved(), await asked()];
      expect(await refused(takeQuestion(on.official.context(), code, id))).to.equal(FORBIDDEN);
      expect(await refused(takeQuestion(on.moderator.context(), code, waiting))).to.equal(WRONG_STATE);
      await takeQuestion(on.moderator.context(), code, id);
      await takeQuestion(on.moderator.context(), code, id);
      expect((await dialogueNow(code)).now).to.equal(id);
      await answerQuestion(on.moderator.context(), code, id, { way: 'room', text: '' });
      await world.settled();
      expect((await dialogueNow(code)).now).to.equal(null);
      await putBackQuestion(on.moderator.context(), code);
    });
  });

  describe('answers', () => {
    const assigned = async () => {
      const id = await approved();
      await assignQuestion(on.moderator.context(), code, id, { unit: PANEL_UNIT });
      return id;
    };

    it('are prepared by the unit, which alone sees them', async () => {
      const id = await assigned();
      const prepare = (who: Scene['chair']) =>
        prepareAnswer(who.context(), code, id, { text: 'Sẽ dọn trước 12/3/2026.' });
      for (const who of [on.moderator, on.otherOfficial, on.coordinator])
        expect(await refused(prepare(who))).to.equal(FORBIDDEN);
      await prepare(on.official);
      await prepare(on.head);
      expect((await questionNow(id)).prepared).to.include({ by: on.official.actor.id, unit: PANEL_UNIT });
    });

    it('in the room are noted by those who run it, while it runs', async () => {
      const soon = await on.session('announced');
      const early = await (await on.participant(soon)).ask();
      await approveQuestion(on.moderator.context(), soon, early);
      const inRoom = { way: 'room' as const, text: 'Sở trả lời tại chỗ.' };
      expect(await refused(answerQuestion(on.moderator.context(), soon, early, inRoom))).to.equal(
        WRONG_STATE,
      );
      const id = await assigned();
      expect(await refused(answerQuestion(on.official.context(), code, id, inRoom))).to.equal(FORBIDDEN);
      expect(await refused(answerQuestion(on.stranger(), code, id, inRoom))).to.equal(FORBIDDEN);
      await answerQuestion(on.chair.context(), code, id, inRoom);
      expect((await questionNow(id)).answer).to.include({ way: 'room', unit: PANEL_UNIT });
      expect(await refused(answerQuestion(on.chair.context(), code, id, inRoom))).to.equal(WRONG_STATE);
    });

    it('in writing go through the same check as everywhere', async () => {
      const id = await assigned();
      const write = (text: string, reason?: string) =>
        answerQuestion(on.official.context(), code, id, {
          way: 'written',
          text,
          ...(reason ? { reason } : {}),
        });
      const faults = async (call: Promise<unknown>) => Object.keys(((await refusal(call)) as Invalid).fields);
      expect(await faults(write('Rồi'))).to.deep.equal(['text']);
      expect(await faults(write(VAGUE))).to.deep.equal(['reason']);
      expect(await statusOf(id)).to.equal('approved');
      expect(
        await refused(
          answerQuestion(on.otherOfficial.context(), code, id, {
            way: 'written',
            text: VAGUE,
            reason: 'x',
          }),
        ),
      ).to.equal(FORBIDDEN);
      await write(VAGUE, 'Cần thêm thời gian kiểm tra tại chỗ.');
      await world.settled();
      const entry = await Journal.findOne({ name: 'question.answered', 'subject.id': id }).lean();
      expect(entry?.details).to.include({ way: 'written', verdict: 'vague', overridden: true });
      expect(entry?.personal).to.deep.equal({ reason: 'Cần thêm thời gian kiểm tra tại chỗ.' });
    });

    it('may be promised for later, and still be given', async () => {
      const id = await assigned();
      expect(await refused(promiseAnswer(on.official.context(), code, id))).to.equal(FORBIDDEN);
      await promiseAnswer(on.moderator.context(), code, id);
      expect(await refused(promiseAnswer(on.moderator.context(), code, id))).to.equal(WRONG_STATE);
      await answerQuestion(on.moderator.context(), code, id, {
        way: 'room',
        text: 'Đã kiểm tra: dọn ngày mai.',
      });
      expect(await statusOf(id)).to.equal('answered');
    });
  });
});
