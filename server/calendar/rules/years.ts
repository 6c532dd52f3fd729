import type { Calendar } from './calendar.ts';
import { dayOf } from './civil-days.ts';

/** official: announced; provisional: projected, the Government has not spoken; unknown: no days off on file. */
export type YearCertainty = 'official' | 'provisional' | 'unknown';

export interface YearOfCalendar {
  certainty: YearCertainty;
  workingDays: number;
}

/** How sure a year of the calendar is and how many working days it has. 1970 to 2149. */
export function yearOf(calendar: Calendar, year: number): YearOfCalendar {
  const first = dayOf(`${year}-01-01`);
  const end = dayOf(`${year}-12-31`) + 1;
  const uncertain = calendar.uncertainDaysBefore[end]! - calendar.uncertainDaysBefore[first]!;
  const wholly = uncertain === end - first;
  const onFile = calendar.data.days.some((row) => row.date.startsWith(`${year}-`));
  return {
    certainty: !wholly ? 'official' : onFile ? 'provisional' : 'unknown',
    workingDays: calendar.workingDaysBefore[end]! - calendar.workingDaysBefore[first]!,
  };
}
