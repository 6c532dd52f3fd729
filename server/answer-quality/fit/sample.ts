import type { Leaning } from '../rules/decide.ts';
import type { Weighed } from '../rules/pair-features.ts';
import type { Language } from '../rules/types.ts';
import type { Material } from '../rules/weigh.ts';
import type { Pair } from './scenarios.ts';

export const LANGUAGES: Language[] = ['vi', 'en', 'ru'];
export const FOLDS = 4;

/** A pair made ready to learn from. */
export interface Sample {
  pair: Pair;
  material: Material;
  fold: number;
}

/** What the linear parts say of a sample without having seen its group. */
export interface Below {
  sentences: Weighed[];
  pairs: number[][];
  shares: number[];
  base: Leaning;
}
