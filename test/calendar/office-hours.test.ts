import { expect } from 'chai';
import { type CalendarData, computeDeadline, prepareCalendar } from '../../server/calendar/index.ts';

const hanoi = (at: Date) =>
  new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('office hours that differ', () => {
  const data: CalendarData = {
    timeZone: 'Asia/Ho_Chi_Minh',
    workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    officeHours: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    hours: [
      { weekdays: ['sat'], officeHours: [['08:00', '11:30']] },
      {
        from: '2025-04-15',
        until: '2025-10-15',
        officeHours: [
          ['07:30', '11:30'],
          ['13:30', '17:00'],
        ],
      },
      { from: '2025-04-15', until: '2025-10-15', weekdays: ['sat'], officeHours: [['07:30', '11:00']] },
    ],
    days: [{ date: '2025-03-16', kind: 'ad_hoc_work', officeHours: [['09:00', '10:00']] }],
  };
  const calendar = prepareCalendar(data);
  const on = (received: string) => {
    const receivedAt = new Date(`${received.replace(' ', 'T')}:00+07:00`);
    return hanoi(computeDeadline(calendar, { receivedAt, amount: 1, unit: 'working_days' }).dueAt);
  };

  it('follow the weekday, the season and the single date', () => {
    expect(on('2025-03-13 09:00')).to.equal('2025-03-14 17:00');
    expect(on('2025-03-14 09:00')).to.equal('2025-03-15 11:30');
    expect(on('2025-03-15 09:00')).to.equal('2025-03-16 10:00');
    expect(on('2025-06-06 09:00')).to.equal('2025-06-07 11:00');
  });
});
