import type { Finding } from '../types.ts';
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

const PASSIVE = {
  en: /(?:^|\s)(?:is|are|was|were|been|being|be) [a-z]{3,20}(?:ed|en|ne)(?: |$)(?!by )/,
  vi: /(?:đang|sẽ|đã) được [\p{L}\p{M}]{2,10}/u,
  ru: /(?:^|\s)(?:будет|будут|был|была|было|были) [а-яё]{4,24}(?:но|на|ны|ен|ён|то|та)(?:\s|$)|[а-яё]{4,20}(?:ется|ются|ится|ятся)(?:\s|$)/,
};

/** Passive in which nobody acts: no unit, no person, no "we" in the sentence. */
export const passiveWithoutAgent: Check = ({ material, rules }) => {
  const { language, sentences } = material.reading;
  const hidden = sentences.filter(({ words, elements, cues }) => {
    if (elements.unit || elements.person || cues.our) return false;
    return PASSIVE[language].test(
      words
        .slice(0, 60)
        .map((word) => word.text)
        .join(' '),
    );
  });
  if (sentences.length === 0 || hidden.length / sentences.length <= rules.limits.passiveShare) return [];
  return hidden.slice(0, 2).map((sentence) => finding('unclear', 'passive-without-agent', sentence));
};

const ABBREVIATION = /(?<![\p{L}\p{N}/№-])\p{Lu}{2,7}(?![\p{L}\p{N}/-])/gu;

/** Capital letters that neither the rule set knows nor the answer or the question explains. */
export const abbreviations: Check = ({ material, rules }) => {
  const { language, text } = material.reading;
  const known = new Set([
    ...rules.languages[language].knownAbbreviations,
    ...(material.question.slice(0, 20_000).match(ABBREVIATION) ?? []),
  ]);
  const found: Finding[] = [];
  for (const match of text.matchAll(ABBREVIATION)) {
    if (found.length >= MOST_ADVICE) break;
    const word = match[0];
    const explained = text.slice(Math.max(0, match.index - 2), match.index + word.length + 2).includes('(');
    if (known.has(word) || explained || /^[IVXLCDM]+$/.test(word)) continue;
    known.add(word);
    found.push({
      ...finding('unclear', 'unexplained-abbreviation', {
        start: match.index,
        end: match.index + word.length,
      }),
      values: { word },
    });
  }
  return found;
};

/** Numbers of identity papers, bank accounts and e-mail of private providers never belong in a public answer. */
const PRIVATE: RegExp[] = [
  /(?<![\d/.-])(\d{12})(?![\d/.-])/g,
  /(?:cccd|cmnd|căn cước|passport|identity card|паспорт|снилс|инн)[^\d\n]{0,20}(\d[\d ]{7,14}\d)/gi,
  /(?:tài khoản|account|сч[её]т)[^\d\n]{0,20}(\d[\d ]{7,20}\d)/gi,
  /(?<![\w.-])([\w.-]{1,40}@(?:gmail|yahoo|hotmail|outlook|mail|yandex|bk|inbox|icloud)\.\w{2,3})/gi,
];

export const personalData: Check = ({ material }) => {
  const found: Finding[] = [];
  for (const pattern of PRIVATE) {
    for (const match of material.reading.text.matchAll(pattern)) {
      if (found.length >= MOST_ADVICE) return found;
      const end = match.index + match[0].length;
      found.push(finding('unclear', 'personal-data', { start: end - match[1]!.length, end }));
    }
  }
  return found;
};
