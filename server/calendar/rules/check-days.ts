import { checkHours } from './check-hours.ts';
import { readDay, weekdayOf } from './civil-days.ts';
import { shown } from './faults.ts';
import { type CalendarData, type CalendarDay, DAY_KINDS, type DayKind, type Report } from './types.ts';

const WORKED: readonly DayKind[] = ['swap_work', 'ad_hoc_work'];
// A statutory holiday may fall on a Sunday; that is what compensatory days are for.
const ONLY_ON_WORKING_WEEK: readonly DayKind[] = ['compensatory', 'swap_off', 'ad_hoc_off'];

interface Purpose {
  week: unknown;
  warning: Report;
}

/** Rows of single dates: real dates, known kinds, and one active row a date. */
export function checkDays(data: CalendarData, error: Report, warning: Report): void {
  if (!Array.isArray(data.days)) {
    error('days-unreadable', 'days');
    return;
  }
  const active = new Map<string, CalendarDay>();
  data.days.forEach((row, index) => {
    const where = `days.${index}`;
    if (!checkDay(row, where, error) || row.active === false) return;
    const earlier = active.get(row.date);
    if (earlier) reportClash([earlier, row], where, error);
    else active.set(row.date, row);
    checkPurpose(row, where, { week: data.workingWeek, warning });
  });
}

function checkDay(row: CalendarDay, where: string, error: Report): boolean {
  if (typeof row !== 'object' || row === null) {
    error('day-unreadable', where);
    return false;
  }
  const realDate = readDay(row.date) !== undefined;
  const realKind = DAY_KINDS.includes(row.kind);
  if (!realDate) error('date-malformed', `${where}.date`, { date: shown(row.date) });
  if (!realKind) error('kind-unknown', `${where}.kind`, { date: shown(row.date), kind: shown(row.kind) });
  if (row.active !== undefined && typeof row.active !== 'boolean') {
    error('active-malformed', `${where}.active`, { date: shown(row.date) });
  }
  if (row.officeHours !== undefined) checkHours(row.officeHours, `${where}.officeHours`, error);
  return realDate && realKind;
}

function reportClash([earlier, row]: [CalendarDay, CalendarDay], where: string, error: Report): void {
  const contradict = WORKED.includes(earlier.kind) !== WORKED.includes(row.kind);
  const values = { date: row.date, first: earlier.kind, second: row.kind };
  error(contradict ? 'days-contradict' : 'days-overlap', where, values);
}

function checkPurpose(row: CalendarDay, where: string, { week, warning }: Purpose): void {
  if (!Array.isArray(week)) return;
  const inWeek = week.includes(weekdayOf(readDay(row.date)!));
  const values = { date: row.date, kind: row.kind };
  if (inWeek && row.kind === 'swap_work') warning('worked-day-already-worked', where, values);
  if (!inWeek && ONLY_ON_WORKING_WEEK.includes(row.kind)) warning('day-off-already-off', where, values);
}
