import { expect } from 'chai';
import fc from 'fast-check';
import { reminderRows } from '../../server/notices/reminder-rows.ts';
import {
  checkReminders,
  type DigestItem,
  digestOf,
  groupOf,
  type PointClock,
  pointsReached,
  type ReminderPoint,
} from '../../server/notices/rules.ts';

const DAY = 86_400_000;
const at = (day: number) => new Date(Date.UTC(2026, 2, 2) + day * DAY);
/** Ten days from day 0; every day is a working day that opens at midnight. */
const clock: PointClock = {
  used: (when) => (when.getTime() - at(0).getTime()) / (10 * DAY),
  openingAfter: (days) => at(10 + days),
};
const POINTS = reminderRows()[0]!.points.filter(({ step }) => !step);
const reached = (after: number, until: number) =>
  pointsReached(POINTS, clock, { after: at(after), until: at(until) }).map(
    ({ share, workingDays }) => share ?? workingDays,
  );

describe('reminder points', () => {
  it('ship without a contradiction', () => expect(checkReminders(reminderRows())).to.deep.equal([]));

  for (const [after, until, expected] of [
    [0, 4.9, []],
    [4, 5, [0.5]],
    [5, 6, []],
    [7, 8, [-2]],
    [9, 10, [0]],
    [10, 11, [1]],
    [14, 15, [5]],
    [15, 400, []],
    [0, 20, [0.5, -2, 0, 1, 5]],
  ] as const)
    it(`from day ${after} to ${until}: ${expected.join(', ') || 'none'}`, () =>
      expect(reached(after, until)).to.deep.equal(expected));

  it('belong to exactly one of windows that follow each other', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 399 }), { minLength: 1, maxLength: 12 }),
        (cuts) => {
          const ends = [0, ...cuts.sort((a, b) => a - b), 400].map((tenth) => tenth / 20);
          const found = ends.slice(1).flatMap((until, index) => reached(ends[index]!, until));
          expect(found.sort()).to.deep.equal(reached(0, 20).sort());
        },
      ),
    ));

  const point: ReminderPoint = { share: 0.5, to: ['official'], escalation: false };
  const row = (validFrom: string, validTo: string | null, points: unknown[] = [point]) =>
    ({ validFrom, validTo, points }) as never;
  for (const [fault, rows] of [
    ['overlap', [row('2020-01-01', null), row('2021-01-01', null)]],
    ['overlap', [row('2020-01-01', '2021-01-01'), row('2021-01-01', null)]],
    ['dates', [row('2020-01-01', '2019-01-01')]],
    ['no-measure', [row('2020-01-01', null, [{ to: ['head'], escalation: true }])]],
    ['two-measures', [row('2020-01-01', null, [{ ...point, workingDays: 1 }])]],
    ['share', [row('2020-01-01', null, [{ ...point, share: 1 }])]],
    ['days', [row('2020-01-01', null, [{ to: ['head'], workingDays: 1.5, escalation: true }])]],
    ['step', [row('2020-01-01', null, [{ ...point, step: 'answer' }])]],
    ['nobody', [row('2020-01-01', null, [{ ...point, to: [] }])]],
    ['nobody', [row('2020-01-01', null, [{ ...point, to: ['mayor'] }])]],
  ] as [string, never[]][])
    it(`are refused: ${fault}`, () => expect(checkReminders(rows)).to.deep.equal([fault]));
});

describe('the letter of the day', () => {
  const reminder: ReminderPoint = { share: 0.5, to: ['official'], escalation: false };
  const escalation: ReminderPoint = { workingDays: 0, to: ['head'], escalation: true };
  const item = (wishes: Partial<DigestItem>): DigestItem => ({
    dueAt: at(10),
    standing: 'later',
    promisedAt: null,
    own: true,
    reached: [],
    ...wishes,
  });
  const CASES: [Partial<DigestItem>, string | undefined][] = [
    [{}, undefined],
    [{ standing: 'soon' }, 'soon'],
    [{ standing: 'today' }, 'today'],
    [{ standing: 'late' }, 'late'],
    [{ standing: 'late', promisedAt: at(20) }, 'promised'],
    [{ standing: 'late', toApprove: true }, 'to-approve'],
    [{ own: false, toApprove: true }, undefined],
    [{ reached: [reminder] }, 'reminded'],
    [{ standing: 'soon', reached: [reminder] }, 'soon'],
    [{ own: false, standing: 'late' }, undefined],
    [{ own: false, standing: 'late', reached: [escalation] }, 'escalated'],
  ];
  for (const [wishes, group] of CASES)
    it(`${JSON.stringify(wishes)} → ${group}`, () => expect(groupOf(item(wishes))).to.equal(group));

  it('has what comes first on top, and nothing when there is nothing', () => {
    const rows = [
      item({ standing: 'late', dueAt: at(2) }),
      item({ standing: 'late', dueAt: at(1) }),
      item({ standing: 'soon' }),
      item({ own: false, reached: [escalation] }),
      item({}),
    ];
    const letter = digestOf(rows, 'daily')!;
    expect(letter.map(({ name, items }) => [name, items.length])).to.deep.equal([
      ['escalated', 1],
      ['late', 2],
      ['soon', 1],
    ]);
    expect(letter[1]!.items.map(({ dueAt }) => dueAt)).to.deep.equal([at(1), at(2)]);
    expect(digestOf([item({})], 'daily')).to.equal(undefined);
  });

  it('holds escalations only for those who want none', () => {
    const rows = [item({ standing: 'late' }), item({ reached: [reminder] })];
    expect(digestOf(rows, 'none')).to.equal(undefined);
    const letter = digestOf([...rows, item({ standing: 'today', reached: [reminder, escalation] })], 'none')!;
    expect(letter.map(({ name, items }) => [name, items.length])).to.deep.equal([['today', 1]]);
  });
});
