import { addDays } from '../../city/dates.ts';
import { monthsUpTo } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { figuresByKey, figuresByMonth, idsHandled, publicItemsWithIds, sumOf } from '../../feedback/index.ts';
import { HANDLED_AS, type HandledAs } from '../../feedback/item/rules/handled.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { unitOf } from '../../units/index.ts';
import { handledAsTold } from '../delay-list/told.ts';
import { named } from '../delay-list/unit-totals.ts';
import { classesAt, volumeClass } from '../rules.ts';
import { volumeRows } from '../volume-classes.ts';
import { begunMonths, periodEnd } from './periods.ts';
import { type Period, periodBefore, periodOf, ranked, type Score, type ScoreRow, scoreOf } from './rules.ts';
import { scoreRow } from './settings.ts';

/** Senders may rate, and have an answer looked at again, for so long; the second look takes some weeks more. */
const SETTLES_DAYS = 60;
const MONTHS_SHOWN = 12;

export interface UnitScore {
  unit: Named;
  score: Score;
  rank: number | null;
  volumeClass: string | null;
}

export interface Scores {
  city: Score;
  /** What was late before any unit had it. */
  coordinatorsLate: number;
  /** By class, the largest first; in it by rank, and apart those that have too few items for one. */
  classes: { name: string; rows: UnitScore[]; few: UnitScore[] }[];
  leastRanked: number;
}

const CITY = { of: 'city', key: 'all' } as const;
const COORDINATORS = { of: 'city', key: 'coordinators' } as const;

/** Of all units in a period, ranked within classes of similar volume; undefined while the figures are being counted. */
export async function scoresIn(context: Context, period: Period): Promise<Scores | undefined> {
  const months = begunMonths(period, context.now);
  const [units, city, coordinators] = await Promise.all([
    figuresByKey('unit', months, ['handled']),
    figuresByMonth([CITY], months),
    figuresByMonth([COORDINATORS], months),
  ]);
  if (!units || !city || !coordinators) return undefined;
  const row = scoreRow(period);
  const classes = classesAt(volumeRows(), `${months[0]}-01`);
  const scored = [...units].flatMap(([slug, { handled }]) => {
    const score = scoreOf(handled, row);
    const name = volumeClass(score.all / months.length, classes) ?? null;
    return score.all > 0 ? { unit: named(slug), score, volumeClass: name } : [];
  });
  return {
    city: scoreOf(sumOf(city).handled, row),
    coordinatorsLate: sumOf(coordinators).handled.late,
    classes: [...classes].reverse().flatMap(({ name }) => {
      const own = scored.filter((each) => each.volumeClass === name);
      const all = ranked(own, row.leastRanked);
      const rows = all.filter(({ rank }) => rank !== null);
      return own.length > 0 ? { name, rows, few: all.slice(rows.length) } : [];
    }),
    leastRanked: row.leastRanked,
  };
}

export interface ScoreOfUnit {
  score: Score;
  before: Score;
  /** Its place among those of its class; absent without a rank. */
  place?: { rank: number; of: number; volumeClass: string };
  volumeClass: string | null;
  months: { month: string; score: Score }[];
  row: ScoreRow;
  /** Until then ratings and second looks may change it. */
  settlesAt: Date;
}

/** @throws NotFound */
export function knownUnit(slug: string): Named {
  const unit = unitOf(slug);
  if (!unit) throw new NotFound('units.not-found');
  return { slug, name: unit.name };
}

export async function scoreOfUnit(
  context: Context,
  slug: string,
  period: Period,
): Promise<ScoreOfUnit | undefined> {
  const whose = [{ of: 'unit', key: slug }] as const;
  const shown = monthsUpTo(begunMonths(period, context.now).at(-1)!, MONTHS_SHOWN);
  const [own, before, by, all] = await Promise.all([
    figuresByMonth(whose, period.months),
    figuresByMonth(whose, periodBefore(period).months),
    figuresByMonth(whose, shown),
    scoresIn(context, period),
  ]);
  if (!own || !before || !by || !all) return undefined;
  const row = scoreRow(period);
  const found = all.classes.find(({ rows, few }) => [...rows, ...few].some(({ unit }) => unit.slug === slug));
  const rank = found?.rows.find(({ unit }) => unit.slug === slug)?.rank;
  const of = found?.rows.length;
  return {
    score: scoreOf(sumOf(own).handled, row),
    before: scoreOf(sumOf(before).handled, scoreRow(periodBefore(period))),
    ...(found && rank && of ? { place: { rank, of, volumeClass: found.name } } : {}),
    volumeClass: found?.name ?? null,
    months: shown.map((month, at) => ({
      month,
      score: scoreOf(sumOf([by[at]!]).handled, scoreRow(periodOf('month', month))),
    })),
    row,
    settlesAt: addDays(periodEnd(period), SETTLES_DAYS),
  };
}

export interface FrozenMonth {
  toldAt: Date;
  score: Score;
  /** Words of which there are more or fewer today. */
  changes: { as: HandledAs; before: number; now: number }[];
}

/** A month that is over as it stood when it was told, beside what it is now; undefined for longer periods. */
export async function frozenMonth(
  period: Period,
  now: Score,
  slug?: string,
): Promise<FrozenMonth | undefined> {
  if (period.kind !== 'month') return undefined;
  const told = await handledAsTold(period.name, slug);
  if (!told) return undefined;
  const handled = told.handled ?? NOTHING;
  const changes = HANDLED_AS.map((as) => ({ as, before: handled[as] ?? 0, now: now.handled[as] ?? 0 }));
  return {
    toldAt: told.toldAt,
    score: scoreOf(handled, scoreRow(period)),
    changes: changes.filter(({ before, now }) => before !== now),
  };
}

const NOTHING = Object.fromEntries(HANDLED_AS.map((as) => [as, 0])) as Record<HandledAs, number>;

/** The items behind one number of a score. @param slug undefined: the coordinators' own */
export async function itemsHandled(
  { now }: Context,
  {
    slug,
    period,
    as,
    from,
    most,
  }: { slug?: string; period: Period; as: HandledAs; from: number; most: number },
) {
  const ids = (await idsHandled(slug, period.months, as)).sort();
  const items = await publicItemsWithIds(ids.slice(from, from + most), now);
  return { items, total: ids.length };
}
