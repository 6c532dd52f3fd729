import type { Reading, SentenceReading } from './reading.ts';

/** What beside the phrase makes it concrete: a time phrase needs a date, a rule its number, an action its actor. */
export function isBacked(check: string, { elements, cues }: SentenceReading): boolean {
  const dated = elements.has('date') || elements.has('duration');
  const cited = elements.has('article') || elements.has('document');
  switch (check) {
    case 'time-without-date':
      return dated;
    case 'rule-without-number':
      return cited;
    case 'action-without-actor':
      return dated || elements.has('person');
    case 'conditional':
      return dated || cited;
    case 'bare-transfer':
      return elements.has('unit') && (dated || cited);
    case 'sending-away':
      return elements.has('person') && (elements.has('phone') || !cues.has('visit'));
    default:
      return dated || cited || elements.has('person') || elements.has('money');
  }
}

/** A sentence of courtesy or of unbacked stock phrases, with nothing else in it that could answer. */
function isStock(sentence: SentenceReading): boolean {
  const { elements, phrases, cues } = sentence;
  if (
    elements.has('date') ||
    elements.has('money') ||
    elements.has('person') ||
    elements.has('article') ||
    elements.has('document') ||
    elements.has('amount')
  )
    return false;
  if (cues.has('opens') && !phrases.length) return false;
  return (
    sentence.words.length < 3 ||
    phrases.some((hit) => !isBacked(hit.check, sentence)) ||
    (cues.has('courtesy') && !cues.has('reason'))
  );
}

const LEAST_TOPICS = 4;

/** Share of the answer's topic words that come from the question; 0 where there are too few to tell. */
export function repeatedShare(sentences: readonly SentenceReading[], asked: Set<string>): number {
  let own = 0;
  let repeated = 0;
  for (const sentence of sentences) {
    for (const topic of sentence.topics) {
      own++;
      if (asked.has(topic)) repeated++;
    }
  }
  return own < LEAST_TOPICS ? 0 : repeated / own;
}

/** What no model needs to weigh: nothing written, stock phrases only, or the question given back. */
export function saysNothing(reading: Reading, asked: Set<string>): boolean {
  const { sentences } = reading;
  if (sentences.every(isStock)) return true;
  if (
    sentences.some(
      ({ cues, elements }) =>
        cues.has('opens') ||
        cues.has('reason') ||
        elements.has('date') ||
        elements.has('person') ||
        elements.has('article'),
    )
  )
    return false;
  // Nothing concrete, and not one word of what was asked: whatever it says, it answers something else.
  const touches = sentences.some(({ topics }) => [...topics].some((topic) => asked.has(topic)));
  return !touches || repeatedShare(sentences, asked) > 0.7;
}
