import type { QueryFilter } from 'mongoose';
import { cityDate, cityMidnight } from '../../calendar/index.ts';
import type { UnitLoad } from '../../platform/context.ts';
import { allFiguresOf, type Counts, figuresOf, markedWith } from '../../platform/figures/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { APPEAL_OUTCOMES, type AppealOutcome, wasRight } from '../item/rules/appeal.ts';
import { CLOCK_RUNS, OPEN, STATUSES, STATUSES_IN_UNIT, type Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { FIELD, WITH_UNIT } from './cells.ts';
import { countedItems, lateMark } from './source.ts';

const CITY = { of: 'city', key: 'all' } as const;

export function ofStatus(counts: Counts, statuses: readonly Status[]): number {
  return statuses.reduce((sum, status) => sum + (counts[FIELD.status(status)] ?? 0), 0);
}

/** Counts for the home page; undefined while they are not known. */
export async function feedbackFigures(
  now: Date,
): Promise<{ open: number; answered: number; inTime: number; overdue: number } | undefined> {
  const [city] = (await figuresOf([CITY])) ?? [];
  if (!city) return undefined;
  return {
    open: ofStatus(city, OPEN),
    answered: ofStatus(city, ['answered']),
    inTime: city['in-time'] ?? 0,
    overdue: await overdueIn([city], {}, now),
  };
}

/**
 * How many items there are of each state, of all or of one unit or regulation; undefined while that is not known. Of a
 * unit those are counted that it has or had when they ended.
 */
export async function statusCounts(
  of: { unit?: string; regulation?: string } = {},
): Promise<Partial<Record<Status, number>> | undefined> {
  const name = of.unit
    ? { of: 'unit', key: of.unit }
    : of.regulation
      ? { of: 'regulation', key: of.regulation }
      : CITY;
  const [row] = (await figuresOf([name])) ?? [];
  return row && Object.fromEntries(STATUSES.map((status) => [status, ofStatus(row, [status])]));
}

/** Of whoever decides, what waits for them is counted apart. */
type Lane = 'all' | 'without-approvals';

const DUE = /^due(-to-approve)?:(.*)$/;

/** Running clocks with a date on days from one on, and before another. */
export function dueBetween(counts: Counts, lane: Lane, [from, to]: readonly [string, string]): number {
  let sum = 0;
  for (const [field, count] of Object.entries(counts)) {
    const [, toApprove, day] = DUE.exec(field) ?? [];
    if (!day || day < from || day >= to || (toApprove && lane === 'without-approvals')) continue;
    sum += count;
  }
  return sum;
}

/** Before all days, and after them. */
export const EVER = ['0', 'a'] as const;

/**
 * Running clocks with a date before a moment: those of the days before are kept, those of the day itself are looked up,
 * for dates have hours. @param whose the same items as those that the counts are of
 */
async function dueBefore(
  rows: readonly Counts[],
  whose: QueryFilter<FeedbackFields>,
  { moment, lane = 'all', inclusive = false }: { moment: Date; lane?: Lane; inclusive?: boolean },
): Promise<number> {
  const day = cityDate(moment);
  const kept = rows.reduce((sum, counts) => sum + dueBetween(counts, lane, [EVER[0], day]), 0);
  const some = rows.some((counts) => FIELD.due(day) in counts || FIELD.dueToApprove(day) in counts);
  if (!some) return kept;
  const until = inclusive ? { $lte: moment } : { $lt: moment };
  const onTheDay = await Feedback.countDocuments({
    ...whose,
    ...UNSHIELDED,
    closedAt: null,
    status: { $in: CLOCK_RUNS.filter((status) => lane === 'all' || status !== 'in-review') },
    dueAt: { $gte: cityMidnight(day), ...until },
    ...(lane === 'all' ? {} : { extensionRequest: null }),
  });
  return kept + onTheDay;
}

/** What has missed its date and is not answered; a question that came after the date undoes nothing. */
async function overdueIn(
  rows: readonly Counts[],
  whose: QueryFilter<FeedbackFields>,
  now: Date,
): Promise<number> {
  const asked = rows.reduce(
    (sum, row) => sum + (row['asked-late'] ?? 0) + (row['asked-late-to-approve'] ?? 0),
    0,
  );
  return asked + (await dueBefore(rows, whose, { moment: now }));
}

const unitRows = (units: readonly string[]) => units.map((key) => ({ of: 'unit', key }));

/**
 * How many clocks run on after their date; undefined while that is not known.
 * @param units slugs; undefined: of all
 */
export async function countOverdue(
  units: readonly string[] | undefined,
  now: Date,
): Promise<number | undefined> {
  const rows = await figuresOf(units ? unitRows(units) : [CITY]);
  if (!rows) return undefined;
  return dueBefore(rows, units ? { unit: { $in: [...units] } } : {}, { moment: now, inclusive: true });
}

export interface DeskCounts {
  'to-approve': number;
  late: number;
  today: number;
  week: number;
  later: number;
  waiting: number;
}

/** What units have to do, as their inbox groups it. @param decides what waits for the head is counted apart */
export async function deskCounts(
  units: readonly string[],
  { now, tomorrow, nextWeek, decides }: { now: Date; tomorrow: Date; nextWeek: Date; decides: boolean },
): Promise<DeskCounts | undefined> {
  const rows = await figuresOf(unitRows(units));
  if (!rows) return undefined;
  const lane: Lane = decides ? 'without-approvals' : 'all';
  const whose = { unit: { $in: [...units] } };
  const [late, untilTomorrow, untilNextWeek] = await Promise.all([
    dueBefore(rows, whose, { moment: now, lane }),
    dueBefore(rows, whose, { moment: tomorrow, lane, inclusive: true }),
    dueBefore(rows, whose, { moment: nextWeek, lane, inclusive: true }),
  ]);
  const sum = (count: (row: Counts) => number) => rows.reduce((all, row) => all + count(row), 0);
  const of = (field: string) => sum((row) => row[field] ?? 0);
  const askedLate = of('asked-late') + (decides ? 0 : of('asked-late-to-approve'));
  const paused = sum((row) => ofStatus(row, ['paused'])) - (decides ? of('paused-to-approve') : 0);
  return {
    'to-approve': of('to-approve'),
    late: late + askedLate,
    today: untilTomorrow - late,
    week: untilNextWeek - untilTomorrow,
    later: sum((row) => dueBetween(row, lane, EVER)) - untilNextWeek,
    waiting: paused - askedLate,
  };
}

/** How much waits for the head of units. */
export async function approvalsWaiting(units: readonly string[]): Promise<number | undefined> {
  const rows = await figuresOf(unitRows(units));
  return rows?.reduce((sum, row) => sum + (row['to-approve'] ?? 0), 0);
}

/** What coordinators have to do, by the name of the group. */
export async function triageCounts(): Promise<Record<string, number> | undefined> {
  const [city] = (await figuresOf([CITY])) ?? [];
  if (!city) return undefined;
  const statuses = ['disputed', 'submitted', 'accepted', 'waiting'] as const;
  return {
    ...Object.fromEntries(statuses.map((status) => [status, ofStatus(city, [status])])),
    flagged: city['flagged'] ?? 0,
  };
}

/** What each unit has in hand and has answered, in time or not; undefined while that is not known. */
export async function unitLoads(): Promise<Map<string, UnitLoad> | undefined> {
  const fields = [...new Set([...WITH_UNIT, 'answered'] as const)].map(FIELD.status);
  const rows = await allFiguresOf('unit', { fields: [...fields, 'in-time'] });
  const loads = [...(rows ?? [])].map(([unit, row]) => {
    const load = {
      open: ofStatus(row, WITH_UNIT),
      answered: ofStatus(row, ['answered']),
      inTime: row['in-time'] ?? 0,
    };
    return [unit, load] as const;
  });
  return rows && new Map(loads);
}

/** How many items each unit has in hand, waiting for their senders or not; undefined while that is not known. */
export async function openByUnit(
  statuses: readonly Status[] = WITH_UNIT,
): Promise<Map<string, number> | undefined> {
  const rows = await allFiguresOf('unit', { fields: statuses.map(FIELD.status) });
  if (!rows) return undefined;
  const counts = [...rows].map(([unit, row]) => [unit, ofStatus(row, statuses)] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Slugs of the units that have open items. */
export async function unitsWithOpenItems(): Promise<string[]> {
  return [...((await openByUnit(STATUSES_IN_UNIT)) ?? new Map()).keys()];
}

/** How many open items each official has, by account id; undefined while that is not known. Who has none is not in it. */
export async function countOpenByOfficial(
  accounts: readonly string[],
): Promise<Map<string, number> | undefined> {
  const rows = await figuresOf(accounts.map((key) => ({ of: 'official', key })));
  if (!rows) return undefined;
  const counts = accounts.map((account, at) => [account, rows[at]?.['open'] ?? 0] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** How many items were received in a month; undefined while that is not known. */
export async function countReceived(month: string): Promise<number | undefined> {
  const [row] = (await figuresOf([{ ...CITY, month }])) ?? [];
  return row && (row['received'] ?? 0);
}

/** Slugs of the regulations about which most was received in some months, most first; none while that is not known. */
export async function mostAsked(months: readonly string[], most: number): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const month of months)
    for (const [slug, row] of (await allFiguresOf('regulation', { month, fields: ['received'] })) ?? [])
      counts.set(slug, (counts.get(slug) ?? 0) + (row['received'] ?? 0));
  const ranked = [...counts].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  return ranked.slice(0, most).map(([slug]) => slug);
}

/** How many answers each unit gave in a month, by its slug. A first answer counts, whatever became of the item. */
export async function countAnswersByUnit(month: string): Promise<Map<string, number> | undefined> {
  const rows = await allFiguresOf('unit', { month, fields: ['answers'] });
  if (!rows) return undefined;
  const counts = [...rows].map(([unit, row]) => [unit, row['answers'] ?? 0] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Ids of items with a clock that was closed after its date and may stand on the list of a month. */
export function idsLateIn(month: string): Promise<string[]> {
  return markedWith(countedItems, lateMark(month));
}

/** Suggested units in some months, and how many items are where the first, or one of them, said. */
export async function learnedCounts(
  months: readonly string[],
): Promise<{ of: number; first: number; among: number } | undefined> {
  const rows = await figuresOf(months.map((month) => ({ ...CITY, month })));
  const sum = (field: string) => rows?.reduce((all, row) => all + (row[field] ?? 0), 0) ?? 0;
  return rows && { of: sum('learned'), first: sum('learned-first'), among: sum('learned-among') };
}

/** Of a unit or a regulation: how often what was answered was no answer to those who had asked. */
export interface AfterFigures {
  /** Answers sent, those looked at again included once. */
  answered: number;
  rated: number;
  didNotAnswer: number;
  reopened: number;
  /** Appeals to the higher unit, those decided, and those in which the sender was right. */
  appeals: number;
  appealsDecided: number;
  appealsRight: number;
}

/** A reopened item counts for the unit that gave the first answer, and has been rated. */
export async function afterFigures(
  of: 'unit' | 'regulation',
  key: string,
): Promise<AfterFigures | undefined> {
  const [row] = (await figuresOf([{ of, key }])) ?? [];
  if (!row) return undefined;
  const decided = (counts: (outcome: AppealOutcome) => boolean) =>
    APPEAL_OUTCOMES.filter(counts).reduce((sum, outcome) => sum + (row[FIELD.appeal(outcome)] ?? 0), 0);
  return {
    answered: row['answered'] ?? 0,
    rated: row['rated'] ?? 0,
    didNotAnswer: row['did-not-answer'] ?? 0,
    reopened: row['reopened'] ?? 0,
    appeals: row['appeals'] ?? 0,
    appealsDecided: decided(() => true),
    appealsRight: decided(wasRight),
  };
}

/** Documents demanded of senders; of those beyond the published list, on which the unit cites a basis, or stops. */
export interface PaperFigures {
  named: number;
  outside: number;
  basis: number;
  stopped: number;
  open: number;
}

export function paperFiguresIn(row: Counts): PaperFigures {
  const outside = row['papers-outside'] ?? 0;
  const basis = row['papers-basis'] ?? 0;
  const stopped = row['papers-stops'] ?? 0;
  return { named: row['papers'] ?? 0, outside, basis, stopped, open: outside - basis - stopped };
}

export async function paperFigures(
  of: 'unit' | 'regulation',
  key: string,
): Promise<PaperFigures | undefined> {
  const [row] = (await figuresOf([{ of, key }])) ?? [];
  return row && paperFiguresIn(row);
}

/** Answers that rest on what has ended, and what the unit has said to them. */
export interface AgeingFigures {
  aged: number;
  stillTrue: number;
  corrected: number;
  noLonger: number;
  /** Nobody has looked yet. */
  open: number;
}

export function ageingFiguresIn(row: Counts): AgeingFigures {
  const aged = row['aged'] ?? 0;
  const stillTrue = row['aged-still-true'] ?? 0;
  const corrected = row['aged-corrected'] ?? 0;
  const noLonger = row['aged-no-longer'] ?? 0;
  return { aged, stillTrue, corrected, noLonger, open: aged - stillTrue - corrected - noLonger };
}

export async function ageingFigures(
  of: 'unit' | 'regulation',
  key: string,
): Promise<AgeingFigures | undefined> {
  const [row] = (await figuresOf([{ of, key }])) ?? [];
  return row && ageingFiguresIn(row);
}
