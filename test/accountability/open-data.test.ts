import { expect } from 'chai';
import { recompute } from '../../bench/scores-from-open-data.ts';
import { scoresIn } from '../../server/accountability/scores/queries.ts';
import { readPeriod } from '../../server/accountability/scores/rules.ts';
import { monthsUpTo } from '../../server/city/months.ts';
import { Feedback, type FeedbackFields } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { happenings, staffing } from '../feedback/figures/half-year.ts';
import { startWorld, type World } from '../support/world.ts';

const DEEDS = 240;

describe('open data', function () {
  this.timeout(120_000);
  let world: World;
  /** Those that have begun. */
  let months: string[];

  before(async () => {
    world = await startWorld();
    const staff = await staffing(world);
    const next = happenings(world, staff, 766);
    for (let deed = 1; deed <= DEEDS; deed++) {
      await next();
      world.clock.moveBy(((deed * 7) % 13) * 3_600_000);
      if (deed % 20 === 0) await world.advance({ hours: 3 });
    }
    await world.advance({ minutes: 5 });
    const present = world.clock.now().toISOString().slice(0, 7);
    months = monthsUpTo(present, 12).filter((month) => month >= '2026-03');
  });
  after(() => world.stop());

  const text = async (path: string) => {
    const reply = await fetch(`${world.address}${path}`);
    expect(reply.status, path).to.equal(200);
    return reply.text();
  };
  const linesOf = async (path: string) => (await text(path)).split('\n').filter(Boolean);

  it('have every item once, in the month of its receipt', async () => {
    const all = (await Promise.all(months.map((month) => linesOf(`/open-data/${month}/items.jsonl`)))).flat();
    const codes = all.map((line) => JSON.parse(line).code);
    const items = await Feedback.find().lean<FeedbackFields[]>();
    expect(codes.sort()).to.deep.equal(items.map(({ code }) => code).sort());
  });

  it('are enough to compute all scores again', async () => {
    const lines = (
      await Promise.all(months.map((month) => linesOf(`/open-data/${month}/items.jsonl`)))
    ).flat();
    const context = systemContext(world.app.site, 'test');
    let compared = 0;
    for (const name of [...months, '2026-Q1', '2026-Q2', '2026']) {
      const period = readPeriod(name)!;
      if (period.months[0]! > world.clock.now().toISOString().slice(0, 7)) continue;
      const scores = (await scoresIn({ ...context, now: world.clock.now() }, period))!;
      const again = recompute(lines, period.months);
      const plain = ({ all, handled, points, band }: typeof scores.city) => {
        const { late, appealed, reopened, dissatisfied, overridden } = handled;
        return { all, late, appealed, reopened, dissatisfied, overridden, points, band };
      };
      if (scores.city.all > 0) expect(again.get('city'), name).to.deep.equal(plain(scores.city));
      for (const { rows, few } of scores.classes)
        for (const { unit, score } of [...rows, ...few]) {
          expect(again.get(unit.slug), `${unit.slug} ${name}`).to.deep.equal(plain(score));
          compared++;
        }
    }
    expect(compared).to.be.above(5);
  });

  it('tell each changed item once since a date, as it is now', async () => {
    const whole = (await linesOf('/open-data/changes?since=2026-03-01')).map((line) => JSON.parse(line));
    expect(new Set(whole.map(({ code }) => code)).size).to.equal(whole.length);
    expect(whole.length).to.equal(await Feedback.countDocuments());
    const since = world.clock.now().toISOString().slice(0, 10);
    const few = (await linesOf(`/open-data/changes?since=${since}`)).map((line) => JSON.parse(line));
    expect(few.length).to.be.below(whole.length);
    for (const line of few) expect(whole).to.deep.include(line);
  });

  it('have a column for each field in CSV, and the schema names them all', async () => {
    const csv = await text('/open-data/2026-03/items.csv');
    const schema = JSON.parse(await text('/open-data/schema.json'));
    const [line] = await linesOf('/open-data/2026-03/items.jsonl');
    const fields = Object.keys(JSON.parse(line!));
    expect(Object.keys(schema.properties).sort()).to.deep.equal([...fields].sort());
    expect(csv.split('\r\n')[0]!.split(',').sort()).to.deep.equal(fields.sort());
  });

  it('refuse what is no month, and what lies ahead', async () => {
    for (const path of [
      '/open-data/2026-13/items.csv',
      '/open-data/2031-01/items.jsonl',
      '/open-data/x/items.csv',
    ])
      expect((await fetch(world.address + path)).status, path).to.equal(404);
    expect((await fetch(`${world.address}/open-data/changes?since=2031-01-01`)).status).to.equal(404);
    expect((await fetch(`${world.address}/open-data/changes?since=soon`)).status).to.equal(422);
  });
});
