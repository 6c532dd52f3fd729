import { monthsUpTo } from '../../city/months.ts';
import { commitmentsByUnit, promisesDue } from '../../commitments/index.ts';
import {
  figuresByKey,
  figuresByMonth,
  itemsToWatch,
  type PeriodFigures,
  presentByUnit,
  sumOf,
} from '../../feedback/index.ts';
import { CLOCK_FLAGS } from '../../feedback/item/rules/clock-flags.ts';
import { type Context, isStaff, textIn } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { barsOf, columnsOf } from '../../platform/web/charts/index.ts';
import { namedUnits } from '../../units/index.ts';
import { named } from '../delay-list/unit-totals.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { canSeeForecast, seesAllForecasts } from '../policy.ts';
import { begunMonths, begunPeriod, periodChoices, periodName } from '../scores/periods.ts';
import { fromFirst } from '../scores/rules.ts';
import { surgesShown } from './surges-shown.ts';

const MOST_ITEMS = 10;
const MOST_BARS = 10;
const MONTHS_SHOWN = 12;

interface Question {
  unit?: string;
  period?: string;
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

/** Who, what, since when, what next: of all that is late, disputed, looked at again, promised and missed. */
export async function leaderPage(context: Context, asked: Question) {
  const units = unitsFor(context, asked.unit);
  const period = begunPeriod(context, asked.period);
  const t = translator(context.language);
  const watch = { units, most: MOST_ITEMS };
  const [rows, overdue, disputed, reopened, owed, columns, choices] = await Promise.all([
    unitRows(context, units, begunMonths(period, context.now)),
    itemsToWatch(context, { watched: 'overdue', ...watch }),
    itemsToWatch(context, { watched: 'disputed', ...watch }),
    itemsToWatch(context, { watched: 'reopened', ...watch }),
    promisesDue(units, context.now, MOST_ITEMS),
    lateByMonth(context, units, begunMonths(period, context.now).at(-1)!),
    periodChoices(context, period),
  ]);
  const worst = [...(rows ?? [])].sort((a, b) => b.overdue - a.overdue).slice(0, MOST_BARS);
  return {
    title: t('dashboard.leader.title'),
    values: asked,
    period,
    periodName: periodName(context, period),
    choices,
    units:
      seesAllForecasts(context.actor) || !isStaff(context.actor)
        ? undefined
        : namedUnits(context.actor.units),
    rows,
    totals: rows && totalsOf(rows),
    lists: [
      { name: 'overdue', items: overdue },
      { name: 'disputed', items: disputed },
      { name: 'reopened', items: reopened },
    ],
    promises: owed.filter(({ dueAt }) => dueAt < context.now),
    columns,
    overdueBars: barsOf(
      worst
        .filter(({ overdue }) => overdue > 0)
        .map(({ unit, overdue }) => ({
          label: textIn(unit.name, context.language) ?? unit.slug,
          count: overdue,
          href: `/feedback?status=overdue&unit=${unit.slug}`,
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
    surges: units === undefined ? await surgesShown(context) : [],
  };
}

type UnitRow = NonNullable<Awaited<ReturnType<typeof unitRows>>>[number];

/** Each unit from kept figures alone; undefined while they are being counted. */
async function unitRows(context: Context, units: string[] | undefined, months: string[]) {
  const [present, figures, commitments] = await Promise.all([
    presentByUnit(context.now, units),
    figuresByKey('unit', months, ['handled', 'reopened', 'overrides', 'flags'], units),
    commitmentsByUnit(units),
  ]);
  if (!present || !figures || !commitments) return undefined;
  const slugs = units ?? [...new Set([...present.keys(), ...figures.keys(), ...commitments.keys()])];
  return slugs
    .map((slug) => {
      const [now, past, owed] = [present.get(slug), figures.get(slug), commitments.get(slug)];
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

async function lateByMonth({ language }: Context, units: string[] | undefined, last: string) {
  const shown = monthsUpTo(last, MONTHS_SHOWN);
  const whose = units
    ? units.map((key) => ({ of: 'unit', key }) as const)
    : [{ of: 'city', key: 'all' } as const];
  const found = await figuresByMonth(whose, shown);
  if (!found) return undefined;
  const rows = shown.map((month, at) => ({ month, figures: sumOf([found[at]!]) }));
  const months = fromFirst(rows, ({ figures }) => figures.received + figures.answers > 0);
  const t = translator(language);
  return columnsOf({
    labels: months.map(({ month }) => ({
      short: shortMonth(month),
      long: monthName(month, { language }),
      href: `/dashboard/leader?period=${month}`,
    })),
    series: [
      { name: t('scores.as.late'), values: months.map(({ figures }) => figures.handled.late) },
      { name: t('dashboard.leader.overrides'), values: months.map(({ figures }) => figures.overrides) },
    ],
  });
}
