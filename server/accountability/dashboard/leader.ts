import { cityDate } from '../../calendar/index.ts';
import { monthsUpTo } from '../../city/months.ts';
import { commitmentsByUnit, promisesDue } from '../../commitments/index.ts';
import {
  type Crossing,
  crossedByMonth,
  crossedByUnit,
  figuresByKey,
  figuresByMonth,
  itemsToWatch,
  type PeriodFigures,
  type PresentFigures,
  presentByUnit,
  presentIn,
  sumOf,
} from '../../feedback/index.ts';
import { CLOCK_FLAGS } from '../../feedback/item/rules/clock-flags.ts';
import type { HandledAs } from '../../feedback/item/rules/handled.ts';
import { type Context, isStaff, textIn } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { barsOf, columnsOf } from '../../platform/web/charts/index.ts';
import { named } from '../delay-list/unit-totals.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { canSeeForecast, seesAllForecasts } from '../policy.ts';
import { itemsHref } from '../scores/parts.ts';
import { begunMonths, begunPeriod, periodChoices, periodName } from '../scores/periods.ts';
import { fromFirst, type Period } from '../scores/rules.ts';
import { aboutOf, addressOf, type Narrowing, type NarrowingChoice, narrowingChoices } from './filter.ts';
import { itemsAddress } from './items.ts';
import { surgesShown } from './surges-shown.ts';

const MOST_ITEMS = 10;
const MOST_BARS = 10;
/** Of offices; the others are folded. */
const MOST_ROWS = 12;
const MONTHS_SHOWN = 12;

interface Question {
  narrowing: Narrowing;
  period?: string | undefined;
}

/** Units that the page is about; undefined: of the whole city. @throws NotFound where the reader may not look */
function unitsFor({ actor }: Context, unit: string | undefined): string[] | undefined {
  if (unit !== undefined) {
    if (!canSeeForecast(actor, unit)) throw new NotFound('units.not-found');
    return [unit];
  }
  if (seesAllForecasts(actor)) return undefined;
  return isStaff(actor) ? [...actor.units] : [];
}

/** What the page is about. */
interface Scope {
  narrowing: Narrowing;
  units: string[] | undefined;
  among: Crossing;
  /** By more than offices: then the items are gone through. */
  narrowed: boolean;
}

function scopeOf(context: Context, asked: Narrowing): Scope {
  const units = unitsFor(context, asked.unit);
  const { narrowing, crossing } = aboutOf(context, asked);
  const { ward, regulations, language } = crossing;
  return {
    ...{ narrowing, units, among: { ...crossing, units } },
    narrowed: !!(ward || regulations || language),
  };
}

