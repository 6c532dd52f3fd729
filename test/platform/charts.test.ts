import { expect } from 'chai';
import fc from 'fast-check';
import { stepFor } from '../../server/platform/web/charts/columns.ts';
import { barsOf, columnsOf, sharesOf, tileLevel } from '../../server/platform/web/charts/index.ts';
import { percentages } from '../../server/platform/web/charts/shares.ts';

const counts = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 24 });
const numberOf = (percent: string) => Number(percent.replace('%', ''));

describe('charts', () => {
  it('have scales of round steps, at most four above the base', () => {
    expect([1, 4, 5, 9, 11, 41, 100, 101, 999, 1001].map(stepFor)).to.deep.equal([
      ...[1, 1, 2, 5, 5, 20, 25, 50, 250, 500],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (most) => {
        const step = stepFor(most);
        expect(Number.isInteger(step)).to.equal(true);
        expect(Math.ceil(most / step)).to.be.at.most(4);
      }),
    );
  });

  it('keep all columns within their place, as high as their number', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const labels = one.map((_, at) => ({ short: String(at), long: String(at) }));
        const chart = columnsOf({
          labels,
          series: [
            { name: 'a', values: one },
            { name: 'b', values: one.map((_, at) => other[at] ?? null) },
          ],
        });
        const bars = chart.columns.flatMap((column) => column.bars);
        const top = chart.ticks.at(-1)!;
        for (const { x, width, y, height, value } of bars) {
          expect(numberOf(x)).to.be.least(0);
          expect(numberOf(x) + numberOf(width)).to.be.at.most(100.01);
          expect(y).to.be.least(top.y - 0.1);
          expect(height / (chart.base - top.y)).to.be.closeTo(value / top.value, 0.01);
        }
        expect(chart.rows.map(({ values }) => values[0])).to.deep.equal(one);
      }),
    );
  });

  it('share out a whole in whole per cents that make 100', () => {
    expect(percentages([1, 1, 1])).to.deep.equal([34, 33, 33]);
    expect(percentages([0, 0])).to.deep.equal([0, 0]);
    fc.assert(
      fc.property(counts, (all) => {
        const sum = percentages(all).reduce((total, each) => total + each, 0);
        expect(sum).to.equal(all.some((count) => count > 0) ? 100 : 0);
      }),
    );
  });

  it('set the parts side by side, and leave out what is not there', () => {
    const { total, parts, marks } = sharesOf([
      { label: 'a', count: 3, tone: 'good' },
      { label: 'b', count: 0, tone: 'due' },
      { label: 'c', count: 1, tone: 'late' },
    ]);
    expect(total).to.equal(4);
    expect(parts.map(({ percent }) => percent)).to.deep.equal([75, 0, 25]);
    expect(marks).to.deep.equal([
      { tone: 'good', x: '0%', width: '75%' },
      { tone: 'late', x: '75%', width: '25%' },
    ]);
  });

  it('have bars as long as their share of the longest, and tiles of four steps', () => {
    const bars = barsOf([
      { label: 'a', count: 8 },
      { label: 'b', count: 2 },
      { label: 'c', count: 0 },
    ]);
    expect(bars.map(({ width }) => width)).to.deep.equal(['100%', '25%', '0%']);
    expect([0, 1, 25, 26, 75, 76, 100].map((count) => tileLevel(count, 100))).to.deep.equal([
      ...[0, 1, 1, 2, 3, 4, 4],
    ]);
  });
});
