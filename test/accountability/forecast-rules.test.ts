import { expect } from 'chai';
import fc from 'fast-check';
import {
  alternatives,
  Backlog,
  estimate,
  type Handled,
  historyOf,
  quantile,
  type Running,
} from '../../server/accountability/rules.ts';

const past = (days: number, wishes: Partial<Handled> = {}): Handled => ({
  unit: 'a',
  assignee: 'lan',
  regulation: 'trees',
  kind: 'feedback',
  days,
  on: 0,
  ...wishes,
});
const item = (used: number, left: number, wishes: Partial<Running> = {}): Running => ({
  unit: 'a',
  regulation: 'trees',
  kind: 'feedback',
  used,
  left,
  ...wishes,
});
const history = [2, 4, 6, 8, 10, 12].map((days) => past(days));

describe('the forecast', () => {
  const CASES: [used: number, left: number, longer: number, inTime: number][] = [
    [0, 12, 6, 6],
    [0, 5, 6, 2],
    [5, 3, 4, 2],
    [8, 1, 2, 0],
    [8, 2, 2, 1],
    [12, 3, 0, 0],
  ];
  for (const [used, left, longer, inTime] of CASES)
    it(`after ${used} days with ${left} left: ${inTime} of ${longer}`, () => {
      const found = estimate(historyOf(history), item(used, left))!;
      expect(found).to.include({ basis: 'unit-regulation', sample: 6, median: 6, most: 12, longer, inTime });
      expect(found.chance).to.equal(longer ? inTime / longer : 0);
    });

  it('takes the closest group that is large enough', () => {
    const basis = (wishes: Partial<Running>, rows = history) =>
      estimate(historyOf(rows), item(1, 5, wishes))?.basis;
    expect(basis({ regulation: 'roads' })).to.equal('unit-kind');
    expect(basis({ regulation: null })).to.equal('unit-kind');
    expect(basis({ regulation: 'roads', kind: 'question' })).to.equal('unit');
    expect(basis({ unit: 'b' })).to.equal('regulation');
    expect(basis({ unit: 'b', regulation: null })).to.equal('city');
    expect(basis({}, history.slice(0, 4))).to.equal(undefined);
  });

  it('looks at a wider group when nothing in the closest took so long', () => {
    const rows = [...history, ...[14, 15, 16, 20].map((days) => past(days, { regulation: 'roads' }))];
    expect(estimate(historyOf(rows), item(13, 2))).to.include({ basis: 'unit-kind', longer: 4, inTime: 2 });
  });

  it('has no chance while others take all the time that is left', () => {
    expect(estimate(historyOf(history), item(0, 12, { wait: 12 }))!.chance).to.equal(1);
    expect(estimate(historyOf(history), item(0, 12, { wait: 12.5 }))).to.include({ inTime: 6, chance: 0 });
  });

  it('never grows when time passes or the date comes nearer', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 5, maxLength: 40 }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (days, used, left, less) => {
          const rows = historyOf(days.map((each) => past(each)));
          const chance = (time: Running) => estimate(rows, time)!.chance;
          expect(chance(item(used, Math.max(0, left - less)))).to.be.at.most(chance(item(used, left)));
          // A day that passes without an answer takes from what is left what it adds to what is used.
          const passed = Math.min(less, left);
          expect(chance(item(used + passed, left - passed))).to.be.at.most(chance(item(used, left)) + 1e-9);
        },
      ),
    ));

  it('finds quantiles by the nearest rank', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).to.equal(2);
    expect(quantile([1, 2, 3, 4, 5], 0.5)).to.equal(3);
    expect(quantile([7], 0.9)).to.equal(7);
    expect(quantile([1, 2], 0)).to.equal(1);
  });
});

describe('what stands before an item', () => {
  const on = [1, 1, 2, 5, 5, 6, 7, 20].map((day) => past(1, { on: day }));
  const place = (code: string, day: number) => ({ code, dueAt: new Date(Date.UTC(2026, 2, day)) });
  const unit = { by: 'unit', who: 'a' } as const;
  const backlog = new Backlog(historyOf(on));
  for (const each of [place('1', 3), place('2', 4), place('3', 4), place('4', 5)]) backlog.add(unit, each);

  it('is what has an earlier date, or the same and an earlier code', () => {
    const ahead = (code: string, day: number) => backlog.waitOf(unit, place(code, day)).ahead;
    expect([ahead('1', 3), ahead('2', 4), ahead('3', 4), ahead('4', 5), ahead('9', 4)]).to.deep.equal([
      0, 1, 2, 3, 3,
    ]);
  });

  it('takes its time at the pace of the best five days on end', () =>
    expect(backlog.waitOf(unit, place('4', 5))).to.deep.equal({ by: 'unit', ahead: 3, week: 5, days: 3 }));

  it('and at one answer a day for whom so many have never come in', () => {
    const queue = { by: 'assignee', who: 'new' } as const;
    backlog.add(queue, place('1', 3));
    expect(backlog.waitOf(queue, place('2', 4))).to.include({ ahead: 1, week: 5, days: 1 });
  });
});

describe('what handing over would change', () => {
  const rows = [
    ...[8, 9, 10, 11, 12].map((days) => past(days)),
    ...[1, 2, 2, 3, 9].map((days) => past(days, { assignee: 'minh' })),
    ...[1, 1, 1, 1, 1].map((days) => past(days, { assignee: 'hoa', unit: 'b' })),
    ...[1, 1, 1, 1, 1].map((days) => past(days, { assignee: 'duc', unit: 'c', regulation: 'roads' })),
    ...[1, 1].map((days) => past(days, { assignee: 'new' })),
    ...[1, 1, 1, 1, 1].map((days) => past(days, { assignee: 'gone' })),
  ];
  const running = { ...item(5, 3), assignee: 'lan' };
  const find = (by: 'assignee' | 'unit', chance = 0, who: Partial<typeof running> = {}, wait = 0) =>
    alternatives(
      historyOf(rows),
      { ...running, ...who },
      { by, chance, can: (to) => to !== 'gone', wait: () => wait },
    );

  it('names a colleague of the unit who would be in time', () =>
    expect(find('assignee')).to.deep.equal([{ to: 'minh', sample: 5, median: 2, inTime: 4, chance: 0.8 }]));
  it('names another unit only when it answers on the same regulation', () =>
    expect(find('unit').map(({ to }) => to)).to.deep.equal(['b']));
  it('names no unit when no regulation is concerned', () =>
    expect(find('unit', 0, { regulation: null })).to.deep.equal([]));
  it('names nobody who has too much before it', () => {
    expect(find('assignee', 0, {}, 3).map(({ to }) => to)).to.deep.equal(['minh']);
    expect(find('assignee', 0, {}, 3.1)).to.deep.equal([]);
  });
  it('names nobody who would do no better', () => expect(find('assignee', 0.8)).to.deep.equal([]));
  it('names nobody when no time is left', () => expect(find('unit', 0, { left: 0.5 })).to.deep.equal([]));
});