/** Who, what, since when, what next: of all that is late, disputed, looked at again, promised and missed. */
export async function leaderPage(context: Context, asked: Question) {
  const scope = scopeOf(context, asked.narrowing);
  const { narrowing, units, among, narrowed } = scope;
  const period = begunPeriod(context, asked.period);
  const t = translator(context.language);
  const watch = { among, most: MOST_ITEMS };
  const [found, overdue, disputed, reopened, owed, columns, choices] = await Promise.all([
    unitRows(context, scope, begunMonths(period, context.now)),
    itemsToWatch(context, { watched: 'overdue', ...watch }),
    itemsToWatch(context, { watched: 'disputed', ...watch }),
    itemsToWatch(context, { watched: 'reopened', ...watch }),
    narrowed ? undefined : promisesDue(units, context.now, MOST_ITEMS),
    lateByMonth(context, scope, begunMonths(period, context.now).at(-1)!),
    periodChoices(context, period),
  ]);
  const many = found === 'many';
  const rows = many ? undefined : found;
  const worst = [...(rows ?? [])].sort((a, b) => b.overdue - a.overdue).slice(0, MOST_BARS);
  const listed = (unit: string, status: string) =>
    addressOf('/feedback', { narrowing: { ...narrowing, unit }, status });
  const links = { period, narrowing, narrowed, listed };
  const linked = rows?.map((row) => ({ ...row, ...linksOf(row.unit.slug, links) }));
  return {
    title: t('dashboard.leader.title'),
    values: narrowing,
    period,
    periodName: periodName(context, period),
    choices,
    narrowingChoices: choicesFor(context, narrowing),
    clearHref:
      Object.keys(narrowing).length > 0
        ? addressOf('/dashboard/leader', { narrowing: {}, period: period.name })
        : undefined,
    many,
    rows: linked?.slice(0, MOST_ROWS),
    moreRows: linked?.slice(MOST_ROWS),
    totals: rows && totalsOf(rows),
    lists: [
      { name: 'overdue', items: overdue, allHref: addressOf('/feedback', { narrowing, status: 'overdue' }) },
      { name: 'disputed', items: disputed },
      { name: 'reopened', items: reopened },
    ],
    promises: owed?.filter(({ dueAt }) => dueAt < context.now),
    narrowed,
    columns,
    overdueBars: barsOf(
      worst
        .filter(({ overdue }) => overdue > 0)
        .map(({ unit, overdue }) => ({
          label: textIn(unit.name, context.language) ?? unit.slug,
          count: overdue,
          href: listed(unit.slug, 'overdue'),
          tone: 'late',
        })),
    ),
    flagBars:
      rows &&
      barsOf(
        CLOCK_FLAGS.map((flag) => ({
          label: t(`feedback.clocks.flags.${flag}`),
          count: rows.reduce((sum, row) => sum + row.flags[flag], 0),
          tone: 'due',
        })),
      ),
    surges: units === undefined && !narrowed ? await surgesShown(context) : [],
  };
}

/** Heads choose among their own units. */
function choicesFor(context: Context, narrowing: Narrowing): NarrowingChoice[] {
  const { actor } = context;
  const all = narrowingChoices(context, narrowing);
  if (seesAllForecasts(actor) || !isStaff(actor)) return all;
  return all.map((choice) =>
    choice.by === 'unit'
      ? { ...choice, options: choice.options.filter(({ value }) => actor.units.includes(value)) }
      : choice,
  );
}

interface Linked {
  period: Period;
  narrowing: Narrowing;
  narrowed: boolean;
  listed(unit: string, status: string): string;
}

/** What is behind the numbers of a row, by the same filters. */
function linksOf(unit: string, { period, narrowing, narrowed, listed }: Linked) {
  const items = (as: HandledAs) =>
    narrowed
      ? itemsAddress({ narrowing: { ...narrowing, unit }, period: period.name, figure: `handled.${as}` })
      : itemsHref(unit, period, as);
  return {
    href: addressOf('/dashboard/leader', { narrowing: { ...narrowing, unit }, period: period.name }),
    openHref: listed(unit, 'open'),
    overdueHref: listed(unit, 'overdue'),
    lateHref: items('late'),
    reopenedHref: items('reopened'),
    dissatisfiedHref: items('dissatisfied'),
    overridesHref: items('overridden'),
  };
}

type UnitRow = Exclude<NonNullable<Awaited<ReturnType<typeof unitRows>>>, 'many'>[number];

/** Each unit from kept figures alone where nothing else is asked; undefined while they are being counted. */
async function unitRows(context: Context, { units, among, narrowed }: Scope, months: string[]) {
  const of = narrowed
    ? await crossedRows(context, among, months)
    : await keptRows(context.now, units, months);
  if (!of || of === 'many') return of;
  return (units ?? of.slugs)
    .map((slug) => {
      const { now, past, owed } = of.row(slug);
      return {
        unit: named(slug),
        open: now?.open ?? 0,
        overdue: now?.overdue ?? 0,
        disputed: now?.disputed ?? 0,
        toApprove: now?.toApprove ?? 0,
        missed: (owed?.late ?? 0) + (owed?.broken ?? 0),
        late: past?.handled.late ?? 0,
        reopened: past?.reopened ?? 0,
        dissatisfied: past?.handled.dissatisfied ?? 0,
        overrides: past?.overrides ?? 0,
        flags: flagsOf(now?.flags, past?.flags),
        flagged: sum(Object.values(flagsOf(now?.flags, past?.flags))),
      };
    })
    .filter((row) => units || COUNTS.some((name) => row[name] > 0))
    .sort((a, b) => b.overdue - a.overdue || b.late - a.late || b.open - a.open);
}

