import type { Features } from './linear.ts';
import type { PointKind } from './question-words.ts';
import type { Reading, SentenceReading } from './reading.ts';
import type { Language } from './types.ts';

/** All topic words of a question, and the kinds of its points. */
export interface Asked {
  topics: Set<string>;
  kinds: ReadonlySet<PointKind>;
}

/** What the sentence model sees: cues, elements, their pairs, words and endings, ties to what was asked. */
export function sentenceFeatures(reading: Reading, at: number, asked: Asked): Features {
  const sentence = reading.sentences[at]!;
  const features: Features = new Map();
  for (const [name, count] of Object.entries(sentence.cues)) features.set(`c:${name}`, Math.min(2, count));
  for (const name of Object.keys(sentence.elements)) features.set(`e:${name}`, 1);
  for (const hit of sentence.phrases) features.set(`p:${hit.check}`, 1);
  addPairs(features, sentence);
  addWords(features, sentence, reading.language);
  addPlace(features, { at, count: reading.sentences.length, sentence, asked: asked.topics });
  addKinds(features, sentence, asked.kinds);
  return features;
}

/** A date answers "when", a sum "how much". */
function addKinds(features: Features, sentence: SentenceReading, kinds: ReadonlySet<PointKind>): void {
  const elements = Object.keys(sentence.elements);
  for (const kind of kinds) {
    for (const name of elements) features.set(`${kind}&e:${name}`, 1);
    for (const name of Object.keys(sentence.cues)) features.set(`${kind}&c:${name}`, 1);
    if (elements.length === 0) features.set(`${kind}&no-element`, 1);
    features.set(`${kind}&asked`, features.get('asked') ?? 0);
  }
}

const PAIRS: [string, string][] = [
  ['c:future', 'e:date'],
  ['c:due', 'c:future'],
  ['c:due', 'c:done'],
  ['c:done', 'e:date'],
  ['c:done', 'e:unit'],
  ['c:future', 'e:unit'],
  ['c:future', 'c:hedge'],
  ['c:no', 'c:reason'],
  ['c:refuse', 'c:reason'],
  ['c:lawtext', 'e:article'],
  ['c:lawtext', 'c:your'],
  ['c:yes', 'e:article'],
  ['c:process', 'e:date'],
  ['c:process', 'e:document'],
  ['c:visit', 'e:phone'],
  ['c:visit', 'e:time'],
  ['c:public', 'c:imperative'],
  ['c:future', 'c:soon'],
  ['c:future', 'c:condition'],
  ['c:transfer', 'e:unit'],
  ['c:transfer', 'e:date'],
  ['c:your', 'e:date'],
  ['c:your', 'e:money'],
  ['c:statistic', 'e:share'],
];

function addPairs(features: Features, sentence: SentenceReading): void {
  for (const [a, b] of PAIRS) if (features.has(a) && features.has(b)) features.set(`${a}&${b}`, 1);
  if (features.has('c:future') && !features.has('e:date')) features.set('future-undated', 1);
  if (Object.keys(sentence.elements).length === 0) features.set('no-element', 1);
}

/** Forms that end so tell tense and voice in Russian and English. */
const LONGEST_ENDING: Record<Language, number> = { vi: 0, en: 3, ru: 2 };

function addWords(features: Features, sentence: SentenceReading, language: Language): void {
  const ending = LONGEST_ENDING[language];
  for (let index = 0; index < sentence.words.length; index++) {
    const word = sentence.words[index]!;
    const token = word.number ? '#' : word.capital && index > 0 ? 'Aa' : word.stem;
    features.set(`w:${token}`, 1);
    if (ending > 0 && word.text.length > 5) features.set(`s:${word.text.slice(-ending)}`, 1);
  }
}

type Place = { at: number; count: number; sentence: SentenceReading; asked: Set<string> };

function addPlace(features: Features, { at, count, sentence, asked }: Place): void {
  if (at === 0) features.set('first', 1);
  if (at === count - 1) features.set('last', 1);
  if (sentence.words.length < 6) features.set('short', 1);
  if (sentence.words.length > 30) features.set('long', 1);
  let shared = 0;
  for (const topic of sentence.topics) if (asked.has(topic)) shared++;
  features.set(`asked:${Math.min(3, shared)}`, 1);
  features.set('asked', Math.min(1, shared / Math.max(3, sentence.topics.size)));
}
