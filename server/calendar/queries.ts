import { weekdayInitials } from '../city/dates.ts';
import type { Context, Language, Trilingual } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { changesOf } from './actions/apply.ts';
import { baseOf, checkOwner, draftOf } from './actions/drafts.ts';
import {
  CITY,
  calendarOf,
  cityDate,
  cityNoon,
  currentLimits,
  dataInForce,
  limitsNumber,
  unitsWithOwnHours,
} from './current.ts';
import { cityCalendarOf, prepareVersion } from './load.ts';
import { CalendarVersion, type CalendarVersionFields, type ImportReport } from './model.ts';
import { canApply, canEditCalendar, canEditDay } from './policy.ts';
import {
  type Calendar,
  type CalendarChange,
  type CalendarDay,
  checkCalendar,
  DAY_KINDS,
  isProjected,
  isUnverified,
  type LimitRow,
  limitId,
  monthsOf,
  type Problem,
  writeHours,
  yearOf,
} from './rules.ts';
import { heldVersion } from './versions.ts';
import { writeIcal } from './write-ical.ts';

export interface OwnerChoice {
  of: string;
  name?: Trilingual;
  current: boolean;
}

/** The calendars that there are: the city's and those of units with hours of their own. */
export function owners({ site }: Context, of: string): OwnerChoice[] {
  const listed = [CITY, ...unitsWithOwnHours()];
  return [...new Set([...listed, of])].map((each) => ({
    of: each,
    name: site.catalogue.unit(each)?.name,
    current: each === of,
  }));
}

interface DayRow {
  date: string;
  at: Date;
  kind: CalendarDay['kind'];
  name?: CalendarDay['name'];
  hours?: string;
  note?: CalendarDay['name'];
  active: boolean;
  provisional: boolean;
  unverified: boolean;
}

function dayRow(row: CalendarDay): DayRow {
  return {
    date: row.date,
    at: cityNoon(row.date),
    kind: row.kind,
    name: row.name,
    hours: row.officeHours && writeHours(row.officeHours),
    note: typeof row.note === 'string' ? { vi: row.note } : row.note,
    active: row.active !== false,
    provisional: isProjected(row),
    unverified: isUnverified(row),
  };
}

const daysOf = (days: readonly CalendarDay[], year: number) =>
  days.filter((row) => row.date.startsWith(`${year}-`)).sort((a, b) => (a.date < b.date ? -1 : 1));

function hoursModel(calendar: Calendar) {
  const { timeZone, workingWeek, officeHours, hours = [] } = calendar.data;
  return {
    timeZone,
    week: workingWeek,
    officeHours: writeHours(officeHours),
    otherHours: hours.map(({ from, until, weekdays, officeHours }, index) => ({
      index,
      from: from && cityNoon(from),
      until: until && cityNoon(until),
      weekdays,
      hours: writeHours(officeHours),
    })),
  };
}

/** A picture of the year, beside the table that says the same. */
function drawnYear(calendar: Calendar, year: number, language: string) {
  const named = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return {
    weekdays: weekdayInitials(language),
    months: monthsOf(calendar, year).map((month, at) => ({
      ...month,
      blanks: Array.from({ length: month.empty }, () => ''),
      name: named.format(new Date(Date.UTC(year, at, 1))),
    })),
  };
}

/** The calendar of a year as everybody may see it: the one in force, or a version that was. @throws NotFound */
export async function calendarPage(
  context: Context,
  asked: { year?: number; of: string; version?: number | undefined },
) {
  const { of } = asked;
  const inForce = dataInForce(of);
  if (!inForce) throw new NotFound();
  const { row, shown: version } = await heldVersion(of, asked.version ?? inForce.number);
  const former = of === CITY && !version.inForce ? await cityCalendarOf(version.number) : undefined;
  const calendar = version.inForce ? calendarOf(of === CITY ? null : of) : (former ?? prepareVersion(row));
  const year = asked.year ?? Number(cityDate(context.now).slice(0, 4));
  const days = daysOf(calendar.data.days, year)
    .map(dayRow)
    .filter((each) => each.active);
  return {
    of,
    owner: context.site.catalogue.unit(of)?.name,
    owners: owners(context, of),
    year,
    before: year > 1970 ? year - 1 : undefined,
    after: year < 2149 ? year + 1 : undefined,
    ...yearOf(calendar, year),
    days,
    drawn: days.length > 0 ? drawnYear(calendar, year, context.language) : undefined,
    unverified: days.some((each) => each.unverified),
    hours: hoursModel(calendar),
    version: { ...version, changes: shownChanges(version.changes) },
    mayEdit: canEditDay(context.actor, 'ad_hoc_off'),
  };
}

