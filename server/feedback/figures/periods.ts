import { cityDate } from '../../calendar/index.ts';
import { allFiguresOf, type Counts, figuresOf, markedWith } from '../../platform/figures/index.ts';
import { CLOCK_FLAGS, type ClockFlag } from '../item/rules/clock-flags.ts';
import { CHANNELS, type Channel, KINDS, type Kind } from '../item/rules/fields.ts';
import { GRADES, type Grade, RATED, type Rated } from '../item/rules/grades.ts';
import { HANDLED_AS, type HandledAs } from '../item/rules/handled.ts';
import { OPEN } from '../item/rules/status.ts';
import { FIELD, TOOK, tookGroup } from './cells.ts';
import {
  type AgeingFigures,
  ageingFiguresIn,
  dueBetween,
  EVER,
  ofStatus,
  type PaperFigures,
  paperFiguresIn,
} from './read.ts';
import { countedItems, handledMark } from './source.ts';

/** Of whom figures are kept by month; 'coordinators' of the city: what was late in their hands. */
export interface Whose {
  of: 'city' | 'unit' | 'regulation' | 'language' | 'ward' | 'sender';
  key: string;
}

/** What happened in some months. */
export interface PeriodFigures {
  received: number;
  answers: number;
  answersLate: number;
  reopened: number;
  /** Documents demanded of senders. */
  papers: PaperFigures;
  /** Answers that were found to rest on what has ended. */
  aged: AgeingFigures;
  /** Answers sent against the check. */
  overrides: number;
  handled: Record<HandledAs, number>;
  /** Answers by the days that their senders had waited: '0-2' … '31-'. */
  took: { days: string; count: number }[];
  grades: Record<Rated, Record<Grade, number>>;
  /** Closed items whose clock was mistreated. */
  flags: Record<ClockFlag, number>;
  /** Received, by regulation and by ward. */
  about: Map<string, number>;
  at: Map<string, number>;
  /** Of the city alone. */
  kinds: Record<Kind, number>;
  channels: Record<Channel, number>;
}

/** The last day of each group, and one that is in the last. */
export const TOOK_GROUPS = [...TOOK, TOOK.at(-1)! + 1].map(tookGroup);

function figuresIn(counts: Counts): PeriodFigures {
  const of = (field: string) => counts[field] ?? 0;
  const each = <Name extends string>(names: readonly Name[], field: (name: Name) => string) =>
    Object.fromEntries(names.map((name) => [name, of(field(name))])) as Record<Name, number>;
  return {
    received: of('received'),
    answers: of('answers'),
    answersLate: of('answers-late'),
    reopened: of('reopened'),
    papers: paperFiguresIn(counts),
    aged: ageingFiguresIn(counts),
    overrides: of('overrides'),
    handled: each(HANDLED_AS, FIELD.handled),
    took: TOOK_GROUPS.map((days) => ({ days, count: of(FIELD.took(days)) })),
    grades: Object.fromEntries(
      RATED.map((question) => [question, each(GRADES, (grade) => FIELD.graded(question, grade))]),
    ) as PeriodFigures['grades'],
    flags: each(CLOCK_FLAGS, FIELD.flag),
    about: behind(counts, FIELD.about('')),
    at: behind(counts, FIELD.at('')),
    kinds: each(KINDS, (kind) => `kind:${kind}`),
    channels: each(CHANNELS, (channel) => `channel:${channel}`),
  };
}

/** Counts of the fields that begin so, by what follows; those of most first. */
function behind(counts: Counts, begin: string): Map<string, number> {
  const own = Object.entries(counts).filter(([field, count]) => count > 0 && field.startsWith(begin));
  return new Map(
    own.map(([field, count]) => [field.slice(begin.length), count] as const).sort(([, a], [, b]) => b - a),
  );
}

function added(rows: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const row of rows)
    for (const [field, count] of Object.entries(row)) sum[field] = (sum[field] ?? 0) + count;
  return sum;
}

/** Months one after another, of some of whom the figures are added up; undefined while they are not known. */
export async function figuresByMonth(
  whose: readonly Whose[],
  months: readonly string[],
): Promise<Counts[] | undefined> {
  const rows = await figuresOf(months.flatMap((month) => whose.map((each) => ({ ...each, month }))));
  return rows && months.map((_, at) => added(rows.slice(at * whose.length, (at + 1) * whose.length)));
}

