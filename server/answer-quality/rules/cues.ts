import type { CueLists } from './types.ts';
import { fold, KEY_LETTERS, type Word } from './words.ts';

export interface CueHit {
  list: string;
  /** Positions of the first and last word. */
  first: number;
  last: number;
}

type Step = { text: string; folded: string; stem: boolean; gap: boolean };
interface Pattern {
  list: string;
  steps: Step[];
}

/** Patterns by their first word, or by its first letters where it is a stem, so each word looks at a few only. */
export interface CueIndex {
  byWord: Map<string, Bucket>;
  byStem: Map<string, Pattern[]>;
}

/** Patterns with one first word: those whose second word is fixed are found by it. */
interface Bucket {
  bySecond: Map<string, Pattern[]>;
  others: Pattern[];
}

/** A gap may skip this many words; fixed, so a pattern costs a bounded number of comparisons. */
const LONGEST_GAP = 3;

function stepsOf(phrase: string): Step[] {
  const steps: Step[] = [];
  let gap = false;
  for (const part of phrase
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}\p{M}*_]+/u)) {
    if (part === '') continue;
    if (part === '_') {
      gap = true;
      continue;
    }
    const text = part.replaceAll('*', '');
    steps.push({ text, folded: fold(text), stem: part.endsWith('*'), gap });
    gap = false;
  }
  return steps;
}

/** Prepares lists of phrases for matching. */
export function indexCues(lists: CueLists): CueIndex {
  const index: CueIndex = { byWord: new Map(), byStem: new Map() };
  for (const [list, phrases] of Object.entries(lists)) {
    for (const phrase of phrases) {
      const steps = stepsOf(phrase);
      if (steps[0]) place(index, { list, steps });
    }
  }
  return index;
}

function place(index: CueIndex, pattern: Pattern): void {
  const [first, second] = pattern.steps as [Step, Step | undefined];
  if (first.stem) {
    push(index.byStem, first.folded.slice(0, KEY_LETTERS), pattern);
    return;
  }
  let bucket = index.byWord.get(first.folded);
  if (!bucket) {
    bucket = { bySecond: new Map(), others: [] };
    index.byWord.set(first.folded, bucket);
  }
  if (second && !second.stem && !second.gap) push(bucket.bySecond, second.folded, pattern);
  else bucket.others.push(pattern);
}

function push(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const known = map.get(key);
  if (known) known.push(pattern);
  else map.set(key, [pattern]);
}

function fits(word: Word, step: Step, folded: boolean): boolean {
  const have = folded ? word.folded : word.text;
  const want = folded ? step.folded : step.text;
  return step.stem ? have.startsWith(want) : have === want;
}

/** Position of the last word of the pattern when it begins at `at`, else -1. */
function endOf(pattern: Pattern, words: Word[], at: number, folded: boolean): number {
  let position = at;
  if (!fits(words[at]!, pattern.steps[0]!, folded)) return -1;
  for (let index = 1; index < pattern.steps.length; index++) {
    const step = pattern.steps[index]!;
    let next = position + 1;
    const furthest = Math.min(words.length - 1, next + (step.gap ? LONGEST_GAP : 0));
    while (next <= furthest && !fits(words[next]!, step, folded)) next++;
    if (next > furthest) return -1;
    position = next;
  }
  return position;
}

/** All places where a cue stands among the words. `folded`: compare without diacritics. */
export function findCues(words: Word[], index: CueIndex, folded: boolean): CueHit[] {
  const run: Run = { words, folded, hits: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const bucket = index.byWord.get(word.folded);
    if (bucket) {
      tryAll(run, bucket.others, at);
      const next = words[at + 1];
      if (next) tryAll(run, bucket.bySecond.get(next.folded), at);
    }
    tryAll(run, index.byStem.get(word.key), at);
  }
  return run.hits;
}

interface Run {
  words: Word[];
  folded: boolean;
  hits: CueHit[];
}

function tryAll({ words, folded, hits }: Run, patterns: Pattern[] | undefined, at: number): void {
  if (!patterns) return;
  for (const pattern of patterns) {
    const last = endOf(pattern, words, at, folded);
    if (last >= 0) hits.push({ list: pattern.list, first: at, last });
  }
}
