import type { SentenceReading } from '../reading.ts';
import type { DefectType, Finding } from '../types.ts';
import { type Check, finding } from './check.ts';

const TYPES: Record<string, DefectType> = {
  'time-without-date': 'unspecific',
  'rule-without-number': 'general',
  'action-without-actor': 'unclear',
  'sending-away': 'evasive',
  'bare-transfer': 'shifting',
  'acknowledgement-only': 'none',
  conditional: 'unclear',
  general: 'general',
};

/** What beside the phrase makes it concrete: a time phrase needs a date, a rule its number, an action its actor. */
function isBacked(check: string, { elements, cues }: SentenceReading): boolean {
  const dated = Boolean(elements.date || elements.duration);
  const cited = Boolean(elements.article || elements.document);
  switch (check) {
    case 'time-without-date':
      return dated;
    case 'rule-without-number':
      return cited;
    case 'action-without-actor':
      return dated || Boolean(elements.person);
    case 'conditional':
      return dated || cited;
    case 'bare-transfer':
      return Boolean(elements.unit) && (dated || cited);
    case 'sending-away':
      return Boolean(elements.person) && !cues.visit;
    default:
      return dated || cited || Boolean(elements.person || elements.money);
  }
}

/** A stock phrase counts only where its sentence holds nothing that answers. */
export const phraseCheck: Check = ({ material, weights, verdict }) => {
  if (verdict === 'clear') return [];
  const found: Finding[] = [];
  for (const { reading, full } of weights.sentences) {
    for (const hit of reading.phrases) {
      if (isBacked(hit.check, reading) || full > 0.75) continue;
      if (hit.check === 'acknowledgement-only' && verdict !== 'vague') continue;
      const last = found.at(-1);
      if (last && last.end !== null && hit.start < last.end) continue;
      found.push(finding(TYPES[hit.check] ?? 'general', hit.check, hit));
    }
  }
  return found.filter((each) => (each.end ?? 0) <= material.reading.text.length);
};
