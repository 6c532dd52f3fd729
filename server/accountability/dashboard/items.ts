import { idsCrossed, publicItemsWithIds, publishedAmong, TOOK_GROUPS } from '../../feedback/index.ts';
import { GRADES, RATED } from '../../feedback/item/rules/grades.ts';
import { HANDLED_AS } from '../../feedback/item/rules/handled.ts';
import type { Context } from '../../platform/context.ts';
import { type Translate, translator } from '../../platform/i18n/texts.ts';
import { begunPeriod, periodName } from '../scores/periods.ts';
import { aboutOf, addressOf, type Narrowing } from './filter.ts';

const PAGE_SIZE = 20;

/** Figures of a dashboard by what they count, with the words for them. A colon would be written %3A in addresses. */
const WORDS: Record<string, (t: Translate) => string> = Object.fromEntries([
  ...['received', 'answers'].map((each) => [each, (t: Translate) => t(`dashboard.behind.${each}`)]),
  ...HANDLED_AS.map((as) => [`handled.${as}`, (t: Translate) => t(`scores.as.${as}`)]),
  ...TOOK_GROUPS.map((days) => [
    `took.${days}`,
    (t: Translate) => t('dashboard.behind.took', { days: t(`dashboard.took.${days}`) }),
  ]),
  ...RATED.flatMap((question) =>
    GRADES.map((grade) => [
      `graded.${question}.${grade}`,
      (t: Translate) => `${t(`dashboard.grades.${question}`)} ${t(`dashboard.grade.${grade}`)}`,
    ]),
  ),
]);

export const FIGURES_WITH_ITEMS = Object.keys(WORDS);

interface Question {
  narrowing: Narrowing;
  period?: string | undefined;
  figure: string;
}

export const itemsAddress = ({ narrowing, period, figure }: Question): string =>
  addressOf('/dashboard/items', { narrowing, period, figure });

/** The items that a figure of a dashboard counts, by the same filters. @throws NotFound */
export async function itemsPage(context: Context, asked: Question & { from: number }) {
  const about = aboutOf(context, asked.narrowing);
  const period = begunPeriod(context, asked.period);
  const { narrowing } = about;
  const t = translator(context.language);
  const here = { narrowing, period: period.name, figure: asked.figure };
  const ids = await idsCrossed(about.crossing, period.months, asked.figure.replaceAll('.', ':'));
  const many = ids === 'many';
  const shown = ids && !many ? await shownOf(context, narrowing, ids, asked.from) : undefined;
  const next = asked.from + PAGE_SIZE;
  return {
    title: t('dashboard.behind.title', {
      figure: WORDS[asked.figure]!(t),
      period: periodName(context, period),
    }),
    about,
    many,
    known: !!ids,
    ...shown,
    backHref: addressOf('/dashboard', { narrowing, period: period.name }),
    ...(shown && next < shown.total ? { next: addressOf('/dashboard/items', { ...here, from: next }) } : {}),
    ...(asked.from > 0 ? { first: itemsAddress(here) } : {}),
  };
}

/** Nobody is told the place of a text that is not public, nor language, office and kind of sender of one that is not accepted. */
async function shownOf(
  { now }: Context,
  { unit, ward, written, sender }: Narrowing,
  found: readonly { id: string; accepted: boolean }[],
  from: number,
) {
  if (ward) {
    const ids = found.map(({ id }) => id);
    return { ...(await publishedAmong(ids, { from, most: PAGE_SIZE, now })), published: true };
  }
  const told = unit || written || sender ? found.filter(({ accepted }) => accepted) : found;
  const ids = told.map(({ id }) => id);
  const items = await publicItemsWithIds(ids.slice(from, from + PAGE_SIZE), now);
  return { items, total: ids.length, hidden: found.length - ids.length };
}
