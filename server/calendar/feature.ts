import type { Feature } from '../platform/feature.ts';
import { type Calendar, type LimitUnit, localDate } from './rules.ts';
import { seedCalendar } from './seed-calendar.ts';

export interface Limit {
  amount: number;
  unit: LimitUnit;
  basis: string;
}

/** The calendar that the city's deadlines are counted by. */
export function cityCalendar(): Calendar {
  return seedCalendar();
}

/** The date in the city (yyyy-mm-dd) at an instant. */
export function cityDate(at: Date): string {
  return localDate(cityCalendar(), at);
}

/** The limit for the final answer. Hanoi's own limit was not found in the sources: ten working days, as elsewhere. */
export function answerLimit(_item: { kind: string; regulation: string | null; date: string }): Limit {
  return { amount: 10, unit: 'working_days', basis: 'Ninh Bình 163/2025: ≤ 10 ngày làm việc' };
}

export const calendar: Feature = { name: 'calendar' };
