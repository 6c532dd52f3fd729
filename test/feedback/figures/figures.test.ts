import { expect } from 'chai';
import { commitmentsByUnit } from '../../../server/commitments/figures.ts';
import { features } from '../../../server/features.ts';
import { crossedByMonth, crossedByUnit, idsCrossed } from '../../../server/feedback/figures/crossed.ts';
import {
  figuresByKey,
  figuresByMonth,
  idsHandled,
  type PeriodFigures,
  presentIn,
  sumOf,
} from '../../../server/feedback/figures/periods.ts';
import {
  afterFigures,
  countAnswersByUnit,
  countOpenByOfficial,
  countOverdue,
  countReceived,
  deskCounts,
  feedbackFigures,
  triageCounts,
} from '../../../server/feedback/figures/read.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { HANDLED_AS } from '../../../server/feedback/item/rules/handled.ts';
import { OPEN } from '../../../server/feedback/item/rules/status.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { type Counts, countingReaction, rebuildFigures } from '../../../server/platform/figures/index.ts';
import { FigureBatchModel, FigurePartModel, FigureRowModel } from '../../../server/platform/figures/model.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  afterCounted,
  commitmentsCounted,
  crossedCounted,
  deskCounted,
  handledCounted,
  homeCounted,
  monthCounted,
  openByOfficialCounted,
  overdueCounted,
  periodCounted,
  triageCounted,
} from './counted.ts';
import { happenings, REGULATIONS, type Staffing, staffing, UNITS } from './half-year.ts';

const DAY_MS = 86_400_000;
const DEEDS = 280;
const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
/** Rows keep fields that have gone back to 0. */
const sumUp = (counts: Record<string, number>) => sumOf([counts]);
const sources = features.flatMap((feature) => feature.counted ?? []);

