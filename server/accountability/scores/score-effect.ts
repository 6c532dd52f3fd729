import { cityDate } from '../../calendar/index.ts';
import { monthAfter } from '../../city/months.ts';
import { figuresByKey } from '../../feedback/index.ts';
import { withEffect } from '../../settings/index.ts';
import { type ScoreRow, scoreOf } from './rules.ts';
import { SCORE_RULES } from './settings.ts';

const BANDS = ['excellent', 'good', 'fair', 'average', 'weak'];

/** The rule of scores, with how many offices would be in each band by what they handled last month. */
export const SCORE_RULES_WITH_EFFECT = withEffect(SCORE_RULES, async ({ now }, { before, after }) => {
  const month = monthAfter(cityDate(now).slice(0, 7), -1);
  const units = [...((await figuresByKey('unit', [month], ['handled'])) ?? [])].map(([, figures]) => figures);
  const scored = (row: Omit<ScoreRow, 'validTo'>) =>
    units.map(({ handled }) => scoreOf(handled, row as ScoreRow)).filter(({ all }) => all > 0);
  const [old, next] = [scored(before), scored(after)];
  if (next.length === 0) return [];
  const inBand = (scores: typeof old, name: string) => scores.filter(({ band }) => band === name).length;
  const rankedBy = (scores: typeof old, least: number) => scores.filter(({ all }) => all >= least).length;
  return [
    ...BANDS.map((name) => ({
      text: `scores.bands.${name}`,
      before: inBand(old, name),
      after: inBand(next, name),
    })),
    {
      text: 'settings.effects.score-rules.ranked',
      before: rankedBy(old, before.leastRanked),
      after: rankedBy(next, after.leastRanked),
    },
  ];
});
