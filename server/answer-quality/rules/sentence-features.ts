import { type Features, named } from './linear.ts';
import type { PointKind } from './question-words.ts';
import type { Reading, SentenceReading } from './reading.ts';

/** All topic words of a question, and the kinds of its points. */
export interface Asked {
  topics: Set<string>;
  kinds: ReadonlySet<PointKind>;
}

/** What the sentence model sees: cues, elements, their pairs, words, endings, ties to what was asked. */
export function sentenceFeatures(reading: Reading, at: number, asked: Asked): Features {
  const sentence = reading.sentences[at]!;
  const features: Features = new Map();
  for (const [name, count] of Object.entries(sentence.cues))
    features.set(named('c:', name), Math.min(2, count));
  for (const name of Object.keys(sentence.elements)) features.set(named('e:', name), 1);
  for (const hit of sentence.phrases) features.set(named('p:', hit.check), 1);
  addPairs(features, sentence);
  addWords(features, sentence);
  addPlace(features, { at, count: reading.sentences.length, sentence, asked: asked.topics });
  addKinds(features, sentence, asked.kinds);
  return features;
}

/** A date answers "when", a sum "how much". */
function addKinds(features: Features, sentence: SentenceReading, kinds: ReadonlySet<PointKind>): void {
  const elements = Object.keys(sentence.elements).map((name) => named('&e:', name));
  const cues = Object.keys(sentence.cues).map((name) => named('&c:', name));
  for (const kind of kinds) {
    for (const name of elements) features.set(named(kind, name), 1);
    for (const name of cues) features.set(named(kind, name), 1);
    if (elements.length === 0) features.set(named(kind, '&no-element'), 1);
    features.set(named(kind, '&asked'), features.get('asked') ?? 0);
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
  for (const [a, b] of PAIRS)
    if (features.has(a) && features.has(b)) features.set(named(a, named('&', b)), 1);
  if (features.has('c:future') && !features.has('e:date')) features.set('future-undated', 1);
  if (Object.keys(sentence.elements).length === 0) features.set('no-element', 1);
}

function addWords(features: Features, { words }: SentenceReading): void {
  let previous = 'b:^';
  for (let index = 0; index < words.length; index++) {
    const { capital, number, form } = words[index]!;
    const token = number ? '#' : capital && index > 0 ? 'Aa' : form.stem;
    features.set(`w:${token}`, 1);
    features.set(`${previous}_${token}`, 1);
    if (form.ending) features.set(form.ending, 1);
    previous = `b:${token}`;
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
  features.set(named('asked:', String(Math.min(3, shared))), 1);
  features.set('asked', Math.min(1, shared / Math.max(3, sentence.topics.size)));
}