describe('figures of a random half year', function () {
  this.timeout(300_000);
  let world: World;
  let staff: Staffing;
  let seen: PeriodFigures | undefined;

  before(async () => {
    world = await startWorld();
    staff = await staffing(world);
  });
  after(() => world.stop());

  async function compare(): Promise<void> {
    await world.settled();
    const now = world.clock.now();
    expect(await feedbackFigures(now)).to.deep.equal(await homeCounted(now));
    const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
    for (const units of [[UNITS[0]], [...UNITS]])
      for (const decides of [true, false]) {
        const horizons = { now, tomorrow: inDays(1), nextWeek: inDays(7), decides };
        expect(await deskCounts(units, horizons)).to.deep.equal(await deskCounted(units, horizons));
        expect(await countOverdue(units, now)).to.equal(await overdueCounted(units, now));
      }
    expect(await countOverdue(undefined, now)).to.equal(await overdueCounted(undefined, now));
    expect(await triageCounts()).to.deep.equal(await triageCounted());
    for (const unit of UNITS)
      expect(await afterFigures('unit', unit)).to.deep.equal(await afterCounted('unit', unit));
    for (const each of REGULATIONS)
      expect(await afterFigures('regulation', each)).to.deep.equal(await afterCounted('regulation', each));
    for (const month of MONTHS) {
      const { received, answers } = await monthCounted(month);
      expect(await countReceived(month), month).to.equal(received);
      expect(new Map([...(await countAnswersByUnit(month))!].sort()), month).to.deep.equal(answers);
    }
    await comparePeriods();
    const accounts = UNITS.map((unit) => staff.officials[unit]!.actor.id);
    expect(await countOpenByOfficial(accounts)).to.deep.equal(await openByOfficialCounted(accounts));
    expect(new Map([...(await commitmentsByUnit())!].sort())).to.deep.equal(await commitmentsCounted());
  }

  async function comparePeriods(): Promise<void> {
    const handled = await handledCounted();
    const [coordinators, units] = await Promise.all([
      figuresByMonth([{ of: 'city', key: 'coordinators' }], MONTHS),
      Promise.all(MONTHS.map((month) => figuresByKey('unit', [month], ['handled']))),
    ]);
    for (const [at, month] of MONTHS.entries())
      for (const as of HANDLED_AS)
        for (const unit of [undefined, ...UNITS]) {
          const ids = handled.get([unit ?? '-', month, as].join(' ')) ?? [];
          const figures = unit ? units[at]!.get(unit) : sumOf([coordinators![at]!]);
          expect(figures?.handled[as] ?? 0, `${unit} ${month} ${as}`).to.equal(ids.length);
          expect((await idsHandled(unit, [month], as)).sort()).to.deep.equal(ids);
        }
    const city = await figuresByMonth([{ of: 'city', key: 'all' }], MONTHS);
    for (const [at, month] of MONTHS.entries()) {
      const { answers, overrides, reopened, grades, flags, took, received } = sumOf([city![at]!]);
      const [unclear, solved] = [grades.clear.no, grades.solved.yes];
      const pingPong = flags['ping-pong'];
      const counted = await periodCounted(month);
      expect({ answers, overrides, reopened, unclear, solved, pingPong }, month).to.deep.equal(counted);
      expect(took.reduce((sum, { count }) => sum + count, 0)).to.equal(answers);
      expect(received).to.equal((await monthCounted(month)).received);
    }
    await compareCrossings();
    const all = sumOf(city!);
    if (all.received > DEEDS / 8) seen = all;
  }

  /** What several filters find together, month by month, and the items behind it. */
  async function compareCrossings(): Promise<void> {
    const ofUnits = await crossedByUnit({ regulations: REGULATIONS, language: 'vi' }, MONTHS);
    for (const unit of UNITS) {
      const { open } = presentIn(
        (ofUnits as Map<string, { now: Counts }>).get(unit)?.now ?? {},
        '2026-03-01',
      );
      const filter = {
        unit,
        language: 'vi',
        regulation: { $in: REGULATIONS },
        status: { $in: OPEN },
      } as object;
      expect(open, unit).to.equal(await Feedback.countDocuments(filter));
    }
    for (const unit of UNITS) {
      const alone = await figuresByMonth([{ of: 'unit', key: unit }], MONTHS);
      const gone = (await crossedByMonth({ units: [unit] }, MONTHS)) as Record<string, number>[];
      expect(gone.map(sumUp), unit).to.deep.equal(alone!.map(sumUp));
      for (const regulation of REGULATIONS) {
        const crossing = { units: [unit], regulations: [regulation], language: 'vi' };
        const counted = await crossedCounted({ unit, regulation, language: 'vi' });
        const rows = (await crossedByMonth(crossing, MONTHS)) as Record<string, number>[];
        for (const [at, month] of MONTHS.entries()) {
          const { received, answers } = sumOf([rows[at]!]);
          const { ids, answered } = counted(month);
          expect({ received, answers }, `${unit} ${regulation} ${month}`).to.deep.equal({
            received: ids.length,
            answers: answered,
          });
        }
        const behind = (await idsCrossed(crossing, [MONTHS[0]!], 'received')) as { id: string }[];
        expect(behind.map(({ id }) => id)).to.deep.equal(counted(MONTHS[0]!).ids);
      }
    }
  }

  it('are those that one counts through all items, on every day of it', async () => {
    const next = happenings(world, staff, 20_261_201);
    let done = 0;
    for (let deed = 1; deed <= DEEDS; deed++) {
      if (!['refused', 'nobody'].includes(await next())) done++;
      world.clock.moveBy(((deed * 7) % 13) * 3_600_000);
      if (deed % 20 === 0) await world.advance({ hours: 3 });
      if (deed % 40 === 0) await compare();
    }
    expect(done).to.be.above(DEEDS / 3);
    const home = (await feedbackFigures(world.clock.now()))!;
    expect((await afterFigures('unit', UNITS[0]))!.reopened).to.be.above(0);
    for (const [name, count] of Object.entries(home)) expect(count, name).to.be.above(0);
    const { late, well, ...others } = seen!.handled;
    for (const count of [late, well, Object.values(others).reduce((sum, each) => sum + each, 0)])
      expect(count, JSON.stringify(seen!.handled)).to.be.above(0);
  });

  it('stay as they are when all entries come again', async () => {
    const before = await FigureRowModel.find().sort({ _id: 1 }).lean();
    const context = systemContext(world.app.site, 'test');
    let again = 0;
    for (const source of sources) {
      const reaction = countingReaction(source);
      const entries = await Journal.find({ name: { $in: [...source.to] } }).lean();
      again += entries.length;
      await Promise.all(entries.map((entry) => reaction.run(entry, context)));
    }
    expect(again).to.be.above(DEEDS / 2);
    expect(await FigureRowModel.find().sort({ _id: 1 }).lean()).to.deep.equal(before);
    const rebuilt = await rebuildFigures(sources, world.clock.now());
    expect(rebuilt).to.include({ recounted: 0 });
    expect(rebuilt!.mended).to.deep.equal([]);
    expect(await FigureRowModel.find().sort({ _id: 1 }).lean()).to.deep.equal(before);
  });

  it('are mended when rows are wrong or lost, and it is told which', async () => {
    await FigureRowModel.updateOne(
      { _id: 'city/all' },
      { $inc: { 'counts.answered': 7, 'counts.nothing': 1 } },
    );
    await FigureRowModel.deleteOne({ _id: `unit/${UNITS[0]}` });
    const rebuilt = await rebuildFigures(sources, world.clock.now());
    expect(rebuilt!.mended.sort()).to.deep.equal(['city/all', `unit/${UNITS[0]}`]);
    await compare();
  });

  it('are rebuilt when all of them are lost', async () => {
    await FigureRowModel.deleteMany({});
    await FigurePartModel.deleteMany({});
    const rebuilt = await rebuildFigures(sources, world.clock.now());
    expect(rebuilt!.recounted).to.equal(rebuilt!.documents);
    await compare();
  });

  it('are not told as 0 while they are being counted', async () => {
    await FigureBatchModel.collection.deleteOne({ _id: 'state' } as object);
    const now = world.clock.now();
    expect(await countOverdue([UNITS[0]], now)).to.equal(undefined);
    expect(await countOverdue(undefined, now)).to.equal(undefined);
    expect(await countOpenByOfficial([])).to.equal(undefined);
    expect(await countReceived(MONTHS[0]!)).to.equal(undefined);
    expect(await commitmentsByUnit()).to.equal(undefined);
    const page = await world.visitor().get('/commitments');
    expect(page.status).to.equal(200);
  });
});
