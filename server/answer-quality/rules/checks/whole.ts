import type { SentenceReading } from '../reading.ts';
import { repeatedShare } from '../stock.ts';
import type { Finding } from '../types.ts';
import { type Check, type CheckInput, finding } from './check.ts';

function sentencesWith(input: CheckInput, test: (sentence: SentenceReading) => boolean): SentenceReading[] {
  return input.sentences.map(({ reading }) => reading).filter(test);
}

/** Nothing written at all. */
export const emptyAnswer: Check = ({ material: { reading, echoes } }) =>
  reading.sentences.length + echoes.length === 0 ? [finding('none', 'empty')] : [];

/** Only thanks, receipt and registration. */
export const acknowledgementOnly: Check = (input) => {
  const count = input.sentences.length;
  if (input.verdict !== 'vague' || count === 0) return [];
  const formal = sentencesWith(
    input,
    ({ cues, phrases }) =>
      cues.has('courtesy') || phrases.some(({ check }) => check === 'acknowledgement-only'),
  );
  return formal.length / count > 0.6 ? [finding('none', 'acknowledgement-only')] : [];
};

/** The words of the question come back and hardly anything else does. */
export const restatesQuestion: Check = ({ material: { reading, echoes, asked }, verdict }) =>
  verdict === 'vague' && repeatedShare([...reading.sentences, ...echoes], asked) > 0.55
    ? [finding('general', 'restates-question')]
    : [];

/** No word of the question comes back: another subject. */
export const offTopic: Check = ({ material, verdict }) => {
  if (verdict !== 'vague' || material.asked.size < 3) return [];
  const topics = material.reading.sentences.flatMap((sentence) => [...sentence.topics]);
  const shared = new Set(topics.filter((topic) => material.asked.has(topic))).size;
  return topics.length >= 8 && shared <= 1 ? [finding('evasive', 'off-topic')] : [];
};

/** A promise without a date, an action without a doer: what keeps a decided answer from being clear. */
export const softPromise: Check = ({ sentences, verdict }) => {
  if (verdict !== 'partial') return [];
  const found: Finding[] = [];
  for (const { reading, soft, full } of sentences) {
    if (soft < 0.5 || soft < full) continue;
    if (reading.elements.has('date') || reading.elements.has('duration')) continue;
    found.push(
      finding(
        'unspecific',
        reading.elements.has('person') ? 'promise-without-date' : 'promise-without-date-or-actor',
        reading,
      ),
    );
  }
  return found.slice(0, 3);
};

/** A vague answer always gets at least one finding that says why. */
export function fallback(input: CheckInput, found: Finding[]): Finding[] {
  if (input.verdict === 'clear' || found.some((each) => each.type !== 'point_missed')) return [];
  if (input.verdict === 'partial') return found.length > 0 ? [] : [finding('unspecific', 'incomplete')];
  const cues = input.sentences.map(({ reading }) => reading.cues);
  const having = (name: string): number => cues.filter((each) => each.has(name)).length;
  if (having('foreign') > 0) return [finding('shifting', 'no-decision')];
  if (having('visit') > cues.length / 3) return [finding('evasive', 'no-decision')];
  if (having('ongoing') + having('hedge') > cues.length / 3) return [finding('unclear', 'no-decision')];
  return [finding('general', 'no-decision')];
}
