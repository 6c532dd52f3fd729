import { remember } from './remember.ts';
import type { CueLists } from './types.ts';
import { type Form, fold, KEY_LETTERS, type Word } from './words.ts';

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

/** Patterns by the first letters of their first word. */
export interface CueIndex {
  byKey: Map<string, Pattern[]>;
  /** What may begin with a word, worked out once for each form; with and without diacritics. */
  begun: { plain: Map<Form, Begun>; folded: Map<Form, Begun> };
}

/** Lists of which the word alone is an entry, and longer patterns that it begins. */
interface Begun {
  alone: string[];
  /** By their second word. */
  bySecond: Map<string, Pattern[]>;
  /** By the first letters of their second word, of which they give the beginning only. */
  byStem: Map<string, Pattern[]>;
  /** Their second word may stand further off. */
  withGap: Pattern[];
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
  const byKey = new Map<string, Pattern[]>();
  for (const [list, phrases] of Object.entries(lists)) {
    for (const phrase of phrases) {
      const steps = stepsOf(phrase);
      if (steps[0]) place(byKey, keyOf(steps[0]), { list, steps });
    }
  }
  return { byKey, begun: { plain: new Map(), folded: new Map() } };
}

function keyOf(step: Step): string {
  return step.folded.slice(0, KEY_LETTERS);
}

function place(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const known = map.get(key);
  if (known) known.push(pattern);
  else map.set(key, [pattern]);
}

function begunBy({ form }: Word, { byKey, begun }: CueIndex, folded: boolean): Begun {
  const memory = folded ? begun.folded : begun.plain;
  const known = memory.get(form);
  if (known) return known;
  const fitting = (byKey.get(form.key) ?? NONE).filter(({ steps }) => fits(form, steps[0]!, folded));
  return remember(memory, form, fitting.length > 0 ? begunWith(fitting, folded) : NOTHING);
}

function begunWith(patterns: Pattern[], folded: boolean): Begun {
  const made: Begun = { alone: [], bySecond: new Map(), byStem: new Map(), withGap: [] };
  for (const pattern of patterns) {
    const second = pattern.steps[1];
    if (!second) made.alone.push(pattern.list);
    else if (second.gap) made.withGap.push(pattern);
    else if (second.stem) place(made.byStem, keyOf(second), pattern);
    else place(made.bySecond, folded ? second.folded : second.text, pattern);
  }
  return made;
}

const NONE: Pattern[] = [];
const NOTHING: Begun = { alone: [], bySecond: new Map(), byStem: new Map(), withGap: [] };

function fits(form: Form, step: Step, folded: boolean): boolean {
  const have = folded ? form.folded : form.text;
  const want = folded ? step.folded : step.text;
  return step.stem ? have.startsWith(want) : have === want;
}

/** Position of the last word of the pattern whose first word stands at `at`, else -1. */
function endOf({ steps }: Pattern, words: Word[], at: number, folded: boolean): number {
  let position = at;
  for (let index = 1; index < steps.length; index++) {
    const step = steps[index]!;
    let next = position + 1;
    const furthest = Math.min(words.length - 1, next + (step.gap ? LONGEST_GAP : 0));
    while (next <= furthest && !fits(words[next]!.form, step, folded)) next++;
    if (next > furthest) return -1;
    position = next;
  }
  return position;
}

/** All places where a cue stands among the words. `folded`: compare without diacritics. */
export function findCues(words: Word[], index: CueIndex, folded: boolean): CueHit[] {
  const hits: CueHit[] = [];
  for (let at = 0; at < words.length; at++) {
    const begun = begunBy(words[at]!, index, folded);
    if (begun === NOTHING) continue;
    for (const list of begun.alone) hits.push({ list, first: at, last: at });
    const next = words[at + 1]?.form;
    if (!next) continue;
    const place = { words, at, folded };
    tryAll(begun.withGap, place, hits);
    if (begun.bySecond.size > 0)
      tryAll(begun.bySecond.get(folded ? next.folded : next.text) ?? NONE, place, hits);
    if (begun.byStem.size > 0) tryAll(begun.byStem.get(next.key) ?? NONE, place, hits);
  }
  return hits;
}

interface Try {
  words: Word[];
  at: number;
  folded: boolean;
}

function tryAll(patterns: Pattern[], { words, at, folded }: Try, hits: CueHit[]): void {
  for (const pattern of patterns) {
    const last = endOf(pattern, words, at, folded);
    if (last >= 0) hits.push({ list: pattern.list, first: at, last });
  }
}
