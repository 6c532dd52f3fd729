import { readSeed } from '../../platform/seed.ts';
import { type Setting, type SettingField, settingOn } from '../../settings/index.ts';
import type { Period, ScoreRow } from './rules.ts';

/** In the order of the row; the last begins at 0. */
const BANDS = ['excellent', 'good', 'fair', 'average'];
const points = { kind: 'number', min: 0, max: 100, places: 2 } as const;

export const SCORE_RULES: Setting<ScoreRow> = {
  name: 'score-rules',
  group: 'accountability',
  shipped: () => readSeed<{ rows: ScoreRow[] }>('scores').rows,
  fields: [
    { name: 'onTime', at: 'points.onTime', ...points },
    { name: 'satisfied', at: 'points.satisfied', ...points },
    ...BANDS.map(
      (name, at): SettingField => ({ name, at: `bands.${at}.from`, kind: 'number', min: 1, max: 100 }),
    ),
    { name: 'leastRanked', kind: 'number', min: 1, max: 1_000 },
    { name: 'overriddenCounts', kind: 'yes' },
    { name: 'basis', kind: 'line', most: 300 },
  ],
  faults({ points: { onTime, satisfied }, bands }) {
    if (onTime + satisfied === 0) return { onTime: { text: 'settings.errors.no-points' } };
    const wrong = BANDS.filter((_, at) => at > 0 && bands[at]!.from >= bands[at - 1]!.from);
    return Object.fromEntries(wrong.map((name) => [name, { text: 'settings.errors.below-band' }]));
  },
};

/** How a period is scored: by the row in force on its first day. */
export const scoreRow = ({ months }: Period): ScoreRow => settingOn(SCORE_RULES, `${months[0]}-01`);
