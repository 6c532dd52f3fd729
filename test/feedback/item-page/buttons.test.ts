import { expect } from 'chai';
import { rateFeedback, reopenFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { itemPage } from '../../../server/feedback/item-page/queries.ts';
import { item, UNIT } from '../../support/factories.ts';
import { senderContext, signIn } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { type Scene, scene } from '../clocks/scene.ts';

const DAY_MS = 86_400_000;

describe('buttons of an item', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());
  beforeEach(() => world.clock.moveTo(WORLD_START));

  const holder = { unit: UNIT, step: 'acceptance', from: WORLD_START, to: null, dueAt: null, doneAt: null };
  const contribution = {
    ...{ unit: 'dept-justice', question: 'Đất có tranh chấp không?', until: WORLD_START, askedBy: 'a' },
    ...{ askedAt: WORLD_START, remindedAt: null, text: 'Không.', by: 'b' },
    ...{ givenAt: WORLD_START, withdrawnAt: null },
  };
  const file = { id: 'a', name: 'a.pdf', type: 'application/pdf', bytes: 1, description: '', by: 'a' };
  const interim = { text: 'Đang đo.', promisedAt: WORLD_START, contact: { person: 'a', reach: 'b' } };
  const message = { at: WORLD_START, from: 'office', text: 'Ở đâu?' };

  const full: [act: string, set: object, reason: string][] = [
    ['transfer', { holdings: Array(20).fill(holder) }, 'feedback.errors.too-many-moves'],
    ['dispute', { holdings: Array(19).fill(holder) }, 'feedback.errors.too-many-moves'],
    [
      'askContribution',
      { contributions: Array.from({ length: 6 }, (_, at) => ({ ...contribution, n: at + 1 })) },
      'feedback.contributions.errors.many',
    ],
    [
      'addEvidence',
      { evidence: Array(5).fill({ ...file, at: WORLD_START }) },
      'feedback.evidence.errors.many',
    ],
    [
      'interim',
      { interims: Array(10).fill({ ...interim, at: WORLD_START }) },
      'feedback.answer.interim.errors.many',
    ],
    ['requestInfo', { messages: Array(20).fill(message) }, 'feedback.errors.too-many-messages'],
    [
      'submit',
      { contributions: [{ ...contribution, n: 1, givenAt: null }] },
      'feedback.contributions.errors.awaited',
    ],
    [
      'extend',
      { extensions: [{ amount: 1, unit: 'working_days', reason: 'Phải đo.', at: WORLD_START }] },
      'feedback.errors.extension-twice',
    ],
    ['classify', { dueAt: new Date(WORLD_START.getTime() - DAY_MS) }, 'feedback.errors.classified-late'],
  ];
  for (const [act, set, reason] of full)
    it(`${act}: none where the action refuses it, with its reason`, async () => {
      const { code } = await on.assigned();
      const before = await itemPage(on.head.context(), code);
      expect([before.may[act as never], before.why[act as never]]).to.deep.equal([true, undefined]);
      await Feedback.collection.updateOne({ code }, { $set: set });
      const { may, why } = await itemPage(on.head.context(), code);
      expect([may[act as never], why[act as never]]).to.deep.equal([false, { text: reason }]);
      // Whoever may not do it in any case does not wonder why.
      expect((await itemPage(senderContext(world, code), code)).why).to.deep.equal({});
    });

  it('stand on the page as sentences', async () => {
    const { code } = await on.assigned();
    await Feedback.updateOne({ code }, { $set: { holdings: Array(20).fill(holder) } });
    const head = world.visitor();
    await signIn(head, on.head);
    const page = await head.get(`/feedback/${code}`);
    expect(page.$(`form[action="/feedback/${code}/transfer"]`).length).to.equal(0);
    expect(page.$(`form[action="/feedback/${code}/dispute"]`).length).to.equal(0);
    // One sentence for both.
    expect(page.text.split('Hồ sơ đã chuyển quá nhiều lần').length).to.equal(2);
  });

  it('offer the limits by which a reopened item is counted', async () => {
    const { code } = await item(world, { status: 'answered' });
    const rating = { answered: 'no', clear: 'no', solved: 'no', reasons: [], note: '' } as const;
    await rateFeedback(senderContext(world, code), code, { ...rating, reasons: [] });
    await reopenFeedback(senderContext(world, code), code, { reason: 'Chưa nói khi nào cắt cây.' });
    const { inside } = await itemPage(on.coordinator.context(), code);
    const limits = inside!.clock.levels.map(({ limit }) => [limit.amount, limit.unit]);
    // The table has one limit for the second look, whatever its level.
    expect(limits).to.deep.equal([
      [10, 'working_days'],
      [10, 'working_days'],
    ]);
  });
});
