import { expect } from 'chai';
import {
  type Calendar,
  computeDeadline,
  type LimitUnit,
  prepareCalendar,
  seedCalendar,
  seedCalendarData,
} from '../../server/calendar/index.ts';

/** Received, amount, due: domain vectors, local times in Asia/Ho_Chi_Minh. */
type Vector = [receivedAt: string, amount: number, dueAt: string];

const WORKING_DAYS: Vector[] = [
  ['2023-10-02 09:00', 5, '2023-10-09 17:00'],
  ['2023-04-27 09:00', 5, '2023-05-09 17:00'],
  ['2024-02-06 09:00', 5, '2024-02-20 17:00'],
  ['2024-04-26 09:00', 5, '2024-05-07 17:00'],
  ['2025-01-24 09:00', 10, '2025-02-14 17:00'],
  ['2025-04-25 09:00', 5, '2025-05-06 17:00'],
  ['2025-04-24 09:00', 15, '2025-05-19 17:00'],
  ['2025-08-29 09:00', 5, '2025-09-09 17:00'],
  ['2025-12-30 09:00', 5, '2026-01-08 17:00'],
  ['2026-02-12 09:00', 5, '2026-02-26 17:00'],
  ['2026-04-23 09:00', 5, '2026-05-05 17:00'],
  ['2026-08-20 09:00', 7, '2026-08-28 17:00'],
  ['2026-11-20 09:00', 5, '2026-11-30 17:00'],
];

const CALENDAR_DAYS: Vector[] = [
  ['2025-01-15 09:00', 15, '2025-02-03 17:00'],
  ['2026-01-30 09:00', 20, '2026-02-23 17:00'],
  ['2025-08-21 09:00', 10, '2025-09-03 17:00'],
  ['2024-04-17 09:00', 10, '2024-05-02 17:00'],
];

const WORKING_HOURS: Vector[] = [
  ['2025-03-14 16:00', 8, '2025-03-17 16:00'],
  ['2025-03-14 16:00', 4, '2025-03-17 11:00'],
  ['2025-03-12 11:30', 4, '2025-03-12 16:30'],
  ['2025-03-12 18:20', 8, '2025-03-13 17:00'],
  ['2025-03-15 10:00', 8, '2025-03-17 17:00'],
  ['2025-04-25 15:30', 8, '2025-04-26 15:30'],
  ['2025-04-29 15:30', 4, '2025-05-05 10:30'],
  ['2026-02-13 16:30', 4, '2026-02-23 11:30'],
];

const hanoi = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`);

function due(calendar: Calendar, unit: LimitUnit, [receivedAt, amount]: Vector): string {
  return computeDeadline(calendar, { receivedAt: hanoi(receivedAt), amount, unit }).dueAt.toISOString();
}

function describeVectors(unit: LimitUnit, vectors: Vector[]): void {
  describe(unit, () => {
    for (const vector of vectors) {
      it(`${vector[0]} + ${vector[1]} is ${vector[2]}`, () => {
        expect(due(seedCalendar(), unit, vector)).to.equal(hanoi(vector[2]).toISOString());
      });
    }
  });
}

describe('deadline vectors', () => {
  describeVectors('working_days', WORKING_DAYS);
  describeVectors('calendar_days', CALENDAR_DAYS);
  describeVectors('working_hours', WORKING_HOURS);

  it('counts 24 November 2026 when its row is switched off', () => {
    const data = seedCalendarData();
    const days = data.days.map((row) => (row.date === '2026-11-24' ? { ...row, active: false } : row));
    const calendar = prepareCalendar({ ...data, days });
    const vector: Vector = ['2026-11-20 09:00', 5, '2026-11-27 17:00'];
    expect(due(calendar, 'working_days', vector)).to.equal(hanoi(vector[2]).toISOString());
  });

  it('has the number of working days a year that the calendar was published with', () => {
    const { workingDaysBefore } = seedCalendar();
    const ofYear = (year: number) =>
      workingDaysBefore[Date.UTC(year + 1, 0, 1) / 86_400_000]! -
      workingDaysBefore[Date.UTC(year, 0, 1) / 86_400_000]!;
    expect([2023, 2024, 2025, 2026].map(ofYear)).to.deep.equal([249, 251, 250, 249]);
  });
});
