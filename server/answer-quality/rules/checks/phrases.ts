import { isBacked } from '../stock.ts';
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

/** A stock phrase counts only where its sentence holds nothing that answers; in a vague answer none does. */
export const phraseCheck: Check = ({ material, sentences, verdict }) => {
  if (verdict === 'clear') return [];
  const found: Finding[] = [];
  for (const { reading, full } of sentences) {
    for (const hit of reading.phrases) {
      if (isBacked(hit.check, reading) || (full > 0.75 && verdict !== 'vague')) continue;
      if (hit.check === 'acknowledgement-only' && verdict !== 'vague') continue;
      const last = found.at(-1);
      if (last && last.end !== null && hit.start < last.end) continue;
      found.push(finding(TYPES[hit.check] ?? 'general', hit.check, hit));
    }
  }
  return found.filter((each) => (each.end ?? 0) <= material.reading.text.length);
};
