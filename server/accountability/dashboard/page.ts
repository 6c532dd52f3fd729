import { commitmentsInMonths } from '../../commitments/index.ts';
import { figuresByMonth, sumOf } from '../../feedback/index.ts';
import { GRADES, RATED } from '../../feedback/item/rules/grades.ts';
import { CONTENT_LANGUAGES, type Context, textIn } from '../../platform/context.ts';
import { type Translate, translator } from '../../platform/i18n/texts.ts';
import {
  type BarRow,
  barsOf,
  columnsOf,
  type PartOfWhole,
  sharesOf,
  tileLevel,
} from '../../platform/web/charts/index.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { partsOf, toneOfBand } from '../scores/parts.ts';
import { begunPeriod, daysOf, periodChoices, periodEnd, periodName } from '../scores/periods.ts';
import { fromFirst, type Period, periodBefore } from '../scores/rules.ts';
import { type About, aboutOf, addressOf, type Narrowing, narrowingChoices } from './filter.ts';
import { itemsAddress } from './items.ts';
import { type Dashboard, dashboardOf } from './queries.ts';
import { surgesShown } from './surges-shown.ts';

/** Longest lists of a chart; the rest is told as one number. */
const MOST_TOPICS = 14;
/** With fewer than this, no ward is shown in the darkest tone. */
const LEAST_FULL = 10;
/** Fewer are told as few: a place and a month can name a person. */
const FEW_BELOW = 3;
/** More places of which so little is told are folded together. */
const MOST_FEW_TILES = 12;

interface Question {
  narrowing: Narrowing;
  period?: string | undefined;
}

/** All that the page of everybody shows. @throws NotFound */
export async function dashboardPage(context: Context, asked: Question) {
  const about = aboutOf(context, asked.narrowing);
  const period = begunPeriod(context, asked.period);
  const [model, choices, waves, promises, languages] = await Promise.all([
    dashboardOf(context, { about, period }),
    periodChoices(context, period),
    about.kind === 'city' ? surgesShown(context) : [],
    promisesOf(about, period),
    about.kind === 'city' ? receivedByLanguage(period) : undefined,
  ]);
  const t = translator(context.language);
  const many = model === 'many';
  const known = model && !many ? model : undefined;
  const few = !!known && areFew(about, known);
  return {
    title: about.name ? t('dashboard.title-of', { about: about.name }) : t('dashboard.title'),
    about,
    period,
    periodName: periodName(context, period),
    beforeName: periodName(context, periodBefore(period)),
    running: periodEnd(period) > context.now,
    choices,
    narrowingChoices: narrowingChoices(context, about.narrowing),
    clearHref:
      about.kind === 'city' ? undefined : addressOf('/dashboard', { narrowing: {}, period: period.name }),
    known: !!known,
    many,
    few,
    ...(known && !few ? charts(context, { about, period, model: known, t }) : {}),
    promises: promises && promiseShares(t, about, promises),
    inLanguages:
      languages &&
      barsOf(
        languages.map(({ code, count }) => ({
          label: t(`site.languages.${code}`),
          count,
          href: addressOf('/dashboard', { narrowing: { written: code }, period: period.name }),
        })),
      ),
    surges: waves,
  };
}

/** Of a ward that few have written about in a period nothing is told, nor of a part of it that leaves few others. */
function areFew({ narrowing }: About, { figures: { received }, ofPlace = received }: Dashboard): boolean {
  const others = ofPlace - received;
  return !!narrowing.ward && (received < FEW_BELOW || (others > 0 && others < FEW_BELOW));
}

interface Drawn {
  about: About;
  period: Period;
  model: Dashboard;
  t: Translate;
}