/** @param months as `figuresByMonth` gives them */
export const sumOf = (months: readonly Counts[]): PeriodFigures => figuresIn(added(months));

/** What can be had of all units at once: a few fields of each row. */
const FIELDS_OF = {
  received: ['received'],
  reopened: ['reopened'],
  overrides: ['overrides'],
  handled: HANDLED_AS.map(FIELD.handled),
  flags: CLOCK_FLAGS.map(FIELD.flag),
  grades: RATED.flatMap((question) => GRADES.map((grade) => FIELD.graded(question, grade))),
} satisfies Partial<Record<keyof PeriodFigures, string[]>>;

/** Some figures of all units, say, by their key, in some months together. @param keys of these alone */
export async function figuresByKey<Wanted extends keyof typeof FIELDS_OF>(
  of: Whose['of'],
  months: readonly string[],
  wanted: readonly Wanted[],
  keys?: readonly string[],
): Promise<Map<string, Pick<PeriodFigures, Wanted>> | undefined> {
  const fields = wanted.flatMap((name) => FIELDS_OF[name]);
  const all = await Promise.all(months.map((month) => allFiguresOf(of, { month, fields, keys })));
  const rows = new Map<string, Counts[]>();
  for (const month of all) {
    if (!month) return undefined;
    for (const [key, counts] of month) rows.set(key, [...(rows.get(key) ?? []), counts]);
  }
  return new Map([...rows].map(([key, months]) => [key, sumOf(months)]));
}

/** Ids of the items behind a figure of the scores. @param unit undefined: the coordinators' own */
export async function idsHandled(
  unit: string | undefined,
  months: readonly string[],
  as: HandledAs,
): Promise<string[]> {
  const ids = await Promise.all(
    months.map((month) => markedWith(countedItems, handledMark(unit, month, as))),
  );
  return ids.flat();
}

/** How things stand with one, now; what is late, as it was when the day began. */
export interface PresentFigures {
  open: number;
  overdue: number;
  paused: number;
  disputed: number;
  toApprove: number;
  flags: Record<ClockFlag, number>;
}

/** @param day of today, yyyy-mm-dd: what is due then is not late yet */
export function presentIn(counts: Counts, day: string): PresentFigures {
  const of = (field: string) => counts[field] ?? 0;
  return {
    open: ofStatus(counts, OPEN),
    overdue: of('asked-late') + of('asked-late-to-approve') + dueBetween(counts, 'all', [EVER[0], day]),
    paused: ofStatus(counts, ['paused']),
    disputed: ofStatus(counts, ['disputed']),
    toApprove: of('to-approve'),
    flags: Object.fromEntries(
      CLOCK_FLAGS.map((flag) => [flag, of(FIELD.flag(flag))]),
    ) as PresentFigures['flags'],
  };
}

/** Of some together; undefined while they are not known. */
export async function presentFigures(
  whose: readonly Whose[],
  now: Date,
): Promise<PresentFigures | undefined> {
  const rows = await figuresOf(whose);
  return rows && presentIn(added(rows), cityDate(now));
}

/** @param units of these alone */
export async function presentByUnit(
  now: Date,
  units?: readonly string[],
): Promise<Map<string, PresentFigures> | undefined> {
  const rows = await allFiguresOf('unit', { keys: units });
  return rows && new Map([...rows].map(([unit, counts]) => [unit, presentIn(counts, cityDate(now))]));
}

/** How many items about each regulation came in some weeks, by their Mondays; undefined while that is not known. */
export async function receivedByWeek(weeks: readonly string[]): Promise<Map<string, number[]> | undefined> {
  const all = await Promise.all(
    weeks.map((week) => allFiguresOf('regulation-week', { month: week, fields: ['received'] })),
  );
  const rows = new Map<string, number[]>();
  for (const [at, week] of all.entries()) {
    if (!week) return undefined;
    for (const [regulation, counts] of week) {
      const row = rows.get(regulation) ?? weeks.map(() => 0);
      row[at] = counts['received'] ?? 0;
      rows.set(regulation, row);
    }
  }
  return rows;
}
