import { sentencesOf } from './sentences.ts';
import type { Language } from './types.ts';
import { placesOf } from './words.ts';

/** What a rule sets in figures, and people ask of an office again and again. */
export const FIGURE_KINDS = ['fee', 'time', 'copies'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

export interface RuleFigure {
  kind: FigureKind;
  /** The same for the same figure, however it is written and in whichever language: '50000', '5 working-day', '2'. */
  value: string;
  /** As it stands in the text. */
  words: string;
}

/** A figure counts where its sentence speaks of the thing: a fee, a time for handling, papers to hand in. */
const SPEAKS_OF: Record<FigureKind, Record<Language, RegExp>> = {
  fee: {
    vi: /phí|lệ phí|chi phí|tiền nộp|mức thu|miễn phí|thu tiền|nộp tiền/,
    en: /\b(?:fees?|costs?|charges?|charged|pay|free of charge|price)\b/,
    ru: /пошлин|плат[аыуе]|оплат|сбор|стоим|стоит|бесплатн/,
  },
  time: {
    vi: /thời hạn|thời gian|trong vòng|bao lâu|mấy ngày|bao nhiêu ngày|giải quyết|kể từ ngày/,
    en: /\b(?:within|takes?|time limit|processing|handled|how long|how many (?:working )?days|issued in|deadline)\b/,
    ru: /срок|в течение|рассматрива|выда[её]тся|сколько (?:рабочих )?дней|как долго|занимает/,
  },
  copies: {
    vi: /(?:phải |cần )?nộp (?!dưới|trên|từ)|số lượng hồ sơ|thành phần hồ sơ|hồ sơ gồm/,
    en: /\b(?:hand in|submit|bring|required)\b/,
    ru: /пода(?:ть|ются|[её]тся)|представ(?:ить|ляются)|требу[ею]тся/,
  },
};
/** How people ask for the number of copies: every second question has a word for papers. */
const ASKS_FOR_COPIES: Record<Language, RegExp> = {
  vi: /mấy (?:bộ|bản)|bao nhiêu (?:bộ|bản)|hồ sơ gồm|giấy tờ gì|những giấy tờ|thành phần hồ sơ/,
  en: /how many (?:copies|sets)|(?:what|which) (?:documents|papers)/,
  ru: /сколько (?:копий|экземпляров|комплектов)|какие (?:документы|бумаги)/,
};

const NUMBER_WORDS: Record<Language, string[][]> = {
  vi: [['một'], ['hai'], ['ba'], ['bốn'], ['năm'], ['sáu'], ['bảy'], ['tám'], ['chín'], ['mười']],
  en: [
    ...[['one'], ['two'], ['three'], ['four'], ['five']],
    ...[['six'], ['seven'], ['eight'], ['nine'], ['ten']],
  ],
  ru: [
    ...[
      ['один', 'одного', 'одна'],
      ['два', 'двух', 'две'],
      ['три', 'трёх', 'трех'],
    ],
    ...[
      ['четыре', 'четырёх', 'четырех'],
      ['пять', 'пяти'],
      ['шесть', 'шести'],
      ['семь', 'семи'],
    ],
    ...[
      ['восемь', 'восьми'],
      ['девять', 'девяти'],
      ['десять', 'десяти'],
    ],
  ],
};
const SMALL = Object.fromEntries(
  Object.entries(NUMBER_WORDS).map(([language, rows]) => [language, `(?:\\d{1,3}|${rows.flat().join('|')})`]),
) as Record<Language, string>;

const NUMBER = '\\d{1,3}(?:[ .,\\u00a0]\\d{3}){1,3}|\\d{1,9}(?:[.,]\\d{1,2})?';
const OPEN = '(?<![\\p{L}\\p{N}.,/-])';
const SHUT = '(?![\\p{L}\\p{N}])';

const MONEY: Record<Language, RegExp> = {
  vi: new RegExp(
    `${OPEN}(${NUMBER}) ?(triệu|nghìn|ngàn|tỷ|tỉ|k(?= |$|[.,;]))? ?(?:đồng|vnđ|vnd|đ)${SHUT}|${OPEN}(${NUMBER}) ?(triệu|nghìn|ngàn|k)${SHUT}`,
    'gu',
  ),
  en: new RegExp(`${OPEN}(?:vnd ?)?(${NUMBER}) ?(thousand|million|billion|k)? ?(?:dong|vnd|đ)${SHUT}`, 'gu'),
  ru: new RegExp(
    `${OPEN}(${NUMBER}) ?(тыс\\.?|тысяч[аи]?|млн|миллион(?:а|ов)?)? ?(?:донг(?:а|ов)?|vnd|руб(?:\\.|л[а-я]{1,3})?)${SHUT}`,
    'gu',
  ),
};
const FREE = /miễn phí|không thu phí|không mất phí|free of charge|no fee|бесплатн|не взимается/u;
const TIMES: [RegExp, number][] = [
  [/^(?:nghìn|ngàn|k|thousand|тыс)/u, 1e3],
  [/^(?:triệu|million|млн|миллион)/u, 1e6],
  [/^(?:tỷ|tỉ|billion)/u, 1e9],
];

const SPANS: Record<Language, RegExp> = {
  vi: new RegExp(`${OPEN}(${SMALL.vi}) ?(ngày làm việc|ngày|tuần|tháng|giờ làm việc|giờ)${SHUT}`, 'gu'),
  en: new RegExp(
    `${OPEN}(${SMALL.en})[ -](working[ -]days?|business days?|calendar days?|days?|weeks?|months?|working hours?|hours?)${SHUT}`,
    'gu',
  ),
  ru: new RegExp(
    `${OPEN}(${SMALL.ru}) (рабоч[а-я]{2,3} (?:дн[а-я]{1,2}|день)|календарн[а-я]{2,3} (?:дн[а-я]{1,2}|день)|дн[а-я]{1,2}|день|недел[а-я]{0,2}|месяц[а-я]{0,2}|рабоч[а-я]{2,3} час[а-я]{0,2}|час[а-я]{0,2})${SHUT}`,
    'gu',
  ),
};
const SPAN_UNITS: [RegExp, string][] = [
  [/giờ làm việc|working hour|рабоч[а-я]+ час/u, 'working-hour'],
  [/giờ|hour|час/u, 'hour'],
  [/ngày làm việc|working|business|рабоч/u, 'working-day'],
  [/tuần|week|недел/u, 'week'],
  [/tháng|month|месяц/u, 'month'],
  [/ngày|day|дн|день/u, 'day'],
];

const COPIES: Record<Language, RegExp> = {
  vi: new RegExp(`${OPEN}(${SMALL.vi}) ?(?:bộ|bản)${SHUT}`, 'gu'),
  en: new RegExp(`${OPEN}(${SMALL.en}) (?:cop(?:y|ies)|sets?)${SHUT}`, 'gu'),
  ru: new RegExp(`${OPEN}(${SMALL.ru}) (?:экземпляр[а-я]{0,2}|копи[а-я]|комплект[а-я]{0,2})${SHUT}`, 'gu'),
};

/** Longer texts are read to here: no fee stands behind ten pages. */
const LONGEST = 20_000;

/**
 * The fees, times and numbers of copies that a text states as a rule, each once, in order. Pure; linear in the text.
 * A figure in a sentence that speaks of something else ("I paid on 5 days", "2 trees") is none.
 */
export function ruleFigures(text: string, language: Language): RuleFigure[] {
  const whole = text.slice(0, LONGEST).normalize('NFC').toLowerCase();
  const found = new Map<string, RuleFigure>();
  for (const { start, end } of sentencesOf(whole, placesOf(whole))) {
    const sentence = whole.slice(start, end);
    for (const figure of figuresOf(sentence, language))
      found.set(`${figure.kind} ${figure.value}`, found.get(`${figure.kind} ${figure.value}`) ?? figure);
  }
  return [...found.values()];
}

/** Which of them a question asks for. */
export function asksFor(question: string, language: Language): FigureKind[] {
  const whole = question.slice(0, LONGEST).normalize('NFC').toLowerCase();
  return FIGURE_KINDS.filter((kind) =>
    (kind === 'copies' ? ASKS_FOR_COPIES : SPEAKS_OF[kind])[language].test(whole),
  );
}

function figuresOf(sentence: string, language: Language): RuleFigure[] {
  const speaks = (kind: FigureKind) => SPEAKS_OF[kind][language].test(sentence);
  return [
    ...(speaks('fee') ? feesIn(sentence, language) : []),
    ...(speaks('time')
      ? counted(sentence, SPANS[language], language).map(({ n, words, unit }) => ({
          ...{ kind: 'time' as const, words },
          value: `${n} ${SPAN_UNITS.find(([pattern]) => pattern.test(unit))![1]}`,
        }))
      : []),
    ...(speaks('copies')
      ? counted(sentence, COPIES[language], language).map(({ n, words }) => ({
          ...{ kind: 'copies' as const, words },
          value: String(n),
        }))
      : []),
  ];
}

function feesIn(sentence: string, language: Language): RuleFigure[] {
  const fees = [...sentence.matchAll(MONEY[language])].map(([words, number, times, short, shortTimes]) => ({
    ...{ kind: 'fee' as const, words: words.trim() },
    value: String(amountOf((number ?? short)!, times ?? shortTimes)),
  }));
  const free = fees.length === 0 ? FREE.exec(sentence) : null;
  return free ? [{ kind: 'fee', value: '0', words: free[0] }] : fees;
}

/** '1.200.000' and '1,200,000' are a million and more, '1,5' with 'triệu' a million and a half. */
function amountOf(written: string, times: string | undefined): number {
  const grouped = /^\d{1,3}(?:[ .,\u00a0]\d{3})+$/.test(written);
  const number = grouped ? Number(written.replace(/\D/g, '')) : Number(written.replace(',', '.'));
  const factor = TIMES.find(([pattern]) => times !== undefined && pattern.test(times))?.[1] ?? 1;
  return Math.round(number * factor);
}

function counted(
  sentence: string,
  pattern: RegExp,
  language: Language,
): { n: number; words: string; unit: string }[] {
  return [...sentence.matchAll(pattern)].map(([words, number, unit = '']) => {
    const at = NUMBER_WORDS[language].findIndex((row) => row.includes(number!));
    return { n: at < 0 ? Number(number) : at + 1, words: words.trim(), unit };
  });
}