function charts(context: Context, { about, period, model, t }: Drawn) {
  const { figures, score } = model;
  const { narrowing } = about;
  /** The items behind a figure, by the same filters. */
  const behind = (figure: string) => itemsAddress({ narrowing, period: period.name, figure });
  return {
    big: bigFigures(about, { period, model, t, behind }),
    ...(narrowing.ward ? {} : { months: monthColumns(context, about, model, t) }),
    monthsLead: t(about.kind === 'several' ? 'dashboard.months.lead-some' : 'dashboard.months.lead'),
    topics: barsOf(topicsOf({ about, period, figures }, context)),
    tiles: narrowing.ward ? undefined : tilesOf(context, { about, period }, figures.at),
    took: barsOf(
      figures.took.map(({ days, count }) => ({
        label: t(`dashboard.took.${days}`),
        count,
        ...(count > 0 ? { href: behind(`took.${days}`) } : {}),
      })),
    ),
    handled: partsOf(context, score, (as) => {
      if (about.kind === 'unit') return `/scores/${narrowing.unit}/items?period=${period.name}&as=${as}`;
      return about.kind === 'city' ? `/scores?period=${period.name}` : behind(`handled.${as}`);
    }),
    grades: RATED.map((question) => ({
      id: `grade-${question}`,
      title: t(`dashboard.grades.${question}`),
      shares: sharesOf(
        GRADES.map((grade) => ({
          label: t(`dashboard.grade.${grade}`),
          count: figures.grades[question][grade],
          tone: { yes: 'good', partly: 'due', no: 'late' }[grade],
          ...(figures.grades[question][grade] > 0 ? { href: behind(`graded.${question}.${grade}`) } : {}),
        })),
      ),
    })),
    ...(about.kind === 'city'
      ? { kinds: kindsOf(t, figures.kinds), channels: channelsOf(t, figures.channels) }
      : {}),
  };
}

const kindsOf = (t: Translate, kinds: Record<string, number>) =>
  sharesOf(
    Object.entries(kinds).map(([kind, count], at) => ({
      label: t(`feedback.kinds.${kind}`),
      count,
      tone: 'abc'[at % 3]!,
      href: `/feedback?kind=${kind}`,
    })),
  );

const channelsOf = (t: Translate, channels: Record<string, number>) =>
  barsOf(
    Object.entries(channels)
      .filter(([, count]) => count > 0)
      .map(([channel, count]) => ({ label: t(`dashboard.channels.${channel}`), count }))
      .sort((a, b) => b.count - a.count),
  );

/** What everybody looks for first, each with what it was before, and with what it counts behind it. */
function bigFigures(
  { kind, narrowing }: About,
  { period, model, t, behind }: Omit<Drawn, 'about'> & { behind(figure: string): string },
) {
  const { figures, before, score, scoreBefore, present } = model;
  const listHref = (rest: Record<string, string>) => addressOf('/feedback', { narrowing, ...rest });
  const scores = kind === 'unit' ? `/scores/${narrowing.unit}` : kind === 'city' ? '/scores' : undefined;
  const scoreHref = (as: string) => (scores ? `${scores}?period=${period.name}` : behind(`handled.${as}`));
  const percent = (all: number, share: number) => (all > 0 ? share : undefined);
  return [
    {
      name: 'received',
      value: figures.received,
      before: before.received,
      href: kind === 'city' ? listHref(daysOf(period)) : behind('received'),
    },
    {
      name: 'answers',
      value: figures.answers,
      before: before.answers,
      href: kind === 'city' ? listHref({ status: 'answered' }) : behind('answers'),
    },
    {
      name: 'on-time',
      percent: true,
      value: percent(score.all, Math.round(score.onTime.percent)),
      before: percent(scoreBefore.all, Math.round(scoreBefore.onTime.percent)),
      href: scoreHref('late'),
      tone: toneOfBand(score.band),
    },
    {
      name: 'satisfied',
      percent: true,
      value: percent(score.all, Math.round(score.satisfied.percent)),
      before: percent(scoreBefore.all, Math.round(scoreBefore.satisfied.percent)),
      href: scoreHref('dissatisfied'),
    },
    { name: 'open', value: present.open, href: listHref({ status: 'open' }) },
    {
      name: 'overdue',
      value: present.overdue,
      href: listHref({ status: 'overdue' }),
      ...(present.overdue > 0 ? { tone: 'late' } : {}),
    },
  ].map(({ before: earlier, ...each }) => ({
    ...each,
    ...(narrowing.ward ? {} : { before: earlier }),
    label: t(`dashboard.figures.${each.name}`, { count: each.value ?? 0 }),
  }));
}

