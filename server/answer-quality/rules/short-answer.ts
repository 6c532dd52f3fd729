import type { Facet } from './facets.ts';
import type { PointToWeigh } from './pair-features.ts';
import type { Reading, SentenceReading } from './reading.ts';
import { family, type Signs } from './signs.ts';

/** In longer answers a dated sentence is often the one that leads away from the question. */
const SHORT = 40;
/** So much of what tells a question from others comes back in the one sentence. */
const TIED = 0.35;
/** How much the return of a topic says, 0–1. */
export type Telling = (topic: string) => number;

interface AskedAndSaid {
  reading: Reading;
  points: PointToWeigh[];
  /** All topic words of the question. */
  asked: Set<string>;
  telling: Telling;
}

const HAPPENS = ['future', 'done', 'due', 'doer', 'past_action'];
const TAKEN_BACK = ['hedge', 'condition', 'foreign', 'soon', 'ongoing'];

function namesDay({ cues, elements }: SentenceReading): boolean {
  return (
    elements.has('date') &&
    HAPPENS.some((name) => cues.has(name)) &&
    !TAKEN_BACK.some((name) => cues.has(name))
  );
}

/**
 * A few words that say what happens to the very matter on which day, where a day or a deed was asked for. The fitted parts
 * know too few answers of a line or two; whatever is missing in one like this, nobody would call it vague.
 */
export function isDatedAnswer({ reading, points, asked, telling }: AskedAndSaid): boolean {
  if (reading.wordCount > SHORT) return false;
  if (!points.some(({ kind }) => kind === 'when' || kind === 'request')) return false;
  const weight = (topics: Iterable<string>) => {
    let sum = 0;
    for (const topic of topics) if (asked.has(topic)) sum += telling(topic);
    return sum;
  };
  const all = weight(asked);
  return reading.sentences.some(
    (sentence) => namesDay(sentence) && all > 0 && weight(sentence.topics) >= TIED * all,
  );
}

interface WantedAndGiven {
  reading: Reading;
  facets: Facet[][];
  signs: Signs[];
}

/** In Vietnamese, syllables. */
const FEW_WORDS = { vi: 60, en: 45, ru: 45 };
const DOUBTFUL = ['hedge', 'cond', 'process'];

/**
 * A few words that give, without an if or a perhaps, whatever each point asks for: which papers, what fee, how long, where,
 * when. Such an answer needs neither actor nor promise, and nobody would call it vague.
 */
export function givesAllInShort({ reading, facets, signs }: WantedAndGiven): boolean {
  if (facets.length === 0 || reading.wordCount > FEW_WORDS[reading.language]) return false;
  const plain = signs.filter((sign) => !DOUBTFUL.some((name) => family(sign, name) > 0));
  return facets.every(
    (wanted) => wanted.length > 0 && wanted.every((facet) => plain.some(({ gives }) => gives.has(facet))),
  );
}
