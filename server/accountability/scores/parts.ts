import { HANDLED_AS, type HandledAs } from '../../feedback/item/rules/handled.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { sharesOf } from '../../platform/web/charts/index.ts';
import type { Period, Score } from './rules.ts';

/** Tones of the parts of a score, the good one first. */
const TONES: Record<HandledAs, string> = {
  well: 'good',
  overridden: 'quiet',
  dissatisfied: 'b',
  reopened: 'due',
  appealed: 'c',
  late: 'late',
};

export const toneOfBand = (band: string) =>
  ({ excellent: 'good', good: 'good', fair: 'due', average: 'due', weak: 'late' })[band];

export const itemsHref = (slug: string, of: Period, as: HandledAs) =>
  `/scores/${slug}/items?period=${of.name}&as=${as}`;

export function partsOf(
  context: Context,
  { handled }: Pick<Score, 'handled'>,
  hrefOf?: (as: HandledAs) => string,
) {
  const t = translator(context.language);
  const parts = [...HANDLED_AS].reverse().map((as) => ({
    label: t(`scores.as.${as}`),
    count: handled[as],
    tone: TONES[as],
    href: handled[as] > 0 ? hrefOf?.(as) : undefined,
  }));
  return sharesOf(parts);
}
