export const DAY_KINDS = [
  'holiday',
  'compensatory',
  'swap_off',
  'swap_work',
  'ad_hoc_off',
  'ad_hoc_work',
] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Half-open interval of local time, `['08:00', '12:00']`; `24:00` may end one. */
export type OfficeInterval = [string, string];

export type DayName = Partial<Record<'vi' | 'en' | 'ru', string>>;

/** One date that differs from the working week. Local civil date, `YYYY-MM-DD`. */
export interface CalendarDay {
  date: string;
  kind: DayKind;
  key?: string;
  name?: DayName;
  /** Free label; one that speaks of a projection makes dates that cross the row provisional. */
  confidence?: string;
  /** `false` keeps the row on file without effect. */
  active?: boolean;
  /** Own hours of a worked day, such as a Saturday morning. */
  officeHours?: OfficeInterval[];
  /** As an administrator has typed it, or in several languages. */
  note?: string | DayName;
}

/** Hours that replace the usual ones on some dates, some weekdays, or both. Dates are inclusive. */
export interface HoursRow {
  from?: string;
  until?: string;
  weekdays?: Weekday[];
  officeHours: OfficeInterval[];
}

export interface CalendarData {
  id?: string;
  version?: number;
  timeZone: string;
  workingWeek: string[];
  officeHours: OfficeInterval[];
  hours?: HoursRow[];
  days: CalendarDay[];
  /** First and last date for which the days off are on file; by default the years that have rows. */
  knownFrom?: string;
  knownUntil?: string;
  /** From this date on the rows are projections, and so is every date between them. */
  projectedFrom?: string;
}

export const LIMIT_UNITS = ['working_hours', 'working_days', 'calendar_days'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export interface Amount {
  amount: number;
  unit: LimitUnit;
}

export interface Pause {
  from: Date;
  to: Date;
}

export interface DeadlineInput extends Amount {
  receivedAt: Date;
  pauses?: Pause[];
  extensions?: Amount[];
  /**
   * A pause that starts after the first due instant is ignored by contract. With this it stops the
   * extension during which it starts, for items first extended and then waiting for their sender.
   */
  pausesAfterExtensions?: boolean;
}

export type StepReason =
  | 'day-of-receipt'
  | 'outside-office-hours'
  | 'working-day'
  | 'calendar-day'
  | 'rolled-over'
  | 'weekend'
  | 'holiday'
  | 'compensatory'
  | 'swap-off'
  | 'swap-work'
  | 'ad-hoc-off'
  | 'ad-hoc-work'
  | 'paused'
  | 'partly-paused'
  | 'extension-working-day'
  | 'extension-calendar-day'
  | 'extension-hours';

/** What one date did to the clock. `counted` is in minutes for working hours, else yes or no. */
export interface Step {
  date: string;
  counted: boolean | number;
  reason: StepReason;
  name?: DayName;
}

export interface Deadline {
  dueAt: Date;
  /** A projected or unknown day lies between arrival and due date. */
  provisional: boolean;
  /** Empty unless asked for. */
  steps: Step[];
}

/** A fault as text key and values; `where` is the path of the field, as `days.3.date`. */
export interface Problem {
  key: string;
  severity: 'error' | 'warning';
  where: string;
  values: Record<string, string | number>;
}

/** How the checks of a calendar tell a problem. */
export type Report = (key: string, where: string, values?: Problem['values']) => void;