function monthColumns({ language }: Context, about: About, { months: all }: Dashboard, t: Translate) {
  const months = fromFirst(all, ({ figures }) => figures.received > 0);
  return columnsOf({
    labels: months.map(({ month }) => ({
      short: shortMonth(month),
      long: monthName(month, { language }),
      href: addressOf('/dashboard', { narrowing: about.narrowing, period: month }),
    })),
    series: [
      { name: t('dashboard.months.received'), values: months.map(({ figures }) => figures.received) },
      { name: t('dashboard.months.answers'), values: months.map(({ figures }) => figures.answers) },
    ],
  });
}

function topicsOf(
  { about, period, figures }: Pick<Drawn, 'about' | 'period'> & { figures: Dashboard['figures'] },
  { language }: Context,
): BarRow[] {
  const all = [...figures.about].slice(0, MOST_TOPICS);
  const { field: _, ...narrowing } = about.narrowing;
  return all.map(([slug, count]) => ({
    label: textIn(namedRegulation(slug)?.name, language) ?? slug,
    count,
    href: addressOf('/feedback', { narrowing, regulation: slug, ...daysOf(period) }),
  }));
}

function tilesOf(
  { language }: Context,
  { about: { narrowing }, period }: Pick<Drawn, 'about' | 'period'>,
  at: ReadonlyMap<string, number>,
) {
  const most = Math.max(LEAST_FULL, ...at.values());
  const { compare } = new Intl.Collator(language);
  const tiles = [...at]
    .map(([slug, count]) => ({
      label: placeName(slug, language),
      count,
      few: count < FEW_BELOW,
      level: count < FEW_BELOW ? 1 : tileLevel(count, most),
      ...(count < FEW_BELOW
        ? {}
        : {
            href: addressOf('/dashboard', { narrowing: { ...narrowing, ward: slug }, period: period.name }),
          }),
    }))
    .sort((a, b) => compare(a.label, b.label));
  const few = tiles.filter((tile) => tile.few);
  // A city has more than a hundred places.
  return few.length > MOST_FEW_TILES
    ? { shown: tiles.filter((tile) => !tile.few), folded: few }
    : { shown: tiles, folded: [] };
}

function placeName(slug: string, language: Context['language']): string {
  const unit = unitOf(slug);
  return textIn(unit?.placeName ?? unit?.name, language) ?? slug;
}

async function receivedByLanguage({ months }: Period) {
  const counts = await Promise.all(
    CONTENT_LANGUAGES.map(async (code) => {
      const rows = await figuresByMonth([{ of: 'language', key: code }], months);
      return rows && { code, count: sumOf(rows).received };
    }),
  );
  return counts.every((each) => each !== undefined) ? counts : undefined;
}

function promisesOf({ kind, narrowing }: About, { months }: Period) {
  if (kind !== 'city' && kind !== 'unit') return undefined;
  return commitmentsInMonths(narrowing.unit, months);
}

function promiseShares(
  t: Translate,
  { narrowing }: About,
  counts: NonNullable<Awaited<ReturnType<typeof promisesOf>>>,
) {
  const tones = { kept: 'good', open: 'c', late: 'due', broken: 'late' } as const;
  const parts: PartOfWhole[] = (['kept', 'open', 'late', 'broken'] as const).map((status) => ({
    label: t(`dashboard.promises.${status}`),
    count: counts[status],
    tone: tones[status],
    href: addressOf('/commitments', { narrowing, status }),
  }));
  return sharesOf(parts);
}
