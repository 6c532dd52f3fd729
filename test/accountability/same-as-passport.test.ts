import { expect } from 'chai';
import { currentLimits, limitsNumber, takeLimits } from '../../server/calendar/current.ts';
import { classifyFeedback, routeFeedback, transferFeedback } from '../../server/feedback/index.ts';
import { deadlinePassport } from '../../server/feedback/passport/queries.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { api, senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const REASON = 'Phải hỏi ba cơ quan mới rõ.';

describe('the delay list and the deadline passport, where a level has a limit of its own', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world?.stop());

  const at = (time: string) => world.clock.moveTo(new Date(`${time}:00+07:00`));

  /** What is complex may be kept for ten working days before it is passed on, instead of five. */
  function tenDaysToPassOn(): void {
    const general = currentLimits().find(({ step }) => step === 'transfer')!;
    const complex = { ...general, complexity: 'complex', amount: 10 };
    takeLimits({ number: limitsNumber(), rows: [...currentLimits(), complex] });
  }

  it('say the same of who lost the days', async () => {
    tenDaysToPassOn();
    const { coordinator, inUnit } = await castOf(world);
    const { code } = await item(world, { status: 'accepted' });
    await classifyFeedback(coordinator.context(), code, { complexity: 'complex', reason: REASON });
    await routeFeedback(coordinator.context(), code, { unit: OTHER_UNIT, reason: REASON });
    at('2026-03-20T10:00');
    const other = await inUnit('head', OTHER_UNIT);
    await transferFeedback(other.context(), code, { unit: UNIT, reason: REASON });
    at('2026-03-31T10:00');

    const passport = await deadlinePassport(senderContext(world), code);
    const told = passport.delays.map(({ unit, days }) => [unit?.slug ?? null, days]);
    expect(told).to.deep.equal([
      [OTHER_UNIT, 2],
      [UNIT, 2],
    ]);
    const { items } = (await api(world)('get', '/delays/2026-03')).body;
    const row = items.find((each: { code: string }) => each.code === code);
    const listed = row.lost.map(({ unit, days }: any) => [unit?.slug ?? null, days]);
    expect(listed).to.have.deep.members(told);
  });
});
