import { expect } from 'chai';
import {
  approveQuestion,
  contestRejection,
  muteParticipant,
  rejectQuestion,
  setQueue,
  unmuteParticipant,
} from '../../../server/dialogues/index.ts';
import { myQuestions } from '../../../server/dialogues/room/mine.ts';
import { moderationFigures } from '../../../server/dialogues/streams/moderation-figures.ts';
import { roomOf, roomsInMemory } from '../../../server/dialogues/streams/rooms.ts';
import { startWorld, type World } from '../../support/world.ts';
import { refused, type Scene, scene } from '../scene.ts';

const NOTE = 'Câu này thuộc buổi đối thoại về giao thông.';

describe('dialogues: what moderators did, in numbers', function () {
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

  const figures = async () => {
    await world.settled();
    const room = await roomOf(code);
    return moderationFigures(room.staff, room.public);
  };

  it('counts what was done, also when it was undone; an objection is made once', async () => {
    const by = on.moderator.context();
    const one = await on.participant(code);
    const id = await one.ask();
    const reject = (reason: 'off-topic' | 'abusive') => rejectQuestion(by, code, id, { reason, note: NOTE });
    const contest = () => contestRejection(one.context(), code, id, { reason: 'Câu hỏi đúng chủ đề.' });
    await reject('off-topic');
    await contest();
    await approveQuestion(by, code, id);
    await reject('abusive');
    expect(await refused(contest())).to.equal('conflict dialogues.errors.contested');
    const [mine] = (await myQuestions(by, code, one.id)).questions;
    expect(mine!.rejection).to.include({ mayContest: false });
    await muteParticipant(by, code, one.id);
    await unmuteParticipant(by, code, one.id);
    await setQueue(by, code, { open: false, slowSeconds: 60 });
    await setQueue(by, code, { open: true });
    const expected = {
      ...{ asked: 1, waiting: 0, approved: 1, rejected: 2, contested: 1, upheld: 0, merged: 0, separated: 0 },
      ...{
        withdrawn: 0,
        edited: 0,
        muted: 1,
        unmuted: 1,
        removed: 0,
        reinstated: 0,
        undone: 0,
        queueClosed: 1,
        slowed: 1,
      },
    };
    const { reasons, ...counted } = await figures();
    expect(counted).to.deep.equal(expected);
    expect(reasons).to.have.deep.members([
      { reason: 'off-topic', count: 1 },
      { reason: 'abusive', count: 1 },
    ]);
  });

  it('counts the same after the room was read anew', async () => {
    const before = await figures();
    roomsInMemory().clear();
    expect(await figures()).to.deep.equal(before);
  });
});
