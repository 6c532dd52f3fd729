import type { CalendarData, CalendarDay, DeadlineInput, LimitUnit } from '../../server/calendar/index.ts';

/** A seeded generator (mulberry32), so that every run tries the same cases. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Dice = ReturnType<typeof dice>;

const HOURS: CalendarData['officeHours'][] = [
  [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  [
    ['07:30', '11:30'],
    ['13:30', '17:00'],
  ],
  [
    ['09:00', '10:00'],
    ['10:00', '11:00'],
    ['15:15', '24:00'],
  ],
  [['00:00', '24:00']],
];
const WEEKS = [
  ['mon', 'tue', 'wed', 'thu', 'fri'],
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  ['sun', 'tue', 'thu'],
];
const KINDS: CalendarDay['kind'][] = ['holiday', 'swap_off', 'swap_work', 'ad_hoc_off', 'ad_hoc_work'];
const UNITS: LimitUnit[] = ['working_hours', 'working_days', 'calendar_days'];

/** A calendar with many exceptions in the `dayCount` days after `firstDate`. */
export function randomCalendar(
  roll: Dice,
  timeZone: string,
  firstDate: string,
  dayCount: number,
): CalendarData {
  const days = new Map<string, CalendarDay>();
  for (let index = 0; index < dayCount / 5; index += 1) {
    const date = new Date(Date.parse(firstDate) + roll(dayCount) * 86_400_000).toISOString().slice(0, 10);
    days.set(date, { date, kind: KINDS[roll(KINDS.length)]!, active: roll(8) > 0 });
  }
  const officeHours = HOURS[roll(HOURS.length)]!;
  return { timeZone, workingWeek: WEEKS[roll(WEEKS.length)]!, officeHours, days: [...days.values()] };
}

/** Arrival within twenty days of `startMs`, up to four pauses and two extensions; often at full hours. */
export function randomInput(roll: Dice, startMs: number): DeadlineInput {
  const minute = (span: number) => (roll(2) ? roll(span / 60) * 60 : roll(span)) * 60_000;
  const receivedAt = new Date(startMs + minute(20 * 1440));
  const unit = UNITS[roll(3)]!;
  const pauses = Array.from({ length: roll(5) }, () => {
    const from = receivedAt.getTime() - 86_400_000 + minute(12 * 1440);
    return { from: new Date(from), to: new Date(from + minute(roll(3) ? 600 : 4 * 1440)) };
  });
  const extensions = Array.from({ length: roll(3) }, () => {
    const extra = UNITS[roll(3)]!;
    return { amount: 1 + roll(extra === 'working_hours' ? 12 : 4), unit: extra };
  });
  const amount = unit === 'working_hours' ? (1 + roll(60)) / 2 : 1 + roll(8);
  return { receivedAt, amount, unit, pauses, extensions };
}
