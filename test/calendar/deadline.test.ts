import { expect } from 'chai';
import {
  computeDeadline,
  DeadlineFault,
  type DeadlineInput,
  LAST_DATE,
  prepareCalendar,
  seedCalendar,
} from '../../server/calendar/index.ts';

const hanoi = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`);
const local = (at: Date) =>
  new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

interface Told extends Omit<DeadlineInput, 'receivedAt' | 'pauses'> {
  receivedAt: string;
  pauses?: [string, string][];
}

const inputOf = ({ receivedAt, pauses = [], ...rest }: Told): DeadlineInput => ({
  ...rest,
  receivedAt: hanoi(receivedAt),
  pauses: pauses.map(([from, to]) => ({ from: hanoi(from), to: hanoi(to) })),
});
const due = (told: Told) => local(computeDeadline(seedCalendar(), inputOf(told)).dueAt);
const steps = (told: Told) =>
  computeDeadline(seedCalendar(), inputOf(told), { steps: true }).steps.map(
    ({ date, counted, reason }) => `${date} ${counted} ${reason}`,
  );

// Monday 10 March to Friday 21 March 2025 are two plain weeks.
describe('arrival', () => {
  const days = (receivedAt: string) => due({ receivedAt, amount: 2, unit: 'working_days' });

  it('before the opening counts on the same day', () => {
    expect(days('2025-03-10 06:00')).to.equal('2025-03-12 17:00');
  });
  it('at lunch counts on the same day', () => {
    expect(days('2025-03-10 12:00')).to.equal('2025-03-12 17:00');
  });
  it('at the closing minute counts on the next day: intervals are half-open', () => {
    expect(days('2025-03-10 17:00')).to.equal('2025-03-13 17:00');
    expect(days('2025-03-10 16:59')).to.equal('2025-03-12 17:00');
  });
  it('at the weekend counts on Monday, in every unit', () => {
    expect(days('2025-03-15 10:00')).to.equal('2025-03-19 17:00');
    expect(due({ receivedAt: '2025-03-15 10:00', amount: 2, unit: 'calendar_days' })).to.equal(
      '2025-03-19 17:00',
    );
  });
});

describe('pauses in hours', () => {
  const told = (pauses: [string, string][]): Told => ({
    receivedAt: '2025-03-10 09:00',
    amount: 4,
    unit: 'working_hours',
    pauses,
  });

  it('stop the clock exactly', () => {
    expect(due(told([['2025-03-10 10:15', '2025-03-10 11:00']]))).to.equal('2025-03-10 14:45');
  });
  it('change nothing outside office hours', () => {
    expect(due(told([['2025-03-10 12:00', '2025-03-10 13:00']]))).to.equal('2025-03-10 14:00');
  });
  it('that begin before arrival stop it from arrival on', () => {
    expect(due(told([['2025-03-07 09:00', '2025-03-10 10:00']]))).to.equal('2025-03-10 15:00');
  });
  it('that overlap count once', () => {
    const two: [string, string][] = [
      ['2025-03-10 10:30', '2025-03-10 11:30'],
      ['2025-03-10 10:00', '2025-03-10 11:00'],
    ];
    expect(due(told(two))).to.equal('2025-03-10 15:30');
  });
  it('after the due instant are ignored, also when it was moved; one at the due instant is not', () => {
    expect(due(told([['2025-03-10 14:01', '2025-03-11 14:01']]))).to.equal('2025-03-10 14:00');
    expect(due(told([['2025-03-10 14:00', '2025-03-10 15:00']]))).to.equal('2025-03-10 15:00');
  });
  it('may start in the time that an earlier one won', () => {
    const two: [string, string][] = [
      ['2025-03-10 10:00', '2025-03-10 11:00'],
      ['2025-03-10 14:30', '2025-03-10 15:30'],
    ];
    expect(due(told(two))).to.equal('2025-03-10 16:00');
  });
});

describe('pauses in days', () => {
  const told = (unit: Told['unit'], pauses: [string, string][]): Told => ({
    receivedAt: '2025-03-10 09:00',
    amount: 3,
    unit,
    pauses,
  });

  it('take no day when they end on the day they begin', () => {
    expect(due(told('working_days', [['2025-03-11 08:00', '2025-03-11 17:00']]))).to.equal(
      '2025-03-13 17:00',
    );
  });
  it('take each working day touched after that', () => {
    expect(due(told('working_days', [['2025-03-11 16:00', '2025-03-12 00:01']]))).to.equal(
      '2025-03-14 17:00',
    );
    expect(due(told('working_days', [['2025-03-11 16:00', '2025-03-12 00:00']]))).to.equal(
      '2025-03-13 17:00',
    );
  });
  it('take no weekend from working days but do from calendar days', () => {
    const pause: [string, string][] = [['2025-03-13 10:00', '2025-03-17 10:00']];
    expect(due(told('working_days', pause))).to.equal('2025-03-17 17:00');
    expect(due(told('calendar_days', pause))).to.equal('2025-03-17 17:00');
    const weekend: [string, string][] = [['2025-03-13 10:00', '2025-03-16 10:00']];
    expect(due(told('working_days', weekend))).to.equal('2025-03-14 17:00');
    expect(due(told('calendar_days', weekend))).to.equal('2025-03-17 17:00');
  });
  it('that begin while a limit rolls over move it to the last day they touch', () => {
    const roll: Told = { receivedAt: '2025-03-10 09:00', amount: 5, unit: 'calendar_days' };
    expect(due(roll)).to.equal('2025-03-17 17:00');
    expect(due({ ...roll, pauses: [['2025-03-16 10:00', '2025-03-18 10:00']] })).to.equal('2025-03-18 17:00');
  });
  it('before the clock starts take nothing', () => {
    const early: Told = { ...told('working_days', [['2025-03-07 18:00', '2025-03-10 08:30']]) };
    expect(due({ ...early, receivedAt: '2025-03-08 09:00' })).to.equal('2025-03-13 17:00');
  });
});

describe('extensions', () => {
  const base: Told = { receivedAt: '2025-03-10 09:00', amount: 2, unit: 'working_days' };
  it('run from the due instant in their own unit, in order', () => {
    expect(due({ ...base, extensions: [{ amount: 2, unit: 'working_days' }] })).to.equal('2025-03-14 17:00');
    expect(due({ ...base, extensions: [{ amount: 3, unit: 'calendar_days' }] })).to.equal('2025-03-17 17:00');
    expect(due({ ...base, extensions: [{ amount: 4, unit: 'working_hours' }] })).to.equal('2025-03-13 12:00');
    const both: Told['extensions'] = [
      { amount: 4, unit: 'working_hours' },
      { amount: 1, unit: 'working_days' },
    ];
    expect(due({ ...base, extensions: both })).to.equal('2025-03-14 17:00');
  });
  it('come after the pauses, and a pause in extended time is ignored unless asked for', () => {
    const told: Told = {
      ...base,
      extensions: [{ amount: 3, unit: 'working_days' }],
      pauses: [['2025-03-13 09:00', '2025-03-14 09:00']],
    };
    expect(due(told)).to.equal('2025-03-17 17:00');
    expect(due({ ...told, pausesAfterExtensions: true })).to.equal('2025-03-18 17:00');
  });
});

describe('steps', () => {
  it('tell why each date counts or not', () => {
    const told: Told = {
      receivedAt: '2025-04-24 18:00',
      amount: 3,
      unit: 'working_days',
      pauses: [['2025-04-26 10:00', '2025-04-28 10:00']],
      extensions: [{ amount: 1, unit: 'calendar_days' }],
    };
    expect(steps(told)).to.deep.equal([
      '2025-04-24 false outside-office-hours',
      '2025-04-25 false day-of-receipt',
      '2025-04-26 true swap-work',
      '2025-04-27 false weekend',
      '2025-04-28 false paused',
      '2025-04-29 true working-day',
      '2025-04-30 false holiday',
      '2025-05-01 false holiday',
      '2025-05-02 false swap-off',
      '2025-05-03 false weekend',
      '2025-05-04 false weekend',
      '2025-05-05 true working-day',
      '2025-05-06 true extension-calendar-day',
    ]);
  });
  it('count minutes for hours, with one row for a date that two amounts share', () => {
    const told: Told = {
      receivedAt: '2025-03-14 16:00',
      amount: 4,
      unit: 'working_hours',
      pauses: [['2025-03-17 09:00', '2025-03-17 09:30']],
      extensions: [{ amount: 2, unit: 'working_hours' }],
    };
    expect(steps(told)).to.deep.equal([
      '2025-03-14 60 working-day',
      '2025-03-15 0 weekend',
      '2025-03-16 0 weekend',
      '2025-03-17 300 partly-paused',
    ]);
  });
  it('carry the name of the day', () => {
    const { steps: rows } = computeDeadline(
      seedCalendar(),
      { receivedAt: hanoi('2025-04-29 09:00'), amount: 1, unit: 'working_days' },
      { steps: true },
    );
    expect(rows[1]!.name).to.include({ vi: 'Ngày Chiến thắng 30/4' });
  });
});

describe('provisional', () => {
  const provisional = (receivedAt: string, amount: number) =>
    computeDeadline(seedCalendar(), { receivedAt: hanoi(receivedAt), amount, unit: 'working_days' })
      .provisional;

  it('is not set within the published years', () => {
    expect(provisional('2025-12-30 09:00', 5)).to.equal(false);
    expect(provisional('2026-12-30 09:00', 1)).to.equal(false);
  });
  it('is set as soon as a date of a projected year is crossed', () => {
    expect(provisional('2026-12-30 09:00', 2)).to.equal(true);
    expect(provisional('2027-03-15 09:00', 1)).to.equal(true);
  });
  it('is set outside the known years, where only weekends count', () => {
    expect(provisional('2022-03-15 09:00', 1)).to.equal(true);
    const input = inputOf({ receivedAt: '2040-12-31 09:00', amount: 2, unit: 'working_days' });
    const { dueAt, provisional: marked } = computeDeadline(seedCalendar(), input);
    expect([local(dueAt), marked]).to.deep.equal(['2041-01-02 17:00', true]);
  });
  it('follows the date from which an administrator still calls the calendar projected', () => {
    const calendar = prepareCalendar({ ...seedCalendar().data, projectedFrom: '2028-01-01' });
    const input = inputOf({ receivedAt: '2027-03-15 09:00', amount: 1, unit: 'working_days' });
    expect(computeDeadline(calendar, input).provisional).to.equal(false);
    const overTet = inputOf({ receivedAt: '2027-02-04 09:00', amount: 1, unit: 'working_days' });
    expect(computeDeadline(calendar, overTet).provisional).to.equal(true);
  });
});

describe('input without an answer', () => {
  const base: Told = { receivedAt: '2025-03-10 09:00', amount: 2, unit: 'working_days' };
  const code = (input: DeadlineInput) => {
    try {
      computeDeadline(seedCalendar(), input);
    } catch (error) {
      return error instanceof DeadlineFault ? error.code : String(error);
    }
    return 'none';
  };
  const changed = (change: object) => code({ ...inputOf(base), ...change });
  const at = hanoi('2025-03-11 09:00');

  it('is refused with the code of the fault', () => {
    expect(changed({ amount: 0 })).to.equal('amount-not-positive');
    expect(changed({ amount: -1 })).to.equal('amount-not-positive');
    expect(changed({ amount: 1.5 })).to.equal('amount-fractional');
    expect(changed({ amount: Number.NaN })).to.equal('amount-malformed');
    expect(changed({ amount: '2' })).to.equal('amount-malformed');
    expect(changed({ unit: 'days' })).to.equal('unit-unknown');
    expect(changed({ receivedAt: new Date('x') })).to.equal('instant-malformed');
    expect(changed({ pauses: [{ from: at }] })).to.equal('pause-without-end');
    expect(changed({ pauses: [{ to: at }] })).to.equal('pause-without-beginning');
    expect(changed({ pauses: [{ from: at, to: hanoi('2025-03-11 08:59') }] })).to.equal(
      'pause-ends-before-it-begins',
    );
    expect(changed({ extensions: [{ amount: 0, unit: 'working_days' }] })).to.equal('amount-not-positive');
    expect(changed({ extensions: [{ amount: 1, unit: 'weeks' }] })).to.equal('unit-unknown');
  });
  it('is refused beyond the last date that can be computed', () => {
    for (const unit of ['working_hours', 'working_days', 'calendar_days']) {
      expect(changed({ unit, amount: 1e7 })).to.equal('beyond-horizon');
      expect(changed({ unit, receivedAt: new Date(`${LAST_DATE}T23:00:00Z`) })).to.equal('beyond-horizon');
    }
    expect(changed({ pauses: [{ from: at, to: new Date('9999-01-01') }] })).to.equal('beyond-horizon');
    expect(changed({ receivedAt: new Date('1969-12-30') })).to.equal('beyond-horizon');
  });
  it('may be half an hour', () => {
    expect(due({ ...base, unit: 'working_hours', amount: 0.5 })).to.equal('2025-03-10 09:30');
  });
});
