import { dayBefore } from '../../city/dates.ts';
import { monthAfter } from '../../city/months.ts';
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
import { begunPeriod, periodChoices, periodEnd, periodName } from '../scores/periods.ts';
import { fromFirst, type Period, periodBefore } from '../scores/rules.ts';
import { type About, aboutChoices, aboutOf } from './filter.ts';
import { type Dashboard, dashboardOf } from './queries.ts';
import { surgesShown } from './surges-shown.ts';

/** Longest lists of a chart; the rest is told as one number. */
const MOST_TOPICS = 14;
/** With fewer than this, no ward is shown in the darkest tone. */
const LEAST_FULL = 10;
/** Fewer are told as few: a place and a month can name a person. */
const FEW_BELOW = 3;

interface Question {
  about?: string;
  period?: string;
}

const dashboardHref = ({ about, period }: Question): string => {
  const search = new URLSearchParams(
    Object.entries({ about, period }).filter(([, value]) => value) as string[][],
  );
  return search.size > 0 ? `/dashboard?${search}` : '/dashboard';
};

/** All that the page of everybody shows. @throws NotFound */
export async function dashboardPage(context: Context, asked: Question) {
  const about = aboutOf(context, asked.about);
  const period = begunPeriod(context, asked.period);
  const [model, choices, waves, promises, languages] = await Promise.all([
    dashboardOf(context, { about, period }),
    periodChoices(context, period),
    about.kind === 'city' ? surgesShown(context) : [],
    promisesOf(about, period),
    about.kind === 'city' ? receivedByLanguage(period) : undefined,
  ]);
  const t = translator(context.language);
  const name = periodName(context, period);
  return {
    title: about.name ? t('dashboard.title-of', { about: about.name }) : t('dashboard.title'),
    about,
    period,
    periodName: name,
    beforeName: periodName(context, periodBefore(period)),
    running: periodEnd(period) > context.now,
    choices,
    aboutChoices: aboutChoices(context, about),
    known: !!model,
    few: !!model && areFew(about, model.figures.received),
    ...(model && !areFew(about, model.figures.received) ? charts(context, { about, period, model, t }) : {}),
    promises: promises && promiseShares(t, about, promises),
    inLanguages:
      languages &&
      barsOf(
        languages.map(({ code, count }) => ({
          label: t(`site.languages.${code}`),
          count,
          href: dashboardHref({ about: `language.${code}`, period: period.name }),
        })),
      ),
    surges: waves,
  };
}

/** Of a ward that few have written about in a period nothing is told. */
const areFew = ({ kind }: About, received: number) => kind === 'ward' && received < FEW_BELOW;

interface Drawn {
  about: About;
  period: Period;
  model: Dashboard;
  t: Translate;
}

