import { expect } from 'chai';
import { surgesIn } from '../../server/accountability/dashboard/rules/surges.ts';
import {
  periodBefore,
  periodOf,
  periodsUntil,
  ranked,
  readPeriod,
  type ScoreRow,
  scoreOf,
} from '../../server/accountability/scores/rules.ts';
import { monthAfter, monthsUpTo } from '../../server/city/months.ts';
import { CHANNELS } from '../../server/feedback/item/rules/fields.ts';
import { LANGUAGES } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { readSeed } from '../../server/platform/seed.ts';

const row = readSeed<{ rows: ScoreRow[] }>('scores').rows[0]!;
const handled = (counts: object) => ({
  late: 0,
  appealed: 0,
  reopened: 0,
  dissatisfied: 0,
  overridden: 0,
  well: 0,
  ...counts,
});

describe('points after Decision 766', () => {
  it('are six for on time and six for satisfaction', () => {
    const score = scoreOf(handled({ well: 12, late: 1, reopened: 1, dissatisfied: 1, overridden: 1 }), row);
    expect(score).to.deep.include({ all: 16, most: 12, points: 10.13, percent: 84.38, band: 'good' });
    expect(score.onTime).to.deep.equal({ count: 15, percent: 93.75, points: 5.63, most: 6 });
    expect(score.satisfied).to.deep.equal({ count: 12, percent: 75, points: 4.5, most: 6 });
  });

  it('go down in both with a late item, and in satisfaction alone with others', () => {
    const of = (as: string) => scoreOf(handled({ well: 9, [as]: 1 }), row);
    expect(of('late').points).to.equal(10.8);
    for (const as of ['appealed', 'reopened', 'dissatisfied', 'overridden'])
      expect(of(as).points, as).to.equal(11.4);
  });

  it('leave overridden answers out of it where the city does not count them', () => {
    const city = { ...row, overriddenCounts: false };
    expect(scoreOf(handled({ well: 9, overridden: 1 }), city).points).to.equal(12);
  });

  it('are full where nobody asked', () => {
    expect(scoreOf(handled({}), row)).to.deep.include({
      all: 0,
      points: 12,
      percent: 100,
      band: 'excellent',
    });
  });

  it('have the bands of the index, each from its floor on', () => {
    const band = (percent: number) => scoreOf(handled({ well: percent, late: 100 - percent }), row).band;
    expect([100, 90, 89, 80, 79, 70, 69, 50, 49, 0].map(band)).to.deep.equal([
      ...['excellent', 'excellent', 'good', 'good', 'fair', 'fair', 'average', 'average', 'weak', 'weak'],
    ]);
    for (let all = 1; all < 400; all += 7)
      for (const floor of [90, 80, 70, 50]) {
        const well = Math.ceil((all * floor) / 100);
        expect(scoreOf(handled({ well, late: all - well }), row).percent).to.be.least(floor);
      }
  });

  it('rank those with enough items, the same per cent alike', () => {
    const of = (well: number, late: number) => ({ score: scoreOf(handled({ well, late }), row) });
    const rows = ranked([of(1, 0), of(5, 5), of(9, 1), of(18, 2), of(10, 0)], 3);
    expect(rows.map(({ rank, score }) => [rank, score.all])).to.deep.equal([
      ...[
        [1, 10],
        [2, 20],
        [2, 10],
        [4, 10],
        [null, 1],
      ],
    ]);
  });
});

describe('periods', () => {
  it('are months, quarters and years', () => {
    expect(readPeriod('2026-03')!.months).to.deep.equal(['2026-03']);
    expect(readPeriod('2026-Q4')!.months).to.deep.equal(['2026-10', '2026-11', '2026-12']);
    expect(readPeriod('2026')!.months).to.have.length(12);
    for (const name of ['', '26', '2026-13', '2026-Q5', '2026-3', '9999', '1969', '2026-03-01', '2026-Q1 '])
      expect(readPeriod(name), name).to.equal(undefined);
  });

  it('have one before, also across years', () => {
    expect(periodBefore(readPeriod('2026-01')!).name).to.equal('2025-12');
    expect(periodBefore(readPeriod('2026-Q1')!).name).to.equal('2025-Q4');
    expect(periodBefore(readPeriod('2026')!).name).to.equal('2025');
    expect(monthAfter('2026-01', -13)).to.equal('2024-12');
    expect(monthAfter('2025-11', 2)).to.equal('2026-01');
    expect(monthsUpTo('2026-02', 3)).to.deep.equal(['2025-12', '2026-01', '2026-02']);
    expect(periodOf('quarter', '2026-06').name).to.equal('2026-Q2');
    const all = periodsUntil('2025-11', '2026-02');
    expect(all.month.map(({ name }) => name)).to.deep.equal(['2026-02', '2026-01', '2025-12', '2025-11']);
    expect(all.quarter.map(({ name }) => name)).to.deep.equal(['2026-Q1', '2025-Q4']);
    expect(all.year.map(({ name }) => name)).to.deep.equal(['2026', '2025']);
  });
});

describe('words of the dashboard', () => {
  it('are there for every way by which items come', () => {
    for (const language of LANGUAGES)
      for (const channel of CHANNELS) {
        const key = `dashboard.channels.${channel}`;
        expect(translator(language)(key), language).to.not.equal(key);
      }
  });
});

describe('surges', () => {
  const surges = (weeks: number[]) => surgesIn(new Map([['topic', weeks]]));

  it('are much more than usual, and not a few', () => {
    expect(surges([0, 0, 0, 0, 0, 0, 0, 0, 3, 2])).to.deep.equal([{ topic: 'topic', recent: 5, usual: 0 }]);
    expect(surges([0, 0, 0, 0, 0, 0, 0, 0, 2, 2])).to.deep.equal([]);
    expect(surges([9, 11, 10, 10, 9, 11, 10, 10, 14, 15])).to.deep.equal([]);
    expect(surges([9, 11, 10, 10, 9, 11, 10, 10, 20, 25])).to.deep.equal([
      { topic: 'topic', recent: 45, usual: 20 },
    ]);
    // Three where one is usual comes by chance.
    expect(surges([2, 1, 1, 2, 1, 2, 2, 1, 3, 4])).to.deep.equal([]);
  });
});
