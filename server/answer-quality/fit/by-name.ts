import { type Features, FOLLOWS, type Sink, START, STEM } from '../rules/linear.ts';
import type { LinearWeights } from '../rules/types.ts';

/** Features by name; an absent one is 0. */
export type FeatureValues = Map<string, number>;

/** Features by name, to learn from. */
export function collected(features: Features): FeatureValues {
  const values: FeatureValues = new Map();
  features(sinkInto(values));
  return values;
}

function sinkInto(into: FeatureValues): Sink {
  return {
    block(names, values) {
      for (const [at, name] of names.entries()) {
        const value = values ? values[at]! : 1;
        if (value !== 0) into.set(name, value);
      }
    },
    words(stems, endings) {
      for (const [at, stem] of stems.entries()) {
        into.set(STEM + stem, 1);
        into.set(`${FOLLOWS}${stems[at - 1] ?? START}_${stem}`, 1);
      }
      for (const ending of endings) into.set(ending, 1);
    },
  };
}

export function logit({ bias, weights }: LinearWeights, values: FeatureValues): number {
  let sum = bias;
  for (const [name, value] of values) sum += (weights[name] ?? 0) * value;
  return sum;
}