function charts(context: Context, { about, period, model, t }: Drawn) {
  const { figures, score } = model;
  return {
    big: bigFigures(context, { about, period, model, t }),
    ...(about.kind === 'ward' ? {} : { months: monthColumns(context, about, model, t) }),
    topics: barsOf(topicsOf({ about, period, figures }, context)),
    tiles: about.kind === 'ward' ? [] : tilesOf(context, period, figures.at),
    took: barsOf(figures.took.map(({ days, count }) => ({ label: t(`dashboard.took.${days}`), count }))),
    handled: partsOf(context, score, (as) =>
      about.kind === 'unit'
        ? `/scores/${about.key}/items?period=${period.name}&as=${as}`
        : `/scores?period=${period.name}`,
    ),
    grades: RATED.map((question) => ({
      id: `grade-${question}`,
      title: t(`dashboard.grades.${question}`),
      shares: sharesOf(
        GRADES.map((grade) => ({
          label: t(`dashboard.grade.${grade}`),
          count: figures.grades[question][grade],
          tone: { yes: 'good', partly: 'due', no: 'late' }[grade],
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

/** The list of what was received in the period; of a field there is none. */
function receivedHref({ kind, key }: About, { months }: Period): string | undefined {
  if (kind === 'field') return undefined;
  return `/feedback?${new URLSearchParams({ ...(kind === 'city' ? {} : { [kind]: key }), ...daysOf(months) })}`;
}

/** The first and the last day. */
function daysOf(months: readonly string[]): { from: string; to: string } {
  return { from: `${months[0]}-01`, to: dayBefore(`${monthAfter(months.at(-1)!, 1)}-01`) };
}

/** What everybody looks for first, each with what it was before, and with what it counts behind it. */
function bigFigures({ now: _ }: Context, { about, period, model, t }: Drawn) {
  const { figures, before, score, scoreBefore, present } = model;
  const list = { unit: `unit=${about.key}`, city: '' }[about.kind as 'unit'];
  const listHref = (status: string) =>
    list === undefined ? undefined : `/feedback?${[`status=${status}`, list].filter(Boolean).join('&')}`;
  const scores =
    about.kind === 'unit' ? `/scores/${about.key}` : about.kind === 'city' ? '/scores' : undefined;
  const scoreHref = scores && `${scores}?period=${period.name}`;
  const percent = (all: number, share: number) => (all > 0 ? share : undefined);
  return [
    { name: 'received', value: figures.received, before: before.received, href: receivedHref(about, period) },
    { name: 'answers', value: figures.answers, before: before.answers, href: listHref('answered') },
    {
      name: 'on-time',
      percent: true,
      value: percent(score.all, Math.round(score.onTime.percent)),
      before: percent(scoreBefore.all, Math.round(scoreBefore.onTime.percent)),
      href: scoreHref,
      tone: toneOfBand(score.band),
    },
    {
      name: 'satisfied',
      percent: true,
      value: percent(score.all, Math.round(score.satisfied.percent)),
      before: percent(scoreBefore.all, Math.round(scoreBefore.satisfied.percent)),
      href: scoreHref,
    },
    { name: 'open', value: present.open, href: listHref('open') },
    {
      name: 'overdue',
      value: present.overdue,
      href: listHref('overdue'),
      ...(present.overdue > 0 ? { tone: 'late' } : {}),
    },
  ].map(({ before: earlier, ...each }) => ({
    ...each,
    ...(about.kind === 'ward' ? {} : { before: earlier }),
    label: t(`dashboard.figures.${each.name}`, { count: each.value ?? 0 }),
  }));
}

function monthColumns({ language }: Context, about: About, { months: all }: Dashboard, t: Translate) {
  const months = fromFirst(all, ({ figures }) => figures.received > 0);
  const asked = about.kind === 'city' ? undefined : `${about.kind}.${about.key}`;
  return columnsOf({
    labels: months.map(({ month }) => ({
      short: shortMonth(month),
      long: monthName(month, { language }),
      href: dashboardHref({ ...(asked ? { about: asked } : {}), period: month }),
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
  const narrowed = ['city', 'field'].includes(about.kind) ? {} : { [about.kind]: about.key };
  return all.map(([slug, count]) => ({
    label: textIn(namedRegulation(slug)?.name, language) ?? slug,
    count,
    href: `/feedback?${new URLSearchParams({ regulation: slug, ...narrowed, ...daysOf(period.months) })}`,
  }));
}

function tilesOf({ language }: Context, period: Period, at: ReadonlyMap<string, number>) {
  const most = Math.max(LEAST_FULL, ...at.values());
  const { compare } = new Intl.Collator(language);
  return [...at]
    .map(([slug, count]) => ({
      label: placeName(slug, language),
      count,
      few: count < FEW_BELOW,
      level: count < FEW_BELOW ? 1 : tileLevel(count, most),
      ...(count < FEW_BELOW ? {} : { href: dashboardHref({ about: `ward.${slug}`, period: period.name }) }),
    }))
    .sort((a, b) => compare(a.label, b.label));
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

function promisesOf({ kind, key }: About, { months }: Period) {
  if (kind !== 'city' && kind !== 'unit') return undefined;
  return commitmentsInMonths(kind === 'unit' ? key : undefined, months);
}

function promiseShares(
  t: Translate,
  { kind, key }: About,
  counts: NonNullable<Awaited<ReturnType<typeof promisesOf>>>,
) {
  const tones = { kept: 'good', open: 'c', late: 'due', broken: 'late' } as const;
  const parts: PartOfWhole[] = (['kept', 'open', 'late', 'broken'] as const).map((status) => ({
    label: t(`dashboard.promises.${status}`),
    count: counts[status],
    tone: tones[status],
    href: `/commitments?status=${status}${kind === 'unit' ? `&unit=${key}` : ''}`,
  }));
  return sharesOf(parts);
}
