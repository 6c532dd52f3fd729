import { expect } from 'chai';
import { DemoClock } from '../../server/demo/clock.ts';
import { DEMO_PASSWORD, LISTED } from '../../server/demo/people.ts';
import { playHalfYear } from '../../server/demo/play.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { CheckedAnswer } from '../../server/quality-review/model.ts';
import { signIn } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';

const NOW = new Date('2026-12-01T03:00:00Z');

/** What ships is shown: a page that only one item has, with a field that only it has, is opened too. */
describe('walk: every item of the demo as every role', function () {
  this.timeout(400_000);
  let world: World;
  const visitors = new Map<string, Visitor>();

  before(async () => {
    world = await startWorld();
    await world.app.scheduler.stop();
    await playHalfYear(world.app, new DemoClock(), { now: NOW, tell: () => {} });
    world.clock.moveTo(NOW);
    visitors.set('stranger', world.visitor());
    for (const { role, email } of LISTED) {
      const visitor = world.visitor();
      await signIn(visitor, { actor: { email }, password: DEMO_PASSWORD } as never);
      visitors.set(role, visitor);
    }
  });
  after(() => world.stop());

  /** Addresses that did not open, by role; four people at once. */
  async function closed(paths: string[], roles: string[], mayBeClosed: number[] = []): Promise<string[]> {
    const wrong: string[] = [];
    const open = async (role: string) => {
      for (const path of paths) {
        const { status } = await visitors.get(role)!.get(path);
        if (status !== 200 && !mayBeClosed.includes(status)) wrong.push(`${role} ${path}: ${status}`);
      }
    };
    await Promise.all(roles.map(open));
    return wrong;
  }

  it('opens the page and the deadline passport of each item', async () => {
    const codes = (await Feedback.find({}, { code: 1 }).lean()).map(({ code }) => code);
    expect(codes.length).to.be.greaterThan(100);
    expect(
      await closed(
        codes.map((code) => `/feedback/${code}`),
        [...visitors.keys()],
      ),
    ).to.deep.equal([]);
    const passports = codes.map((code) => `/feedback/${code}/deadline`);
    expect(await closed(passports, ['stranger', 'official'])).to.deep.equal([]);
    const cites = { status: 'answered' as const, publishText: true, 'answer.text': /Luật [^,.]+ 20\d\d/ };
    expect(await Feedback.countDocuments(cites), 'answers that cite a law by name').to.be.greaterThan(0);
  });

  it('opens each answer for the reviewer', async () => {
    const answers = await CheckedAnswer.find(
      { answeredAt: { $ne: null } },
      { code: 1, answerVersion: 1 },
    ).lean();
    const paths = answers.map(({ code, answerVersion }) => `/quality-review/${code}/${answerVersion}`);
    expect(paths.length).to.be.greaterThan(50);
    expect(await closed(paths, ['reviewer'])).to.deep.equal([]);
  });
});
