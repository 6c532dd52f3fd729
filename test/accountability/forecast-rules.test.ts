import { expect } from 'chai';
import fc from 'fast-check';
import {
  alternatives,
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
  const find = (by: 'assignee' | 'unit', chance = 0, who: Partial<typeof running> = {}) =>
    alternatives(historyOf(rows), { ...running, ...who }, { by, chance, can: (to) => to !== 'gone' });

  it('names a colleague of the unit who would be in time', () =>
    expect(find('assignee')).to.deep.equal([{ to: 'minh', sample: 5, median: 2, inTime: 4, chance: 0.8 }]));
  it('names another unit only when it answers on the same regulation', () =>
    expect(find('unit').map(({ to }) => to)).to.deep.equal(['b']));
  it('names no unit when no regulation is concerned', () =>
    expect(find('unit', 0, { regulation: null })).to.deep.equal([]));
  it('names nobody who would do no better', () => expect(find('assignee', 0.8)).to.deep.equal([]));
  it('names nobody when no time is left', () => expect(find('unit', 0, { left: 0.5 })).to.deep.equal([]));
});
