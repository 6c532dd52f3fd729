import { matchesOf } from './matches.ts';
import type { Language } from './types.ts';
import { type Word, wordsOf } from './words.ts';

/** Where personal data stand: offsets in the text. */
export interface PersonalSpan {
  start: number;
  end: number;
}

/** Cheap to look for: without a number of so many digits there is none of the long ones. */
const LONG_NUMBER = /\d[\d ]{6}/;

/**
 * What never belongs in a public text: numbers of identity papers and bank accounts, private e-mail, mobile numbers,
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

function isOfficial(text: string, { start, end }: PersonalSpan): boolean {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const after = text.slice(end, end + NEAR).split(/[.;!?\n]/, 1)[0]!;
  return OFFICIAL.test(before.split(/[.;!?\n]\s/).at(-1)!) || OFFICIAL.test(after);
}

/** "Tôi tên là Nguyễn Văn A", "my name is Anna Brown", "меня зовут Анна Белова": who writes, by the full name. */
const OWN_NAME =
  /(?<!\p{L})(?:[tT]ôi tên là|[tT]ên tôi là|[eE]m tên là|[tT]ôi là|[mM]y name is|[мМ]еня зовут) (\p{Lu}\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}(?: \p{Lu}\p{M}*\p{Ll}[\p{L}\p{M}'-]{0,18}){1,3})/gu;

interface ToRead {
  text: string;
  words: readonly Word[];
  /** In an answer, names and numbers of those on duty are meant to be read. Whoever asks to be called back is not on duty. */
  spared: 'on-duty' | 'named-on-duty';
}

/** Linear in the length of the text. */
export function personalIn(read: ToRead, most: number): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const span of spansIn(read)) {
    if (found.length >= most) break;
    // The number behind "CCCD" is also twelve digits: once is enough.
    if (found.some(({ start, end }) => span.start < end && start < span.end)) continue;
    found.push(span);
  }
  return found;
}

/** What somebody who is not in office has written: most marks that a page shows of it. */
const MOST_MARKS = 20;

/** Personal data with the words themselves. */
export interface PersonalData extends PersonalSpan {
  words: string;
}

/** Personal data in what a citizen wrote, before everybody reads it; in their order. A person decides what goes. */
export function personalDataIn(text: string, language: Language): PersonalData[] {
  const words = wordsOf(text, language);
  return personalIn({ text, words, spared: 'named-on-duty' }, MOST_MARKS)
    .sort((one, other) => one.start - other.start)
    .map(({ start, end }) => ({ start, end, words: text.slice(start, end) }));
}

function* spansIn({ text, words, spared }: ToRead): Generator<PersonalSpan> {
  for (const [needed, pattern] of PRIVATE)
    if (needed.test(text)) for (const match of matchesOf(pattern, text)) yield meant(match);
  for (const pattern of MOBILE)
    for (const match of matchesOf(pattern, text))
      if (spared === 'named-on-duty' || !isOnDuty(match, text)) yield meant(match);
  if (spared === 'named-on-duty') for (const match of matchesOf(OWN_NAME, text)) yield meant(match);
  for (const word of words) {
    if (!ADDRESS.has(word.form.text)) continue;
    NAMED.lastIndex = word.start;
    const match = NAMED.exec(text);
    if (match && !isOnDuty(match, text)) yield meant(match);
  }
}

function meant(match: RegExpExecArray): PersonalSpan {
  const end = match.index + match[0].length;
  return { start: end - (match[1] ?? match[0]).length, end };
}

function isOnDuty({ index, 0: { length } }: RegExpExecArray, text: string): boolean {
  return (
    STREET.test(text.slice(Math.max(0, index - 8), index)) ||
    isOfficial(text, { start: index, end: index + length })
  );
}
