import { expect } from 'chai';
import { transferFeedback } from '../../../server/feedback/index.ts';
import { itemPage } from '../../../server/feedback/item-page/queries.ts';
import type { Context } from '../../../server/platform/context.ts';
import { OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { signIn } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { refusal, type Scene, scene } from '../clocks/scene.ts';

const THIRD_UNIT = 'dept-justice';
const passOn = (context: Context, code: string, unit: string) =>
  transferFeedback(context, code, { unit, reason: 'Việc của nơi khác.' });

describe('decision of the arbiter', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());
  beforeEach(() => world.clock.moveTo(WORLD_START));

  async function rejected(): Promise<string> {
    const { code } = await on.assigned();
    await on.dispute(on.official.context(), code);
    await on.decide(on.coordinator.context(), code, UNIT);
    return code;
  }

  it('binds the unit that was told that the item is its own: its head passes it on to nobody', async () => {
    const code = await rejected();
    for (const unit of [OTHER_UNIT, THIRD_UNIT])
      expect(await refusal(passOn(on.head.context(), code, unit))).to.equal(
        'feedback.errors.arbiter-decided',
      );
    expect((await on.find(code)).unit).to.equal(UNIT);
  });

  it('offers the head no form for it, and says why', async () => {
    const code = await rejected();
    const head = world.visitor();
    await signIn(head, on.head);
    const page = await head.get(`/feedback/${code}`);
    expect(page.$(`form[action="/feedback/${code}/transfer"]`).length).to.equal(0);
    expect(page.text).to.contain('Cán bộ đầu mối đã quyết định cơ quan này trả lời');
    await head.get('/inbox');
    const sent = await head.post(`/feedback/${code}/transfer`, {
      unit: OTHER_UNIT,
      reason: 'Việc nơi khác.',
    });
    expect([sent.status, sent.text.includes('Chỉ cán bộ đầu mối mới chuyển đi được')]).to.deep.equal([
      409,
      true,
    ]);
  });

  it('binds the unit that the arbiter found competent too; it may dispute once itself', async () => {
    const { code } = await on.assigned();
    await on.dispute(on.head.context(), code);
    await on.decide(on.coordinator.context(), code, OTHER_UNIT);
    const other = await on.cast.inUnit('head', OTHER_UNIT);
    expect(await refusal(passOn(other.context(), code, THIRD_UNIT))).to.equal(
      'feedback.errors.arbiter-decided',
    );
    expect((await itemPage(other.context(), code)).may['dispute']).to.equal(true);
    await on.dispute(other.context(), code, THIRD_UNIT);
    expect((await on.find(code)).dispute!.decided).to.equal(null);
  });

  it('does not bind coordinators, and a unit that got the item from one afterwards is free', async () => {
    const code = await rejected();
    expect((await itemPage(on.coordinator.context(), code)).may['transfer']).to.equal(true);
    await passOn(on.coordinator.context(), code, OTHER_UNIT);
    const other = await on.cast.inUnit('head', OTHER_UNIT);
    expect((await itemPage(other.context(), code)).may['transfer']).to.equal(true);
    await passOn(other.context(), code, THIRD_UNIT);
    expect((await on.find(code)).unit).to.equal(THIRD_UNIT);
  });
});
