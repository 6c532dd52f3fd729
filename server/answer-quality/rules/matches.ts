import type { PointKind } from './question-words.ts';
import type { SentenceReading } from './reading.ts';

/** How far a sentence has the element that answers this kind of question, 0–1. */
export function matchOf(sentence: SentenceReading, point: { kind: PointKind; topics: Set<string> }): number {
  switch (point.kind) {
    case 'when':
      return dateMatch(sentence);
    case 'amount':
      return amountMatch(sentence, point.topics.has('#cost') || point.topics.has('#benefit'));
    case 'who':
      return actorMatch(sentence);
    case 'why':
      return sentence.cues.reason ? 1 : sentence.cues.named_action ? 0.3 : 0;
    case 'where':
      return sentence.cues.visit || sentence.elements.unit ? 0.8 : 0;
    default:
      return decisionMatch(sentence, point.kind === 'request');
  }
}

/** A promised date answers "when"; a date in the past seldom does. */
function dateMatch({ cues, elements }: SentenceReading): number {
  const dated = elements.date || elements.time;
  if (!dated && !elements.duration) return 0;
  if (cues.future) return dated ? 1 : 0.8;
  if (cues.soon || cues.process) return 0.1;
  if (cues.due || cues.deadline) return cues.done ? 0.4 : 0.8;
  return cues.done ? 0.2 : 0.5;
}

function amountMatch({ elements, words }: SentenceReading, money: boolean): number {
  if (elements.money) return 1;
  if (money) return words.some((word) => FREE.has(word.text)) ? 1 : elements.share ? 0.5 : 0;
  if (elements.amount || elements.share || elements.duration) return 1;
  return words.some((word) => word.number) ? 0.5 : 0;
}

const FREE = new Set(['free', 'nothing', 'miễn', 'бесплатно', 'бесплатен', 'бесплатна']);

/** A name beside a telephone number is a contact, not the one who acts or pays. */
function actorMatch({ cues, elements }: SentenceReading): number {
  if (!elements.person && !elements.unit) return cues.our ? 0.4 : 0;
  if (elements.phone || cues.visit) return 0.35;
  return elements.person ? 1 : 0.7;
}

function decisionMatch({ cues, elements }: SentenceReading, request: boolean): number {
  const polarity = (cues.yes ? 0.4 : 0) + (cues.no ? 0.4 : 0) + (cues.opens ? 0.6 : 0);
  const decided =
    (cues.accept ? 0.4 : 0) +
    (cues.refuse ? 0.5 : 0) +
    (cues.future && elements.date ? 0.5 : 0) +
    (cues.done ? 0.25 : 0);
  return Math.min(1, request ? 0.4 * polarity + decided : polarity + 0.4 * decided);
}
