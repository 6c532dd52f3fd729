import type { Facet } from './facets.ts';
import { type Block, type Features, remembered, type Sink } from './linear.ts';
import type { Reading, SentenceReading } from './reading.ts';
import type { Signs } from './signs.ts';

/** What the whole question asks. */
export interface Asked {
  /** All its topic words. */
  topics: Set<string>;
  /** The kinds of its points, each once, in a fixed order, with a blank between them. */
  kinds: string;
  /** What its points ask for, each once. */
  facets: Facet[];
  ownCase: boolean;
  /** What each sentence gives that is not in the question. */
  signs: Signs[];
}

/** What the sentence model sees: cues, elements, their pairs, words, endings, ties to what was asked. */
export function sentenceFeatures({ sentences }: Reading, at: number, asked: Asked): Features {
  const sentence = sentences[at]!;
  return (to) => {
    addSigns(to, sentence, asked.kinds);
    addPairs(to, sentence);
    addWords(to, sentence);
    addPlace(to, { at, count: sentences.length, sentence, asked });
    addGiven(to, sentence, { signs: asked.signs[at]!, asked });
  };
}

/** A sign by itself and beside each kind: a date answers "when", a sum "how much". */
function signsBy(prefix: string) {
  return remembered((kinds) => {
    const each = kinds === '' ? [] : kinds.split(' ');
    return remembered((name): Block => {
      const sign = prefix + name;
      return [sign, ...each.map((kind) => `${kind}&${sign}`)];
    });
  });
}

const cuesBeside = signsBy('c:');
const elementsBeside = signsBy('e:');
const othersBeside = signsBy('');
const phraseBlock = remembered((check): Block => [`p:${check}`]);
/** The sign itself counts twice, at most; beside a kind it is there or not. */
const TWICE = [2, ...new Array<number>(9).fill(1)];

function addSigns(to: Sink, { cues, elements, phrases }: SentenceReading, kinds: string): void {
  const cueBlock = cuesBeside(kinds);
  for (const [name, count] of cues) to.block(cueBlock(name), count > 1 ? TWICE : undefined);
  const elementBlock = elementsBeside(kinds);
  for (const name of elements) to.block(elementBlock(name));
  if (elements.size === 0) to.block(othersBeside(kinds)('no-element'));
  for (const [at, { check }] of phrases.entries())
    if (phrases.findIndex((hit) => hit.check === check) === at) to.block(phraseBlock(check));
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

/** A bit for each sign of a pair. */
const BITS = new Map([...new Set(PAIRS.flat())].map((sign, at) => [sign, 1 << at]));
const bitOfCue = remembered((name) => BITS.get(`c:${name}`) ?? 0);
const bitOfElement = remembered((name) => BITS.get(`e:${name}`) ?? 0);
const TOGETHER = PAIRS.map(([one, other]) => ({
  bits: BITS.get(one)! | BITS.get(other)!,
  block: [`${one}&${other}`] as Block,
}));
const UNDATED: Block = ['future-undated'];

function addPairs(to: Sink, { cues, elements }: SentenceReading): void {
  let bits = 0;
  for (const name of cues.keys()) bits |= bitOfCue(name);
  for (const name of elements) bits |= bitOfElement(name);
  for (const pair of TOGETHER) if ((bits & pair.bits) === pair.bits) to.block(pair.block);
  if (cues.has('future') && !elements.has('date')) to.block(UNDATED);
}

function addWords(to: Sink, { words }: SentenceReading): void {
  const stems: string[] = [];
  const endings: string[] = [];
  for (const { form } of words) {
    stems.push(form.number ? '#' : form.capital && stems.length > 0 ? 'Aa' : form.stem);
    if (form.ending) endings.push(form.ending);
  }
  to.words(stems, endings);
}

const SHARED: Block[] = [0, 1, 2, 3].map((count) => [`asked:${count}`]);
const PLACE = ['first', 'last', 'short', 'long'];
const askedBeside = remembered((kinds): Block => [...PLACE, ...othersBeside(kinds)('asked')]);

type Place = { at: number; count: number; sentence: SentenceReading; asked: Asked };

function addPlace(to: Sink, { at, count, sentence, asked }: Place): void {
  let shared = 0;
  for (const topic of sentence.topics) if (asked.topics.has(topic)) shared++;
  to.block(SHARED[Math.min(3, shared)]!);
  const names = askedBeside(asked.kinds);
  const values = new Array<number>(names.length).fill(
    Math.min(1, shared / Math.max(3, sentence.topics.size)),
  );
  values[0] = at === 0 ? 1 : 0;
  values[1] = at === count - 1 ? 1 : 0;
  values[2] = sentence.words.length < 6 ? 1 : 0;
  values[3] = sentence.words.length > 30 ? 1 : 0;
  to.block(names, values);
}

const facetGiven = remembered((facet): Block => [`f:${facet}`]);
const facetNotGiven = remembered((facet): Block => [`f:${facet}:not`]);
const ANY_FACET: Block = ['f:any'];
const PAPERS: Block = ['papers'];
const MOST_PAPERS = 4;
/** Signs count otherwise beside a case of the sender's own than beside a question about a rule. */
const caseOf = { own: signsBeside('case'), general: signsBeside('general') };

function signsBeside(prefix: string) {
  return {
    alone: [prefix] as Block,
    cue: remembered((name): Block => [`${prefix}&c:${name}`]),
    element: remembered((name): Block => [`${prefix}&e:${name}`]),
  };
}

function addGiven(
  to: Sink,
  { cues }: SentenceReading,
  { signs, asked }: { signs: Signs; asked: Asked },
): void {
  for (const facet of asked.facets) to.block((signs.gives.has(facet) ? facetGiven : facetNotGiven)(facet));
  if (asked.facets.some((facet) => signs.gives.has(facet))) to.block(ANY_FACET);
  to.block(PAPERS, [Math.min(MOST_PAPERS, cues.get('paper') ?? 0) / MOST_PAPERS]);
  const { alone, cue, element } = asked.ownCase ? caseOf.own : caseOf.general;
  to.block(alone);
  for (const name of cues.keys()) to.block(cue(name));
  for (const name of signs.fresh) to.block(element(name));
}
