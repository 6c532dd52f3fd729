import { type CueIndex, findCues, indexCues } from './cues.ts';
import { type Element, type ElementKind, elementsOf } from './elements.ts';
import { hasToneMarks } from './question-words.ts';
import { addRussianForms } from './russian-forms.ts';
import { sentencesOf } from './sentences.ts';
import type { AnswerRules, CueLists, Language, LanguageRules } from './types.ts';
import { type Form, type Word, wordsOf } from './words.ts';

export interface PhraseHit {
  check: string;
  start: number;
  end: number;
}

/** One sentence of an answer and all that was found in it. */
export interface SentenceReading {
  start: number;
  end: number;
  words: Word[];
  /** Topic words and, in Vietnamese, pairs of syllables: what is compared with the question. */
  topics: Set<string>;
  /** How often each sign stands in it. */
  cues: Map<string, number>;
  elements: Set<ElementKind>;
  phrases: PhraseHit[];
}

export interface Reading {
  language: Language;
  text: string;
  sentences: SentenceReading[];
  elements: Element[];
  wordCount: number;
}

interface Prepared {
  lists: CueIndex;
  /** What a list of the index is: a cue, a phrase or a topic, by its name. */
  named: Map<string, { kind: 'cue' | 'phrase' | 'topic'; name: string }>;
  stop: Set<string>;
}

const prepared = new WeakMap<LanguageRules, Prepared>();

function prefixed(kind: string, lists: CueLists): CueLists {
  return Object.fromEntries(Object.entries(lists).map(([name, phrases]) => [`${kind} ${name}`, phrases]));
}

/** Phrase lists are indexed once per rule set, not per answer. */
function prepare(rules: LanguageRules): Prepared {
  const known = prepared.get(rules);
  if (known) return known;
  const all = {
    ...prefixed('cue', rules.cues),
    ...prefixed('phrase', rules.phrases),
    ...prefixed('topic', rules.topics),
  };
  const named: Prepared['named'] = new Map();
  for (const list of Object.keys(all)) {
    const [kind, name] = list.split(' ') as ['cue' | 'phrase' | 'topic', string];
    named.set(list, { kind, name: kind === 'topic' ? `#${name}` : name });
  }
  const made = { lists: indexCues(all), named, stop: new Set(rules.stopWords) };
  prepared.set(rules, made);
  return made;
}

const TAG = /<[^<>]{1,300}>/g;
/** An official writes no more than this; what follows is not read, so a paste of a whole archive stays cheap. */
const LONGEST_TEXT = 200_000;

/** Tags become blanks of the same length, so offsets stay those of the original. */
function readable(text: string): string {
  const kept = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  return kept.includes('<') ? kept.replace(TAG, (tag) => ' '.repeat(tag.length)) : kept;
}

/** The topics of a question or a point: all of it that answers are compared with. */
export function topicsIn(text: string, language: Language, rules: AnswerRules): Set<string> {
  const words = wordsOf(text, language);
  const own = prepare(rules.languages[language]);
  const way = { language, own, folded: language === 'vi' && !hasToneMarks(text) };
  const topics = topicsOf(words, way);
  for (const { list } of findCues(words, own.lists, way.folded)) {
    const { kind, name } = own.named.get(list)!;
    if (kind === 'topic') topics.add(name);
  }
  return topics;
}

/** Reads a text once: sentences, words, cues, elements. Linear in its length. */
export function read(text: string, language: Language, rules: AnswerRules): Reading {
  const shown = readable(text);
  const words = wordsOf(shown, language);
  const elements = elementsOf(shown, words, language);
  const own = prepare(rules.languages[language]);
  const folded = language === 'vi' && !hasToneMarks(shown);
  const sentences = sentencesOf(shown, words).map((sentence) =>
    readSentence(sentence, { language, own, folded }),
  );
  spread(elements, sentences, language);
  return { language, text: shown, sentences, elements, wordCount: words.length };
}

