import type { AnswerModel, AnswerRules } from '../rules/types.ts';
import { evidenceIn } from '../rules/weigh.ts';
import { type FigureTable, figuresOf } from './figures.ts';
import type { Outside } from './judge.ts';
import { prepareSamples } from './model.ts';
import type { Sample } from './sample.ts';
import type { Pair } from './scenarios.ts';

/** Rows of six further writers: never in the fit, so that they tell how whoever writes otherwise is read. */
const HELD_OUT = /^(?:vi|en|ru)[ab]2-/;

export const isHeldOut = ({ group }: { group: string }) => HELD_OUT.test(group);

/** What a model makes of rows of which it knows nothing, nor their writers. */
export function heldOutFigures(pairs: Pair[], model: AnswerModel, rules: AnswerRules): FigureTable {
  const { limits } = rules;
  const samples = prepareSamples(pairs, { ...rules, model });
  const lenient = { ...rules, model, limits: { ...limits, clearStrictness: 0, vagueStrictness: 0 } };
  const outside = new Map(samples.map((sample) => [sample, saidOf(sample, lenient)]));
  const { 'macro-F1 of the answer-only model': _, ...figures } = figuresOf({
    samples,
    outside,
    limits,
    blind: new Map(),
  });
  return figures;
}

/** The limits are taken off later, with the figures. */
function saidOf({ material }: Sample, rules: AnswerRules): Outside {
  const { points, leaning } = evidenceIn(material, rules);
  return { shares: points.map(({ share }) => share), leaning };
}
