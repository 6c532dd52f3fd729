import { expect } from 'chai';
import fc from 'fast-check';
import { attributeDelay, daysLate, shareDays } from '../../server/feedback/clocks/rules/attribution.ts';
import type { Holding } from '../../server/feedback/item/rules/holdings.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2) + hour * HOUR);
/** Hours of a plain clock without nights: the rule takes whatever time it is given. */
const worked = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / HOUR);

type Span = [unit: string | null, from: number, to: number | null, limit?: number | null];

function holdings(...spans: Span[]): Holding[] {
  return spans.map(([unit, from, to, limit = null]) => ({
    unit,
    step: unit === null ? 'screening' : 'acceptance',
    from: at(from),
    to: to === null ? null : at(to),
    dueAt: limit === null ? null : at(limit),
    doneAt: null,
  }));
}

function lost(
  spans: Span[],
  { due, end, passOn = 40 }: { due: number; end: number; passOn?: number | null },
) {
  const rows = attributeDelay({
    holdings: holdings(...spans),
    dueAt: at(due),
    end: at(end),
    passOnBy: ({ from }) => (passOn === null ? null : new Date(from.getTime() + passOn * HOUR)),
    worked,
  });
  return rows.filter(({ minutes }) => minutes > 0).map(({ unit, minutes }) => [unit, minutes]);
}

describe('who lost the time', () => {
  const CASES: [
    what: string,
    spans: Span[],
    when: { due: number; end: number; passOn?: number | null },
    expected: unknown,
  ][] = [
    ['in time', [['a', 0, null]], { due: 80, end: 80 }, []],
    ['the one unit that had it', [['a', 0, null]], { due: 80, end: 100 }, [['a', 20]]],
    ['never screened', [[null, 0, null, 8]], { due: 80, end: 100 }, [[null, 20]]],
    [
      'screened in time',
      [
        [null, 0, 8, 8],
        ['a', 8, null],
      ],
      { due: 80, end: 100 },
      [['a', 20]],
    ],
    [
      'screened late, all of the delay',
      [
        [null, 0, 40, 8],
        ['a', 40, null],
      ],
      { due: 80, end: 100 },
      [[null, 20]],
    ],
    [
      'screened late, a part of it',
      [
        [null, 0, 12, 8],
        ['a', 12, null],
      ],
      { due: 80, end: 100 },
      [
        [null, 4],
        ['a', 16],
      ],
    ],
    [
      'passed on in time: not late',
      [
        ['a', 0, 40],
        ['b', 40, null],
      ],
      { due: 80, end: 100 },
      [['b', 20]],
    ],
    [
      'passed on too late',
      [
        ['a', 0, 52],
        ['b', 52, null],
      ],
      { due: 80, end: 100 },
      [
        ['a', 12],
        ['b', 8],
      ],
    ],
    [
      'passed on so late that this alone explains the delay',
      [
        ['a', 0, 95],
        ['b', 95, null],
      ],
      { due: 80, end: 100 },
      [['a', 20]],
    ],
    [
      'passed on after the date without a limit: each its own hours past it',
      [
        ['a', 0, 95],
        ['b', 95, null],
      ],
      { due: 80, end: 100, passOn: null },
      [
        ['a', 15],
        ['b', 5],
      ],
    ],
    [
      'within its limit, but past the date: who held it then',
      [
        ['a', 0, 30],
        ['b', 30, 70],
        ['c', 70, 100],
        ['d', 100, null],
      ],
      { due: 80, end: 105 },
      [
        ['c', 20],
        ['d', 5],
      ],
    ],
    [
      'sent back by the arbiter: no passing on',
      [
        ['a', 0, 60],
        [null, 60, 62, 68],
        ['a', 62, null],
      ],
      { due: 80, end: 100 },
      [['a', 20]],
    ],
    [
      'no limit for passing on',
      [
        ['a', 0, 70],
        ['b', 70, null],
      ],
      { due: 80, end: 100, passOn: null },
      [['b', 20]],
    ],
    [
      'what came after the moment one looks at',
      [
        ['a', 0, 120],
        ['b', 120, null],
      ],
      { due: 80, end: 100 },
      [['a', 20]],
    ],
  ];
  for (const [what, spans, when, expected] of CASES)
    it(what, () => expect(lost(spans, when)).to.deep.equal(expected));

  const history = fc
    .array(
      fc.record({
        unit: fc.constantFrom(null, 'a', 'b', 'c'),
        hours: fc.integer({ min: 1, max: 60 }),
        limit: fc.option(fc.integer({ min: 1, max: 60 })),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => {
      let hour = 0;
      return parts.map(({ unit, hours, limit }, index): Span => {
        const from = hour;
        hour += hours;
        return [unit, from, index === parts.length - 1 ? null : hour, limit === null ? null : from + limit];
      });
    });

  it('books exactly the delay, and on nobody more than the item was with it', () =>
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (spans, due, late, passOn) => {
          const end = Math.max(due, spans.at(-1)![1]) + late;
          const rows = lost(spans, { due, end, passOn }) as [string | null, number][];
          expect(rows.reduce((sum, [, hours]) => sum + hours, 0)).to.be.closeTo(end - due, 1e-6);
          for (const [unit, hours] of rows) {
            const held = spans
              .filter(([each]) => each === unit)
              .reduce((sum, [, from, to]) => sum + Math.min(to ?? end, end) - from, 0);
            expect(hours).to.be.at.most(held + 1e-6);
          }
        },
      ),
    ));
});

