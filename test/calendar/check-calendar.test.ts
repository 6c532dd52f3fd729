import { expect } from 'chai';
import {
  type CalendarData,
  CalendarFault,
  checkCalendar,
  prepareCalendar,
  readCalendarFile,
  seedCalendarData,
} from '../../server/calendar/index.ts';

const sound: CalendarData = {
  timeZone: 'Asia/Ho_Chi_Minh',
  workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
  officeHours: [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  days: [{ date: '2025-01-01', kind: 'holiday' }],
};

const found = (change: object) =>
  checkCalendar({ ...sound, ...change } as CalendarData).map(
    ({ severity, where, key }) => `${severity} ${where} ${key}`,
  );

describe('checkCalendar', () => {
  it('finds nothing in the calendar that ships', () => {
    expect(checkCalendar(seedCalendarData())).to.deep.equal([]);
    expect(found({})).to.deep.equal([]);
  });

  it('names bad zones, weeks and times', () => {
    expect(found({ timeZone: 'Asia/Hanoi2' })).to.deep.equal(['error timeZone time-zone-unknown']);
    expect(found({ workingWeek: [] })).to.deep.equal(['error workingWeek working-week-missing']);
    expect(found({ workingWeek: ['mon', 'mon', 'thứ ba'] })).to.deep.equal([
      'error workingWeek.1 weekday-repeated',
      'error workingWeek.2 weekday-unknown',
    ]);
    expect(found({ officeHours: [] })).to.deep.equal(['error officeHours office-hours-missing']);
    for (const time of ['8:00', '24:01', '12:60', 'noon', 8, null]) {
      expect(found({ officeHours: [[time, '23:00']] })).to.deep.equal(['error officeHours.0 time-malformed']);
    }
    expect(found({ officeHours: [['12:00', '08:00']] })).to.deep.equal([
      'error officeHours.0 interval-reversed',
    ]);
    expect(found({ officeHours: [['08:00']] })).to.deep.equal(['error officeHours.0 time-malformed']);
  });

  it('names intervals that overlap, in any order, but not those that touch', () => {
    const overlapping = [
      ['13:00', '17:00'],
      ['08:00', '13:01'],
    ];
    expect(found({ officeHours: overlapping })).to.deep.equal(['error officeHours intervals-overlap']);
    expect(
      found({
        officeHours: [
          ['13:00', '24:00'],
          ['00:00', '13:00'],
        ],
      }),
    ).to.deep.equal([]);
  });

  it('names rows that repeat or contradict each other, unless one is switched off', () => {
    const two = (kind: string, active = true) => ({
      days: [...sound.days, { date: '2025-01-01', kind, active }],
    });
    expect(found(two('ad_hoc_off'))).to.deep.equal(['error days.1 days-overlap']);
    expect(found(two('ad_hoc_work'))).to.deep.equal(['error days.1 days-contradict']);
    expect(found(two('ad_hoc_work', false))).to.deep.equal([]);
  });

  it('names rows that cannot be read', () => {
    const days = (row: unknown) => found({ days: [row] });
    expect(days({ date: '2025-02-29', kind: 'holiday' })).to.deep.equal(['error days.0.date date-malformed']);
    expect(days({ date: 20250101, kind: 'holiday' })).to.deep.equal(['error days.0.date date-malformed']);
    expect(days({ date: '2025-01-01', kind: 'party' })).to.deep.equal(['error days.0.kind kind-unknown']);
    expect(days({ date: '2025-01-01', kind: 'holiday', active: 'no' })).to.deep.equal([
      'error days.0.active active-malformed',
    ]);
    expect(days(null)).to.deep.equal(['error days.0 day-unreadable']);
    expect(found({ days: 'none' })).to.deep.equal(['error days days-unreadable']);
    expect(checkCalendar(null as unknown as CalendarData).map(({ key }) => key)).to.deep.equal([
      'calendar-unreadable',
    ]);
  });

  it('warns of rows without effect', () => {
    const days = [
      { date: '2025-03-10', kind: 'swap_work' },
      { date: '2025-03-15', kind: 'swap_off' },
      { date: '2025-03-16', kind: 'holiday' },
    ];
    expect(found({ days })).to.deep.equal([
      'warning days.0 worked-day-already-worked',
      'warning days.1 day-off-already-off',
    ]);
  });

  it('names other hours that speak for the same dates', () => {
    const officeHours = [['07:30', '11:30']];
    const summer = { from: '2025-04-15', until: '2025-10-15', officeHours };
    const autumn = { from: '2025-10-15', until: '2025-11-15', officeHours };
    expect(found({ hours: [summer, autumn] })).to.deep.equal(['error hours.1 hours-overlap']);
    expect(found({ hours: [summer, { ...autumn, from: '2025-10-16' }] })).to.deep.equal([]);
    expect(found({ hours: [summer, { ...summer, weekdays: ['sat'] }] })).to.deep.equal([]);
    expect(found({ hours: [{ ...summer, until: '2025-01-01' }] })).to.deep.equal([
      'error hours.0 dates-reversed',
    ]);
    expect(found({ hours: [{ weekdays: ['day'], officeHours }] })).to.deep.equal([
      'error hours.0.weekdays weekday-unknown',
    ]);
  });
});

describe('a calendar with errors', () => {
  it('cannot be prepared, and every error is named', () => {
    const bad = { ...sound, timeZone: 'nowhere', workingWeek: [] };
    expect(() => prepareCalendar(bad))
      .to.throw(CalendarFault)
      .with.property('problems')
      .with.lengthOf(2);
  });

  it('cannot be read from a file of another shape', () => {
    for (const file of [null, 7, [], {}, { meta: null, days: [] }, { meta: {}, days: {} }]) {
      expect(() => readCalendarFile(file)).to.throw(CalendarFault);
    }
    expect(checkCalendar(readCalendarFile({ meta: {}, days: [] })).map(({ key }) => key)).to.deep.equal([
      'time-zone-unknown',
      'working-week-missing',
      'office-hours-missing',
    ]);
  });
});