type Way = { language: Language; own: Prepared; folded: boolean };

function readSentence(sentence: { start: number; end: number; words: Word[] }, way: Way): SentenceReading {
  const { words } = sentence;
  const topics = topicsOf(words, way);
  const cues: SentenceReading['cues'] = new Map();
  const phrases: PhraseHit[] = [];
  for (const { list, first, last } of findCues(words, way.own.lists, way.folded)) {
    const { kind, name } = way.own.named.get(list)!;
    if (kind === 'cue') cues.set(name, (cues.get(name) ?? 0) + 1);
    else if (kind === 'topic') topics.add(name);
    else phrases.push({ check: name, start: words[first]!.start, end: words[last]!.end });
  }
  if (opens(words)) cues.set('opens', 1);
  if (way.language === 'ru') addRussianForms(words, cues);
  const { start, end } = sentence;
  return { start, end, words, topics, cues, elements: new Set(), phrases };
}

/** Words with which a sentence says yes or no. */
const OPENING = new Set(
  (
    'yes no not none nothing done granted agreed có không được đúng đã phải да нет не нельзя можно нужно ' +
    'положен положена положено положены верно согласны согласно разрешено запрещено отказано'
  ).split(' '),
);
const OPENING_PAIRS = new Set(['you may', 'you can', 'you need', 'đồng ý']);

function opens([first, second]: Word[]): boolean {
  if (!first) return false;
  return (
    OPENING.has(first.form.text) ||
    (second !== undefined && OPENING_PAIRS.has(`${first.form.text} ${second.form.text}`))
  );
}

function topicsOf(words: Word[], { language, own: { stop } }: Way): Set<string> {
  const topics = new Set<string>();
  const paired = language === 'vi';
  let previous: Form | undefined;
  for (const { form } of words) {
    const stops = stop.has(form.text);
    if (previous && !stops) topics.add(pairOf(previous, form));
    previous = paired && !stops ? form : undefined;
    if (!stops && (paired || form.text.length >= 3 || form.number)) topics.add(form.topic);
  }
  return topics;
}

const pairs = new Map<string, Map<string, string>>();
let pairsKnown = 0;
/** Texts repeat their pairs too: each is joined once. Emptied when full. */
const MOST_PAIRS = 100_000;

function pairOf({ folded: first }: Form, { folded: second }: Form): string {
  let known = pairs.get(first);
  if (!known) {
    known = new Map();
    pairs.set(first, known);
  }
  let pair = known.get(second);
  if (pair === undefined) {
    if (pairsKnown++ >= MOST_PAIRS) {
      pairs.clear();
      pairsKnown = 0;
    }
    pair = `${first} ${second}`;
    known.set(second, pair);
  }
  return pair;
}

/** A word of this kind right before a date makes it a date to come. */
const DUE: Record<Language, Set<string>> = {
  vi: new Set('trước từ đến hết nhất hạn sau vào'.split(' ')),
  en: new Set('by before until till from than within after starting on'.split(' ')),
  ru: new Set('до к с по позднее позже не после на'.split(' ')),
};

function spread(elements: Element[], sentences: SentenceReading[], language: Language): void {
  let at = 0;
  for (const element of elements) {
    while (at < sentences.length && sentences[at]!.end <= element.start) at++;
    const sentence = sentences[at];
    if (!sentence) return;
    sentence.elements.add(element.kind);
    if ((element.kind === 'date' || element.kind === 'time') && isDue(sentence.words, element, language))
      sentence.cues.set('due', 1);
  }
}

function isDue(words: Word[], element: Element, language: Language): boolean {
  const first = firstAfter(words, element.start);
  return [words[first], words[first - 1], words[first - 2]].some(
    (word, back) =>
      word !== undefined && (back > 0 || !word.form.number) && DUE[language].has(word.form.text),
  );
}

/** Position of the first word that ends behind an offset; by halves, since a hostile sentence may hold all words. */
function firstAfter(words: Word[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