interface UnitFigures {
  slugs: string[];
  row(slug: string): {
    now?: PresentFigures | undefined;
    past?: Pick<PeriodFigures, 'handled' | 'reopened' | 'overrides' | 'flags'> | undefined;
    owed?: { late: number; broken: number } | undefined;
  };
}

async function keptRows(
  now: Date,
  units: string[] | undefined,
  months: string[],
): Promise<UnitFigures | undefined> {
  const [present, figures, commitments] = await Promise.all([
    presentByUnit(now, units),
    figuresByKey('unit', months, ['handled', 'reopened', 'overrides', 'flags'], units),
    commitmentsByUnit(units),
  ]);
  if (!present || !figures || !commitments) return undefined;
  return {
    slugs: [...new Set([...present.keys(), ...figures.keys(), ...commitments.keys()])],
    row: (slug) => ({ now: present.get(slug), past: figures.get(slug), owed: commitments.get(slug) }),
  };
}

/** Promises have neither field nor place: they are left out. */
async function crossedRows(
  { now }: Context,
  among: Crossing,
  months: string[],
): Promise<UnitFigures | 'many' | undefined> {
  const found = await crossedByUnit(among, months);
  if (!found || found === 'many') return found;
  return {
    slugs: [...found.keys()],
    row(slug) {
      const own = found.get(slug);
      return own ? { now: presentIn(own.now, cityDate(now)), past: sumOf([own.past]) } : {};
    },
  };
}

const COUNTS = [
  ...(['open', 'overdue', 'disputed', 'toApprove', 'missed'] as const),
  ...(['late', 'reopened', 'dissatisfied', 'overrides', 'flagged'] as const),
];

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

type Flags = PeriodFigures['flags'];

/** Of items that are open now, and of those closed in the period. */
function flagsOf(open: Flags | undefined, closed: Flags | undefined): Flags {
  return Object.fromEntries(
    CLOCK_FLAGS.map((flag) => [flag, (open?.[flag] ?? 0) + (closed?.[flag] ?? 0)]),
  ) as Flags;
}

const totalsOf = (rows: UnitRow[]) =>
  Object.fromEntries(COUNTS.map((name) => [name, sum(rows.map((row) => row[name]))]));

async function lateByMonth(
  { language }: Context,
  { units, among, narrowing, narrowed }: Scope,
  last: string,
) {
  const shown = monthsUpTo(last, MONTHS_SHOWN);
  const whose = units
    ? units.map((key) => ({ of: 'unit', key }) as const)
    : [{ of: 'city', key: 'all' } as const];
  const found = narrowed ? await crossedByMonth(among, shown) : await figuresByMonth(whose, shown);
  if (!found || found === 'many') return undefined;
  const rows = shown.map((month, at) => ({ month, figures: sumOf([found[at]!]) }));
  const months = fromFirst(rows, ({ figures }) => figures.received + figures.answers > 0);
  const t = translator(language);
  return columnsOf({
    labels: months.map(({ month }) => ({
      short: shortMonth(month),
      long: monthName(month, { language }),
      href: addressOf('/dashboard/leader', { narrowing, period: month }),
    })),
    series: [
      { name: t('scores.as.late'), values: months.map(({ figures }) => figures.handled.late) },
      { name: t('dashboard.leader.overrides'), values: months.map(({ figures }) => figures.overrides) },
    ],
  });
}
