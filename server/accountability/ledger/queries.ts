import { monthsUpTo } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { type CommitmentShown, commitmentsOf } from '../../commitments/index.ts';
import { sessionsAbout } from '../../dialogues/index.ts';
import { figuresByKey, figuresByMonth, type PeriodFigures, sumOf } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { namedRegulation, regulationOf } from '../../regulations/index.ts';
import { begunMonths } from '../scores/periods.ts';
import { type Period, periodBefore, type Score, scoreOf } from '../scores/rules.ts';
import { scoreRow } from '../scores/settings.ts';

/** For drafters: those that hinder most. */
const MOST_NAMED = 20;
const MONTHS_SHOWN = 12;

export interface LedgerRow {
  place: number;
  regulation: Named;
  received: number;
  before: number;
  /** Answers after which the matter was not solved, and items that were late or not handled well. */
  unsolved: number;
  notWell: number;
  score: Score;
}

/** The regulations about which most was received in a period; undefined while the figures are being counted. */
export async function hinderMost({ now }: Context, period: Period): Promise<LedgerRow[] | undefined> {
  const [figures, before] = await Promise.all([
    figuresByKey('regulation', begunMonths(period, now), ['received', 'grades', 'handled']),
    figuresByKey('regulation', periodBefore(period).months, ['received']),
  ]);
  if (!figures || !before) return undefined;
  const row = scoreRow(period);
  return [...figures]
    .flatMap(([slug, { received, grades, handled }]) => {
      const regulation = namedRegulation(slug);
      if (!regulation || received === 0) return [];
      const score = scoreOf(handled, row);
      return {
        ...{ regulation, received, before: before.get(slug)?.received ?? 0, score },
        unsolved: grades.solved.no,
        notWell: score.all - score.handled.well,
      };
    })
    .sort((a, b) => b.received - a.received || b.unsolved - a.unsolved || b.notWell - a.notWell)
    .slice(0, MOST_NAMED)
    .map((each, at) => ({ place: at + 1, ...each }));
}

/** All about one regulation in one place: items, answers, dialogues, and what was promised there. */
export interface Ledger {
  regulation: Named;
  figures: PeriodFigures;
  before: PeriodFigures;
  score: Score;
  months: { month: string; figures: PeriodFigures }[];
  sessions: Awaited<ReturnType<typeof sessionsAbout>>;
  promises: CommitmentShown[];
}

/** @throws NotFound */
export async function ledgerOf(
  { now }: Context,
  slug: string,
  period: Period,
): Promise<Omit<Ledger, 'figures' | 'before' | 'score' | 'months'> & Partial<Ledger>> {
  const known = regulationOf(slug);
  if (!known) throw new NotFound('regulations.not-found');
  const whose = [{ of: 'regulation', key: slug }] as const;
  const shown = monthsUpTo(begunMonths(period, now).at(-1)!, MONTHS_SHOWN);
  const [own, before, byMonth, sessions] = await Promise.all([
    figuresByMonth(whose, period.months),
    figuresByMonth(whose, periodBefore(period).months),
    figuresByMonth(whose, shown),
    sessionsAbout({ regulation: slug }),
  ]);
  const promises = await Promise.all(sessions.held.map(({ code }) => commitmentsOf(code)));
  const besides = { regulation: namedRegulation(slug)!, sessions, promises: promises.flat() };
  if (!own || !before || !byMonth) return besides;
  const figures = sumOf(own);
  return {
    ...besides,
    figures,
    before: sumOf(before),
    score: scoreOf(figures.handled, scoreRow(period)),
    months: shown.map((month, at) => ({ month, figures: sumOf([byMonth[at]!]) })),
  };
}
