import { matchesOf } from '../matches.ts';
import type { Reading } from '../reading.ts';
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

/** Cheap to look for: without a number of so many digits there is none of the long ones. */
const LONG_NUMBER = /\d[\d ]{6}/;

/**
 * What never belongs in a public answer: numbers of identity papers and bank accounts, private e-mail, mobile numbers,
 * plates of vehicles, dwellings by house and lane or flat, and people by their full names. Where a pattern has a group,
 * the group is what is meant; it stands at the end.
 * Before each stands what is cheap to look for and without which it is not there.
 */
const PRIVATE: [needed: RegExp, RegExp][] = [
  [
    LONG_NUMBER,
    /(?:cccd|cmnd|căn cước|passport|hộ chiếu|identity card|паспорт|снилс|инн)[^\d\n]{0,20}(\d[\d ]{7,14}\d)/gi,
  ],
  [LONG_NUMBER, /(?:passport|hộ chiếu|загранпаспорт)[^\n]{0,12}?(?<![\p{L}\d])(\p{Lu}\d{7,8})(?!\d)/giu],
  [LONG_NUMBER, /(?<![\d/.-])(\d{12})(?![\d/.-])/g],
  [LONG_NUMBER, /(?:tài khoản|account|сч[её]т)[^\d\n]{0,20}(\d[\d ]{7,20}\d)/gi],
  [/@/, /(?<![\w.-])([\w.-]{1,40}@(?:gmail|yahoo|hotmail|outlook|mail|yandex|bk|inbox|icloud)\.\w{2,3})/gi],
  [
    /\d[ -]?[A-ZĐ]/,
    /(?<![\p{L}\d/.-])\d{2}[ -]?[A-ZĐ]{1,2}\d?(?:[ -]?\d{3}\.\d{2}|[ -]?\d{5}|-\d{4})(?![\d/])/gu,
  ],
  [/[АВЕКМНОРСТУХ]\d{3}/, /(?<![\p{L}\d])[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}(?!\d)/gu],
  [
    /ngõ|ngách|hẻm|kiệt/i,
    /(?<!\p{L})(?:số nhà|nhà số|số) \d{1,4}\p{L}?(?:\/\d{1,4})?,? (?:ngõ|ngách|hẻm|kiệt) \d{1,4}(?:\/\d{1,4})?/giu,
  ],
  [/lane|alley/i, /(?<!\p{L})(?:house|no\.?) \d{1,4}\p{L}?,? (?:lane|alley) \d{1,4}/giu],
  [/кв/i, /(?<!\p{L})(?:дом|д\.) ?\d{1,4}\p{L}?,? (?:квартира|квартире|кв\.) ?\d{1,4}/giu],
];

const MOBILE: RegExp[] = [
  /(?<![\d.+-])(?:\+84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d/])/g,
  /(?<![\d.+-])(?:\+7|8)[ (-]{0,2}9\d{2}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)/g,
];

/** At a word of address: "ông Nguyễn Văn A", "Ms Anna Brown", "гражданин Иванов И. И.": the name, when it is a full one. */
const NAMED =
  /(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|(?:Mr|Mrs|Ms)\.?|[гГ]осподин[ауе]?|[гГ]осп[оа]ж[аеиу]|[гГ]раждан(?:ин|ка)[ауеи]?|[гГ]р\.) (\p{Lu}\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}(?: \p{Lu}(?:\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}|\. ?\p{Lu}\.|(?![\p{L}\p{M}.]))){1,3})/uy;

/** In small letters, as words are read. */
const ADDRESS = new Set(
  (
    'ông bà anh chị mr mrs ms гр господин господина господину господине госпожа госпоже госпожи госпожу ' +
    'гражданин гражданина гражданину гражданине гражданка гражданке гражданки гражданку'
  ).split(' '),
);

/** Whoever answers, acts or can be reached is named on purpose, and so is the number to call. */
const OFFICIAL =
  /phụ trách|chuyên viên|cán bộ|công chức|trưởng|phó|giám đốc|chủ tịch|thanh tra|liên hệ|liên lạc|gặp|gọi|báo trước|đầu mối|theo dõi|theo vụ|trực|hỗ trợ|tư vấn|tư pháp|địa chính|văn thư|đường dây|quầy|điện thoại|phòng|đội|tổ |sở|chi cục|ubnd|(?<!\d)02\d{1,2}[ .]?\d|officer|official|head|contact|inspector|director|deputy|chief|responsible|department|division|office|branch|counter|in charge|led by|our |who will|call|ring|ask for|collected from|write to|questions to|специалист|начальник|отдел|ответственн|директор|инспектор|звоните|обращайтесь|тел\.|телефон|контакт|управлени/iu;
const STREET = /(?:phố|đường|chợ|chùa|đền|street|улиц[аеы]) $/iu;
const NEAR = 45;

function isOfficial(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const after = text.slice(end, end + NEAR).split(/[.;!?\n]/, 1)[0]!;
  return OFFICIAL.test(before.split(/[.;!?\n]\s/).at(-1)!) || OFFICIAL.test(after);
}

interface Span {
  start: number;
  end: number;
}

function* personalIn(reading: Reading): Generator<Span> {
  yield* privateIn(reading.text);
  yield* reachedIn(reading);
}

function* privateIn(text: string): Generator<Span> {
  for (const [needed, pattern] of PRIVATE)
    if (needed.test(text)) for (const match of matchesOf(pattern, text)) yield meant(match);
}

/** Numbers and names of people who do not stand there on duty. */
function* reachedIn({ text, sentences }: Reading): Generator<Span> {
  for (const pattern of MOBILE)
    for (const match of matchesOf(pattern, text)) if (!isOnDuty(match, text)) yield meant(match);
  for (const { words } of sentences)
    for (const word of words) {
      if (!ADDRESS.has(word.form.text)) continue;
      NAMED.lastIndex = word.start;
      const match = NAMED.exec(text);
      if (match && !isOnDuty(match, text)) yield meant(match);
    }
}

function meant(match: RegExpExecArray): Span {
  const end = match.index + match[0].length;
  return { start: end - (match[1] ?? match[0]).length, end };
}

function isOnDuty({ index, 0: { length } }: RegExpExecArray, text: string): boolean {
  return (
    STREET.test(text.slice(Math.max(0, index - 8), index)) ||
    isOfficial(text, { start: index, end: index + length })
  );
}

export const personalData: Check = ({ material: { reading } }) => {
  const found: Finding[] = [];
  for (const span of personalIn(reading)) {
    if (found.length >= MOST_ADVICE) break;
    // The number behind "CCCD" is also twelve digits: once is enough.
    if (found.some(({ start, end }) => span.start < end! && start! < span.end)) continue;
    found.push(finding('unclear', 'personal-data', span));
  }
  return found;
};