describe('days late', () => {
  /** March 2026 with its Sundays off: 1, 8, 15 and 22. */
  const between = (after: string, last: string) => {
    const [first, end] = [Number(after.slice(-2)) + 1, Number(last.slice(-2))];
    const dates = Array.from({ length: Math.max(0, end - first + 1) }, (_, at) => first + at);
    return dates.filter((date) => date % 7 !== 1).length;
  };
  const march = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;
  type Wait = [from: number, to: number];
  const CASES: [what: string, due: number, end: number, waits: Wait[], days: number][] = [
    ['later on the date itself', 10, 10, [], 1],
    ['the day after', 10, 11, [], 1],
    ['two days after', 10, 12, [], 2],
    ['over a Sunday', 13, 16, [], 2],
    ['on a Sunday right after the date', 14, 15, [], 1],
    ['with a wait: the day of the question counts', 10, 17, [[11, 13]], 4],
    ['still waiting at the end', 10, 20, [[12, 20]], 2],
    ['a wait that ended before the date', 10, 12, [[3, 5]], 2],
    ['a wait over the date', 10, 12, [[9, 11]], 1],
    ['a wait that ends later', 10, 12, [[11, 20]], 1],
    [
      'asked twice',
      10,
      20,
      [
        [11, 12],
        [16, 18],
      ],
      6,
    ],
  ];
  for (const [what, due, end, waits, days] of CASES)
    it(`${what}: ${days}`, () => {
      const dates = waits.map(([from, to]) => ({ from: march(from), to: march(to) }));
      expect(daysLate({ due: march(due), end: march(end), waits: dates, between })).to.equal(days);
    });

  it('falls on the holder when no office time was lost', () =>
    expect(shareDays(1, [{ unit: 'a', minutes: 0 }], 'a')).to.deep.equal([{ unit: 'a', days: 1 }]));

  const lostMinutes = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 6 });

  it('is shared out whole: the shares add up, each within a day of its part', () =>
    fc.assert(
      fc.property(lostMinutes, fc.integer({ min: 1, max: 60 }), (minutes, days) => {
        const total = minutes.reduce((sum, each) => sum + each, 0);
        const rows = shareDays(
          days,
          minutes.map((each, unit) => ({ unit: `u${unit}`, minutes: each })),
          'u0',
        );
        expect(rows.reduce((sum, row) => sum + row.days, 0)).to.equal(days);
        for (const row of rows) {
          expect(row.days).to.be.above(0);
          if (total > 0)
            expect(Math.abs(row.days - (days * minutes[Number(row.unit!.slice(1))]!) / total)).to.be.below(1);
        }
      }),
    ));
});
