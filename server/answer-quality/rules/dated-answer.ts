import type { PointToWeigh } from './pair-features.ts';
import type { Reading, SentenceReading } from './reading.ts';

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
