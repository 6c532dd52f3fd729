import { featuresOf, KINDS, SHARES, toldWords } from './text-features.ts';

export interface SuggestedUnit {
  unit: string;
  /** Shares: those of all units make 1. */
  score: number;
}

export interface KeptFeature {
  /** Place in `KINDS`. */
  kind: number;
  feature: string;
  rarity: number;
  /** By number of the unit: how much of what its texts are like this is. */
  weights: [unit: number, weight: number][];
}

/** What a model has learned, without the texts that it was learned from. */
export interface KeptUnits {
  texts: number;
  units: string[];
  features: KeptFeature[];
}

const WORDS = KINDS.indexOf('words');
/** A word that many units have in common tells none of them: so much of its weight has to be this unit's. */
const TELLING = 0.2;

/** Judges texts by what was kept of a model. */
export class KeptUnitModel {
  readonly #units: string[];
  readonly #features = KINDS.map(() => new Map<string, KeptFeature>());

  constructor({ units, features }: KeptUnits) {
    this.#units = units;
    for (const each of features) this.#features[each.kind]?.set(each.feature, each);
  }

  /** The best first. */
  suggest(text: string, most: number): SuggestedUnit[] {
    const scores = this.#units.map(() => 0);
    const counted = featuresOf(text);
    for (const [at, kind] of KINDS.entries()) {
      const votes = this.#units.map(() => 0);
      for (const [feature, count] of counted[kind]) {
        const known = this.#features[at]!.get(feature);
        for (const [unit, weight] of known?.weights ?? [])
          votes[unit]! += Math.log1p(count) * known!.rarity * weight;
      }
      for (const [unit, vote] of shares(votes).entries()) scores[unit]! += SHARES[kind] * vote;
    }
    return ranked(this.#units, scores, most);
  }

  /** The words of a text that speak for a unit, as they stand there, the most telling first. */
  tellingWords(text: string, unit: string, most: number): string[] {
    const number = this.#units.indexOf(unit);
    const found = new Map<string, { written: string; says: number }>();
    for (const { words } of toldWords(text))
      for (const { feature, written } of words) {
        const known = this.#features[WORDS]!.get(feature);
        const weight = known?.weights.find(([of]) => of === number)?.[1] ?? 0;
        const share = weight / (known?.weights.reduce((sum, [, each]) => sum + each, 0) || 1);
        if (share < TELLING || found.has(feature)) continue;
        found.set(feature, { written, says: known!.rarity * weight * share });
      }
    const told = [...found.values()].sort((one, other) => other.says - one.says);
    return withoutParts(told.map(({ written }) => written)).slice(0, most);
  }
}

/** A syllable of a pair that is told too says nothing more. */
function withoutParts(words: readonly string[]): string[] {
  const pairs = words.filter((word) => word.includes(' '));
  const inPair = (word: string) => pairs.some((pair) => pair.split(' ').includes(word));
  return words.filter((word) => word.includes(' ') || !inPair(word));
}

export function shares(votes: number[]): number[] {
  const sum = votes.reduce((all, vote) => all + vote, 0);
  return votes.map((vote) => (sum > 0 ? vote / sum : 0));
}

/** The units with the highest scores, as shares. */
export function ranked(units: readonly string[], scores: number[], most: number): SuggestedUnit[] {
  return shares(scores)
    .map((share, number) => ({ unit: units[number]!, score: Math.round(10_000 * share) / 10_000 }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, most);
}
