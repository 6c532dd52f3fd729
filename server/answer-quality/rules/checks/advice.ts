import { matchesOf } from '../matches.ts';
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
    if (elements.has('unit') || elements.has('person') || cues.has('our')) return false;
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
  const { language, text, sentences } = material.reading;
  if (!sentences.some(({ words }) => words.some(({ form }) => form.capitals))) return [];
  const known = new Set([
    ...rules.languages[language].knownAbbreviations,
    ...(material.question.slice(0, 20_000).match(ABBREVIATION) ?? []),
  ]);
  const found: Finding[] = [];
  for (const match of matchesOf(ABBREVIATION, text)) {
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

/**
 * What never belongs in a public answer: numbers of identity papers and bank accounts, private e-mail, mobile numbers,
 * plates of vehicles, dwellings by house and lane or flat, and people by their full names. Where a pattern has a group,
 * the group is what is meant; it stands at the end.
 */
const PRIVATE: RegExp[] = [
  /(?:cccd|cmnd|căn cước|passport|hộ chiếu|identity card|паспорт|снилс|инн)[^\d\n]{0,20}(\d[\d ]{7,14}\d)/gi,
  /(?:passport|hộ chiếu|загранпаспорт)[^\n]{0,12}?(?<![\p{L}\d])(\p{Lu}\d{7,8})(?!\d)/giu,
  /(?<![\d/.-])(\d{12})(?![\d/.-])/g,
  /(?:tài khoản|account|сч[её]т)[^\d\n]{0,20}(\d[\d ]{7,20}\d)/gi,
  /(?<![\w.-])([\w.-]{1,40}@(?:gmail|yahoo|hotmail|outlook|mail|yandex|bk|inbox|icloud)\.\w{2,3})/gi,
  /(?<![\p{L}\d/.-])\d{2}[ -]?[A-ZĐ]{1,2}\d?(?:[ -]?\d{3}\.\d{2}|[ -]?\d{5}|-\d{4})(?![\d/])/gu,
  /(?<![\p{L}\d])[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}(?!\d)/gu,
  /(?<!\p{L})(?:số nhà|nhà số|số) \d{1,4}\p{L}?(?:\/\d{1,4})?,? (?:ngõ|ngách|hẻm|kiệt) \d{1,4}(?:\/\d{1,4})?/giu,
  /(?<!\p{L})(?:house|no\.?) \d{1,4}\p{L}?,? (?:lane|alley) \d{1,4}/giu,
  /(?<!\p{L})(?:дом|д\.) ?\d{1,4}\p{L}?,? (?:квартира|квартире|кв\.) ?\d{1,4}/giu,
];

const MOBILE: RegExp[] = [
  /(?<![\d.+-])(?:\+84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d/])/g,
  /(?<![\d.+-])(?:\+7|8)[ (-]{0,2}9\d{2}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)/g,
];

/** "ông Nguyễn Văn A", "Ms Anna Brown", "гражданин Иванов И. И.": the name, when it is a full one. */
const NAMED =
  /(?<!\p{L})(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|(?:Mr|Mrs|Ms)\.?|[гГ]осподин[ауе]?|[гГ]осп[оа]ж[аеиу]|[гГ]раждан(?:ин|ка)[ауеи]?|[гГ]р\.) (\p{Lu}\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}(?: \p{Lu}(?:\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}|\. ?\p{Lu}\.|(?![\p{L}\p{M}.]))){1,3})/gu;

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

function* spans(text: string): Generator<Span> {
  for (const pattern of PRIVATE)
    for (const match of matchesOf(pattern, text)) {
      const end = match.index + match[0].length;
      yield { start: end - (match[1] ?? match[0]).length, end };
    }
  for (const pattern of [...MOBILE, NAMED])
    for (const match of matchesOf(pattern, text)) {
      const end = match.index + match[0].length;
      const street = STREET.test(text.slice(Math.max(0, match.index - 8), match.index));
      if (!street && !isOfficial(text, { start: match.index, end }))
        yield { start: end - (match[1] ?? match[0]).length, end };
    }
}

export const personalData: Check = ({ material }) => {
  const found: Finding[] = [];
  for (const span of spans(material.reading.text)) {
    if (found.length >= MOST_ADVICE) break;
    // The number behind "CCCD" is also twelve digits: once is enough.
    if (found.some(({ start, end }) => span.start < end! && start! < span.end)) continue;
    found.push(finding('unclear', 'personal-data', span));
  }
  return found;
};
