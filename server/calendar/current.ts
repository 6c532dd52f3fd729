import type { Trilingual } from '../platform/context.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import {
  type Calendar,
  type CalendarData,
  fromLocal,
  type LimitRow,
  type LimitStep,
  type LimitUnit,
  limitFor,
  limitId,
  localDate,
  prepareCalendar,
  withOwnHours,
} from './rules.ts';
import { seedCalendar } from './seed-calendar.ts';
import { seedLimits } from './seed-limits.ts';

/** The calendar of the whole city; a unit with hours of its own has one under its slug. */
export const CITY = 'city';

export interface Limit {
  /** Of the row that the limit was read from. */
  id: string;
  amount: number;
  unit: LimitUnit;
  /** The text it rests on, as people read it. */
  basis: Trilingual;
}

export interface LimitCase {
  kind?: string;
  complexity?: string;
  regulation?: string | null;
  /** Local date (yyyy-mm-dd) on which the clock starts. */
  date: string;
}

interface Version {
  number: number;
  data: CalendarData;
  calendar: Calendar;
}

interface InForce {
  city?: Version;
  units: Map<string, Version>;
  limits?: { number: number; rows: readonly LimitRow[] };
}

/** Preparing takes tens of milliseconds: each version is prepared once. */
const inForce = storeMemory<InForce>(() => ({ units: new Map() }));

/** The calendar that the city's deadlines are counted by. Until a store is read, the one that ships. */
export function cityCalendar(): Calendar {
  return inForce().city?.calendar ?? seedCalendar();
}

/** Number of the city's calendar in force; items keep the one that they were counted by. */
export function calendarVersion(): number {
  return inForce().city?.number ?? 1;
}

/** The calendar of a unit: its own hours where it has some, else the city's. */
export function calendarOf(unit: string | null | undefined): Calendar {
  return (unit && inForce().units.get(unit)?.calendar) || cityCalendar();
}

/** Slugs of the units that have hours of their own. */
export function unitsWithOwnHours(): string[] {
  return [...inForce().units.keys()].sort();
}

/** What is in force for the city or, as its own part, for a unit; undefined when the unit has none. */
export function dataInForce(of: string): { number: number; data: CalendarData } | undefined {
  return of === CITY ? { number: calendarVersion(), data: cityCalendar().data } : inForce().units.get(of);
}

/** The one time zone of the site: dates and times are read, counted and shown in it. */
export function cityTimeZone(): string {
  return cityCalendar().zone.name;
}

/** The date in the city (yyyy-mm-dd) at an instant. */
export function cityDate(at: Date): string {
  return localDate(cityCalendar(), at);
}

/** The first moment of a date (yyyy-mm-dd) in the city. */
export function cityMidnight(date: string): Date {
  return new Date(fromLocal(cityCalendar().zone, Date.parse(`${date}T00:00:00Z`)));
}

/** Between one and five in the city: when hardly anybody looks. */
export function isNight(at: Date): boolean {
  const hours = (at.getTime() - cityMidnight(cityDate(at)).getTime()) / 3_600_000;
  return hours >= 1 && hours < 5;
}

/** Noon of a date (yyyy-mm-dd) in the city, so that the date shows as itself. */
export function cityNoon(date: string): Date {
  return new Date(fromLocal(cityCalendar().zone, Date.parse(`${date}T12:00:00Z`)));
}

export function currentLimits(): readonly LimitRow[] {
  return inForce().limits?.rows ?? seedLimits();
}

export function limitsNumber(): number {
  return inForce().limits?.number ?? 1;
}

/** The limit of a step in force on the date on which its clock starts; undefined when no row fits. */
export function limitForStep(step: LimitStep, { date, regulation, ...rest }: LimitCase): Limit | undefined {
  const row = limitFor(currentLimits(), { step, at: date, ...rest, ...(regulation ? { regulation } : {}) });
  if (!row) return undefined;
  const { amount, unit, basis } = row;
  return { id: limitId(row), amount, unit, basis: trilingual(basis) };
}

/** The ground of a limit that an item was given, as the table words it now: a row has its id for good. */
export function groundOf({ id, basis }: Pick<Limit, 'id' | 'basis'>): Trilingual {
  const row = currentLimits().find((each) => limitId(each) === id);
  return row ? trilingual(row.basis) : basis;
}

function trilingual({ vi: written, en, ru }: LimitRow['basis']): Trilingual {
  const vi = written ?? en ?? ru ?? '';
  return { vi, en: en ?? vi, ru: ru ?? vi };
}

/**
 * The limit for the final answer. The table always has one for today (edits that would leave a gap are refused);
 * for the years before its first row that first row is taken.
 */
export function answerLimit(asked: LimitCase): Limit {
  const found =
    limitForStep('answer', asked) ?? limitForStep('answer', { date: firstAnswerDate(asked.date) });
  if (!found) throw new Error('the table of limits has no row for the answer');
  return found;
}

function firstAnswerDate(date: string): string {
  const general = currentLimits().filter(
    (row) => row.step === 'answer' && row.kind == null && row.complexity == null && row.regulation == null,
  );
  return general.map((row) => row.validFrom).sort()[0] ?? date;
}

/** Puts calendars into force in this process. What has not changed is not prepared again. */
export function takeCalendars(rows: { of: string; number: number; data: CalendarData }[]): void {
  const taken = inForce();
  const cityRow = rows.find((row) => row.of === CITY);
  const cityChanged = cityRow && cityRow.number !== taken.city?.number;
  if (cityRow && cityChanged) taken.city = { ...cityRow, calendar: prepareCalendar(cityRow.data) };
  const { data } = cityCalendar();
  const before = taken.units;
  taken.units = new Map();
  for (const row of rows.filter((each) => each.of !== CITY)) {
    const known = before.get(row.of);
    const kept = !cityChanged && known?.number === row.number;
    taken.units.set(
      row.of,
      kept ? known : { ...row, calendar: prepareCalendar(withOwnHours(data, row.data)) },
    );
  }
}

export function takeLimits(table: { number: number; rows: readonly LimitRow[] }): void {
  inForce().limits = table;
}

/** Numbers of the versions that this process counts by. */
export function numbersInForce(): Map<string, number> {
  const { city, units } = inForce();
  const numbers = new Map([...units].map(([of, { number }]) => [of, number]));
  return city ? numbers.set(CITY, city.number) : numbers;
}