/** All days off and worked days as an iCalendar file. @throws NotFound */
export function calendarFile(context: Context, of: string, language: Language): string {
  if (of !== CITY && !dataInForce(of)) throw new NotFound();
  const { days } = calendarOf(of).data;
  return writeIcal(days, { stampedAt: context.now, language, domain: `${of}.working-calendar` });
}

export type ShownChange = CalendarChange & { at?: Date };

/** Changes with their date as pages show it. */
export function shownChanges(changes: readonly CalendarChange[]): ShownChange[] {
  return changes.map((change) => ({ ...change, ...(change.date ? { at: cityNoon(change.date) } : {}) }));
}

export interface EditPage {
  of: string;
  owner?: Trilingual;
  owners: OwnerChoice[];
  units: { slug: string; name: Trilingual }[];
  draft?: { id: string; number: number; changes: ShownChange[]; mayApply: boolean };
  report?: ImportReport | null;
  inForce: number;
  year: number;
  before: number;
  after: number;
  days: (DayRow & { mayEdit: boolean; warnings: Problem[] })[];
  hours: ReturnType<typeof hoursModel>;
  kinds: string[];
  mayEditAll: boolean;
  /** The year is not official as a whole, or a row of it is not verified. */
  mayConfirm: boolean;
  certainty: string;
}

/** The draft of a calendar, or what is in force while there is none, with what the actor may change. */
export async function editPage(context: Context, asked: { year?: number; of: string }): Promise<EditPage> {
  const { actor, now } = context;
  const { of } = asked;
  checkOwner(context, of);
  const draft = await draftOf(of);
  const { number, data } = baseOf(of);
  const shown = draft?.data ?? data;
  const year = asked.year ?? Number(cityDate(now).slice(0, 4));
  const changes = draft ? changesOf(draft) : [];
  const warnings = checkCalendar(shown).filter((problem) => problem.severity === 'warning');
  const prepared = prepareVersion({ of, data: shown });
  const { certainty } = yearOf(prepared, year);
  const listed = daysOf(shown.days, year);
  const mayEditAll = canEditCalendar(actor);
  return {
    of,
    owner: context.site.catalogue.unit(of)?.name,
    owners: owners(context, of),
    units: context.site.catalogue.unitsOn(cityDate(now)),
    ...(draft
      ? {
          draft: {
            id: draft._id,
            number: draft.number,
            changes: shownChanges(changes),
            mayApply: canApply(actor, changes),
          },
        }
      : {}),
    report: draft?.importReport,
    inForce: number,
    year,
    before: year - 1,
    after: year + 1,
    days: listed.map((row) => ({
      ...dayRow(row),
      mayEdit: canEditDay(actor, row.kind),
      warnings: warnings.filter((problem) => problem.where === `days.${shown.days.indexOf(row)}`),
    })),
    hours: hoursModel({ ...prepared, data: shown }),
    kinds: DAY_KINDS.filter((kind) => canEditDay(actor, kind)),
    mayEditAll,
    mayConfirm: mayEditAll && (certainty !== 'official' || listed.some(isUnverified)),
    certainty,
  };
}

type ListedVersion = Omit<CalendarVersionFields, 'data' | 'goesOn' | 'pending'>;

/** All versions of all calendars, newest first, without drafts that were given up. */
export async function listVersions(context: Context): Promise<(ListedVersion & { owner?: Trilingual })[]> {
  const rows = await CalendarVersion.find(
    { status: { $ne: 'discarded' } },
    { data: 0, pending: 0, importReport: 0, goesOn: 0 },
  )
    .sort({ createdAt: -1, _id: -1 })
    .limit(200)
    .lean<ListedVersion[]>();
  return rows.map((row) => ({ ...row, owner: context.site.catalogue.unit(row.of)?.name }));
}

export interface LimitModel extends LimitRow {
  row: number;
  id: string;
  regulationName?: Trilingual;
  from: Date;
  to?: Date;
  ended: boolean;
}

/** The table of limits with the number of each row, as messages about it count them. */
export function limitRows(context: Context): { number: number; rows: LimitModel[] } {
  const today = cityDate(context.now);
  const rows = currentLimits().map((row, index) => ({
    ...row,
    row: index + 1,
    id: limitId(row),
    regulationName: row.regulation ? context.site.catalogue.regulation(row.regulation)?.name : undefined,
    from: cityNoon(row.validFrom),
    to: row.validTo ? cityNoon(row.validTo) : undefined,
    ended: row.validTo !== null && row.validTo < today,
  }));
  return { number: limitsNumber(), rows };
}

/** A version for its preview. @throws NotFound */
export async function findVersion(id: string): Promise<CalendarVersionFields> {
  const version = await CalendarVersion.findById(id).lean<CalendarVersionFields>();
  if (!version) throw new NotFound();
  return version;
}
