import { expect } from 'chai';
import { monthOf, monthsUntil } from '../../server/accountability/office-time.ts';
import { asOf, classesAt, type LateCase, lateAs, volumeClass } from '../../server/accountability/rules.ts';
import { volumeRows } from '../../server/accountability/volume-classes.ts';

const MARCH = monthOf('2026-03');
const APRIL_TENTH = new Date('2026-04-10T03:00:00Z');
/** Hanoi's time. */
const hanoi = (text: string) => new Date(`${text}:00+07:00`);

type Wishes = { [Key in keyof Omit<LateCase, 'pauses'>]?: LateCase[Key] | string } & {
  pauses?: [from: string, to: string][];
};

const item = (wishes: Wishes): LateCase => {
  const date = (value: unknown) => (typeof value === 'string' ? hanoi(value) : null);
  return {
    status: (wishes.status ?? 'assigned') as LateCase['status'],
    dueAt: date(wishes.dueAt ?? '2026-03-10T17:00')!,
    closedAt: date(wishes.closedAt),
    waitingSince: date(wishes.waitingSince),
    pauses: (wishes.pauses ?? []).map(([from, to]) => ({ from: hanoi(from), to: hanoi(to) })),
  };
};

describe('which items stand on the list of a month', () => {
  it('begins and ends a month at midnight in Hanoi', () => {
    expect(MARCH.start.toISOString()).to.equal('2026-02-28T17:00:00.000Z');
    expect(MARCH.end.toISOString()).to.equal('2026-03-31T17:00:00.000Z');
  });

  const CASES: [what: string, wishes: Parameters<typeof item>[0], expected: string | undefined][] = [
    ['answered on the minute', { status: 'answered', closedAt: '2026-03-10T17:00' }, undefined],
    ['answered a minute later', { status: 'answered', closedAt: '2026-03-10T17:01' }, 'answered-late'],
    ['refused late', { status: 'refused', closedAt: '2026-03-12T09:00' }, 'refused-late'],
    ['withdrawn in time', { status: 'withdrawn', closedAt: '2026-03-09T09:00' }, undefined],
    ['withdrawn after the date', { status: 'withdrawn', closedAt: '2026-03-12T09:00' }, 'withdrawn-late'],
    [
      'closed by itself, asked before the date',
      { status: 'lapsed', closedAt: '2026-03-20T17:00', pauses: [['2026-03-09T09:00', '2026-03-20T17:00']] },
      undefined,
    ],
    [
      'closed by itself, asked only after the date',
      { status: 'lapsed', closedAt: '2026-03-25T17:00', pauses: [['2026-03-11T09:00', '2026-03-25T17:00']] },
      'lapsed-late',
    ],
    [
      'closed by itself in the next month, asked before the date: it was waiting all the time',
      { status: 'lapsed', closedAt: '2026-04-02T17:00', pauses: [['2026-03-09T09:00', '2026-04-02T17:00']] },
      undefined,
    ],
    [
      'answered in the last minute of the month',
      { status: 'answered', closedAt: '2026-03-31T23:59' },
      'answered-late',
    ],
    [
      'answered in the first of the next: open at the end',
      { status: 'answered', closedAt: '2026-04-01T00:00' },
      'open-late',
    ],
    [
      'answered late in the month before',
      { status: 'answered', dueAt: '2026-02-20T17:00', closedAt: '2026-02-28T23:59' },
      undefined,
    ],
    [
      'answered late in the first minute',
      { status: 'answered', dueAt: '2026-02-20T17:00', closedAt: '2026-03-01T00:00' },
      'answered-late',
    ],
    ['open past its date', {}, 'open-late'],
    ['sent back by the head: open', { status: 'assigned' }, 'open-late'],
    ['due on the last day', { dueAt: '2026-03-31T17:00' }, 'open-late'],
    ['due in the next month', { dueAt: '2026-04-01T17:00' }, undefined],
    [
      'waiting for the sender since before the date',
      { status: 'paused', waitingSince: '2026-03-09T09:00' },
      undefined,
    ],
    ['asked only after the date', { status: 'paused', waitingSince: '2026-03-11T09:00' }, 'open-late'],
    ['asked in the next month', { status: 'paused', waitingSince: '2026-04-02T09:00' }, 'open-late'],
    [
      'withdrawn in the next month: it was open',
      { status: 'withdrawn', closedAt: '2026-04-02T09:00' },
      'open-late',
    ],
  ];
  for (const [what, wishes, expected] of CASES)
    it(what, () => expect(lateAs(item(wishes), MARCH, APRIL_TENTH)).to.equal(expected));

  it('tells a running month as of now', () => {
    const now = hanoi('2026-03-10T16:00');
    expect(asOf(MARCH, now)).to.deep.equal(now);
    expect(lateAs(item({}), MARCH, now)).to.equal(undefined);
    expect(lateAs(item({}), MARCH, hanoi('2026-03-10T17:01'))).to.equal('open-late');
  });

  it('lists months, the latest first', () => {
    expect(monthsUntil('2025-11', '2026-02')).to.deep.equal(['2026-02', '2026-01', '2025-12', '2025-11']);
    expect(monthsUntil('2026-02', '2026-02')).to.deep.equal(['2026-02']);
  });
});

describe('classes of volume', () => {
  const classes = classesAt(volumeRows(), '2026-03-01');
  for (const [volume, name] of [
    [0, 'small'],
    [9, 'small'],
    [10, 'medium'],
    [49, 'medium'],
    [50, 'large'],
    [5000, 'large'],
  ] as const)
    it(`${volume} is ${name}`, () => expect(volumeClass(volume, classes)).to.equal(name));
  it('has none before the first row', () => expect(classesAt(volumeRows(), '2000-01-01')).to.deep.equal([]));
});
