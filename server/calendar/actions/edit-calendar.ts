import type { ContentLanguage, Context } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { CITY } from '../current.ts';
import { canEditCalendar, canEditDay } from '../policy.ts';
import { readIcal } from '../read-ical.ts';
import {
  type CalendarData,
  type CalendarDay,
  type DayKind,
  dayAdded,
  dayRemoved,
  daySwitched,
  daysImported,
  type HoursRow,
  hasDay,
  type OfficeInterval,
  type Problem,
  yearConfirmed,
} from '../rules.ts';
import { type Edit, editDraft, problemText } from './drafts.ts';

type DayKey = Pick<CalendarDay, 'date' | 'kind'>;

/** Adds a day off or a worked day to the draft. @throws Invalid */
export function addDay(context: Context, of: string, row: CalendarDay): Promise<void> {
  const { date, kind, name } = row;
  return editDraft(context, of, {
    name: 'day-added',
    permitted: canEditDay(context.actor, kind),
    details: { date, kind, name },
    change: (data) => {
      if (hasDay(data, row)) throw new Invalid({ date: { text: 'calendar.errors.day-there' } });
      return { data: dayAdded(data, row) };
    },
    fieldOf: ({ where }) => (where.includes('officeHours') ? 'dayHours' : 'date'),
  });
}

/** One of the moves on a row that is there. */
function onDay(
  name: string,
  change: (data: CalendarData, key: DayKey) => CalendarData,
): (context: Context, of: string, key: DayKey) => Promise<void> {
  return (context, of, key) =>
    editDraft(context, of, {
      name,
      permitted: canEditDay(context.actor, key.kind),
      details: { date: key.date, kind: key.kind },
      change: (data) => {
        if (!hasDay(data, key)) throw new NotFound();
        return { data: change(data, key) };
      },
      fieldOf: () => 'days',
    });
}

export const removeDay = onDay('day-removed', dayRemoved);
/** Keeps the row on file and takes its effect away, or gives it back. */
export const switchDay = onDay('day-switched', daySwitched);

/** Sets the working week and the usual hours; for the city also the time zone, where one is given. */
export function setHours(
  context: Context,
  of: string,
  hours: { week: string[]; officeHours: OfficeInterval[]; timeZone?: string | undefined },
): Promise<void> {
  const { week, officeHours } = hours;
  const zone = of === CITY && hours.timeZone ? { timeZone: hours.timeZone } : {};
  return editDraft(context, of, {
    name: 'hours-set',
    permitted: canEditCalendar(context.actor),
    details: { week, officeHours, ...zone },
    change: (data) => ({ data: { ...data, workingWeek: week, officeHours, ...zone } }),
    fieldOf: ({ where }) => {
      if (where === 'timeZone') return where;
      return where.startsWith('workingWeek') ? 'week' : 'officeHours';
    },
  });
}

/** Adds hours that hold on some dates or weekdays only, as in summer. */
export function addOtherHours(context: Context, of: string, row: HoursRow): Promise<void> {
  const fieldOf = ({ where }: Problem) => {
    const field = where.split('.')[2];
    return field === 'from' || field === 'until' || field === 'weekdays' ? field : 'otherHours';
  };
  return editDraft(context, of, {
    name: 'other-hours-added',
    permitted: canEditCalendar(context.actor),
    details: { ...row },
    change: (data) => ({ data: { ...data, hours: [...(data.hours ?? []), row] } }),
    fieldOf,
  });
}

/** @param index place of the row among the other hours */
export function removeOtherHours(context: Context, of: string, index: number): Promise<void> {
  return editDraft(context, of, {
    name: 'other-hours-removed',
    permitted: canEditCalendar(context.actor),
    details: { index },
    change: (data) => {
      if (!data.hours?.[index]) throw new NotFound();
      return { data: { ...data, hours: data.hours.filter((_, at) => at !== index) } };
    },
    fieldOf: () => 'otherHours',
  });
}

/** The Government has announced a year: its rows are projections no more. */
export function confirmYear(context: Context, of: string, year: number): Promise<void> {
  return editDraft(context, of, {
    name: 'year-confirmed',
    permitted: canEditCalendar(context.actor),
    details: { year },
    change: (data) => ({ data: yearConfirmed(data, year) }),
    fieldOf: () => 'year',
  });
}

export interface IcalImport {
  ical: string;
  kind: DayKind;
  language: ContentLanguage;
  /** Rows of the file go before rows that are there. */
  replace: boolean;
}

/** Takes the days of an iCalendar file over; the draft keeps the report. @throws Invalid when nothing could be read */
export function importIcal(context: Context, of: string, input: IcalImport): Promise<void> {
  if (!input.ical) throw new Invalid({ ical: { text: 'calendar.errors.ical-missing' } });
  const { days, problems } = readIcal(input.ical, { kind: input.kind, language: input.language });
  if (days.length === 0)
    throw new Invalid({
      ical: problems[0] ? problemText(problems[0]) : { text: 'calendar.errors.ical-empty' },
    });
  const edit: Edit = {
    name: 'days-imported',
    permitted: canEditCalendar(context.actor),
    details: { days: days.length, problems: problems.length },
    change: (before) => {
      const { data, ...outcome } = daysImported(before, days, input.replace);
      return { data, report: { at: context.now, ...outcome, problems: problems.slice(0, 50) } };
    },
    fieldOf: () => 'ical',
  };
  return editDraft(context, of, edit);
}
