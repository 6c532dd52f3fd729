import { expect } from 'chai';
import { approveQuestion, castVote } from '../../../server/dialogues/index.ts';
import { roomOf } from '../../../server/dialogues/streams/rooms.ts';
import { votesCounted } from '../../../server/dialogues/votes/actions.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Scene, scene } from '../scene.ts';

describe('counting votes while the store falters', function () {
  this.timeout(30_000);
  let world: World;
  let on: Scene;
  const { countDocuments } = Vote;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  afterEach(() => {
    Vote.countDocuments = countDocuments;
  });
  after(() => world.stop());

  it('tells the sum after all, with what came meanwhile', async () => {
    const code = await on.session('live');
    const [one, two] = [await on.participant(code), await on.participant(code)];
    const question = await one.ask('Bao giờ mở rộng đường?');
    await approveQuestion(on.moderator.context(), code, question);
    await world.settled();
    await votesCounted();
    let failures = 0;
    Vote.countDocuments = (() => {
      failures++;
      Vote.countDocuments = countDocuments;
      throw new Error('the store does not answer');
    }) as unknown as typeof countDocuments;
    await castVote(one.context(), { code, question, on: true }, one.id);
    await castVote(two.context(), { code, question, on: true }, two.id);
    await votesCounted();
    expect(failures).to.equal(1);
    expect((await roomOf(code)).public.state[`votes:${question}`]).to.equal(2);
  });
});
