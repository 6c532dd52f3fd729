import { matchesOf } from '../matches.ts';
import { personalIn } from '../personal-data.ts';
import type { Finding, Language } from '../types.ts';
import { type Check, finding } from './check.ts';

/** Checks that help the reader but never decide: they are no defects of the answer. */
export const ADVICE = new Set([
  'long-sentence',
  'passive-without-agent',
  'unexplained-abbreviation',
  'personal-data',
]);

const MOST_ADVICE = 5;

export const longSentences: Check = ({ material, rules }) => {
  const most = rules.limits.longSentenceWords[material.reading.language];
  return material.reading.sentences
    .filter((sentence) => sentence.words.length > most)
    .slice(0, MOST_ADVICE)
    .map(
      (sentence): Finding => ({
        ...finding('unclear', 'long-sentence', sentence),
        values: { words: sentence.words.length, most },
      }),
    );
};

const PASSIVE: Record<Language, RegExp> = {
  en: /(?:^|\s)(?:is|are|was|were|been|being|be) [a-z]{3,20}(?:ed|en|ne)(?: |$)(?!by )/,
  vi: /(?:đang|sẽ|đã) được [\p{L}\p{M}]{2,10}/u,
  ru: /(?:^|\s)(?:будет|будут|был|была|было|были) [а-яё]{4,24}(?:но|на|ны|ен|ён|то|та)(?:\s|$)|[а-яё]{4,20}(?:ется|ются|ится|ятся)(?:\s|$)/,
};

/** Without such a word there is no passive. */
const PASSIVE_WORD: Record<Language, (word: string) => boolean> = {
  en: (word) => /^(?:is|are|was|were|been|being|be)$/.test(word),
  vi: (word) => word === 'được',
  ru: (word) => word.endsWith('тся') || word.startsWith('буд') || word.startsWith('был'),
};
const PASSIVE_WITHIN = 60;

/** Passive in which nobody acts: no unit, no person, no "we" in the sentence. */
export const passiveWithoutAgent: Check = ({ material, rules }) => {
  const { language, sentences } = material.reading;
  const hidden = sentences.filter(({ words, elements, cues }) => {
    if (elements.has('unit') || elements.has('person') || cues.has('our')) return false;
    if (!words.some(({ form }) => PASSIVE_WORD[language](form.text))) return false;
    const texts = words.slice(0, PASSIVE_WITHIN).map(({ form }) => form.text);
    return PASSIVE[language].test(texts.join(' '));
  });
  if (sentences.length === 0 || hidden.length / sentences.length <= rules.limits.passiveShare) return [];
  return hidden.slice(0, 2).map((sentence) => finding('unclear', 'passive-without-agent', sentence));
};

const ABBREVIATION = /(?<![\p{L}\p{N}/№-])\p{Lu}{2,7}(?![\p{L}\p{N}/-])/gu;
const ROMAN = /^[IVXLCDM]+$/;

/** Capital letters that neither the rule set knows nor the answer or the question explains. */
export const abbreviations: Check = ({ material, rules }) => {
  const { language, text, sentences } = material.reading;
  if (!sentences.some(({ words }) => words.some(({ form }) => form.capitals))) return [];
  const { knownAbbreviations } = rules.languages[language];
  let asked: Set<string> | undefined;
  const met = new Set<string>();
  const found: Finding[] = [];
  for (const { index, 0: word } of matchesOf(ABBREVIATION, text)) {
    if (found.length >= MOST_ADVICE) break;
    if (met.has(word)) continue;
    const end = index + word.length;
    if (text.slice(Math.max(0, index - 2), end + 2).includes('(')) continue;
    met.add(word);
    if (ROMAN.test(word) || knownAbbreviations.includes(word)) continue;
    asked ??= new Set(material.question.slice(0, 20_000).match(ABBREVIATION));
    if (asked.has(word)) continue;
    found.push({
      ...finding('unclear', 'unexplained-abbreviation', { start: index, end }),
      values: { word },
    });
  }
  return found;
};

export const personalData: Check = ({ material: { reading } }) => {
  const { text, sentences } = reading;
  const words = sentences.flatMap((sentence) => sentence.words);
  return personalIn({ text, words, spared: 'on-duty' }, MOST_ADVICE).map((span) =>
    finding('unclear', 'personal-data', span),
  );
};
