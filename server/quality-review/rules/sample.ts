import type { DatedRow } from '../../city/dated-rows.ts';

/** Why an answer is read again. */
const CHOSEN_FOR = ['rated-badly', 'overridden', 'corrected', 'sample'] as const;
export type ChosenFor = (typeof CHOSEN_FOR)[number];

export interface ReviewSetting extends DatedRow {
  /** Of 100 answers that were sent. */
  samplePercent: number;
  basis: string;
}

/** FNV-1a with a final mix: the same text always the same number, and neighbours far apart. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** By the name of the answer alone: nobody can choose what falls into the sample, and a repeat chooses the same. */
export function inSample(name: string, percent: number): boolean {
  return hashOf(name) % 1000 < percent * 10;
}

export function chosenFor(answer: {
  name: string;
  overridden: boolean;
  /** It is no longer what a reviewer has read. */
  corrected: boolean;
  ratedBadly: boolean;
  percent: number;
}): ChosenFor[] {
  const reasons: ChosenFor[] = [];
  if (answer.ratedBadly) reasons.push('rated-badly');
  if (answer.overridden) reasons.push('overridden');
  if (answer.corrected) reasons.push('corrected');
  if (inSample(answer.name, answer.percent)) reasons.push('sample');
  return reasons;
}
