import { beginningOf } from './beginnings.ts';
import { matchesOf } from './matches.ts';
import { remember } from './remember.ts';
import type { Language } from './types.ts';
import type { Form, Word } from './words.ts';

export type ElementKind =
  | 'date'
  | 'duration'
  | 'time'
  | 'article'
  | 'document'
  | 'amount'
  | 'phone'
  | 'person'
  | 'unit'
  | 'file'
  | 'money'
  | 'share';

export interface Element {
  kind: ElementKind;
  start: number;
  end: number;
}

/** Every quantifier is bounded or separated from its neighbours, so each pattern is linear. */
type Patterns = [ElementKind, Pattern][];

const NOT_IN_WORD = '(?<![\\p{L}\\p{N}/.-])';
const END = '(?![\\p{L}\\p{N}])';

/** Tried at the words with which a match may begin; without `begins`: everywhere. */
interface Pattern {
  expression: RegExp;
  begins?: RegExp;
  /** A sign without which nothing is found. */
  sign?: string;
  cased: boolean;
}

function bounded(source: string, cased: boolean): Pattern {
  const expression = new RegExp(NOT_IN_WORD + source + END, 'uy');
  return { expression, begins: beginningOf(source), cased };
}

/** Matched against the text in small letters, which costs far less than ignoring case. */
function pattern(source: string): Pattern {
  const small = source.replace(/\\p\{\w+\}|[^\\]/gu, (part) =>
    part.startsWith('\\p') ? part.replace('Lu', 'L') : part.toLowerCase(),
  );
  return bounded(small, false);
}

/** Matched against the text as it is: names and numbers of documents begin with a capital. */
function cased(source: string): Pattern {
  return bounded(source, true);
}

/** For what begins inside a word or with a sign. */
function plain(expression: RegExp, sign?: string): Pattern {
  return { expression, cased: true, ...(sign && { sign }) };
}

const COMMON: Patterns = [
  // Before the dates: 21.40 may be either.
  ['time', pattern('(?:[01]?\\d|2[0-3])[:.][0-5]\\d')],
  ['date', pattern('(?!24/[27])\\d{1,2}/\\d{1,2}(?:/(?:20|19)?\\d{2})?(?![/\\d-])')],
  ['date', pattern('\\d{1,2}\\.\\d{2}(?:\\.(?:20|19)?\\d{2})?(?!\\.?\\d)(?=[^%]|$)')],
  ['document', cased('\\d{1,5}(?:/\\d{4})?[/-][\\p{Lu}Đ][\\p{L}\\d]{0,10}(?:-[\\p{L}\\d]{1,10}){0,3}')],
  [
    'file',
    cased(
      '(?=\\p{Lu}{1,5}[-.]?\\d)(?=[\\p{L}\\d.-]{5,24}(?![\\p{L}\\d]))\\p{Lu}{1,5}[-.]?\\d{1,6}(?:[-.]\\d{1,6}){1,3}',
    ),
  ],
  ['phone', plain(/(?<!\d)(?:\+?84|0|8)[ (-]{0,2}\d{2,4}[ )-]{1,2}\d{2,4}[ -]\d{2,4}(?:-\d{2})?(?!\d)/g)],
  ['phone', plain(/(?<![\w.-])[\w.-]{1,30}@[\w-]{1,30}\.[\w.-]{2,30}/g, '@')],
  ['share', cased('\\d{1,3}(?:[.,]\\d{1,2})?\\s?%')],
];

const MONTHS_EN = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const WEEKDAYS_EN = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const MONTHS_RU =
  '(?:январ[яье]|феврал[яье]|март[ае]?|апрел[яье]|ма[яйе]|июн[яье]|июл[яье]|август[ае]?|сентябр[яье]|октябр[яье]|ноябр[яье]|декабр[яье])';
const NUMBER = '\\d{1,3}(?:[ .,\\u00a0]\\d{3}){0,3}(?:[.,]\\d{1,2})?';

const OWN: Record<Language, Patterns> = {
  en: [
    ['date', pattern(`\\d{1,2}(?:st|nd|rd|th)?(?: (?:and|to|or) \\d{1,2})? (?:of )?${MONTHS_EN}`)],
    [
      'date',
      pattern(`(?:early |mid-|late |in |by |until |since |from |end of |before )${MONTHS_EN}(?: \\d{1,4})?`),
    ],
    ['date', pattern(`${MONTHS_EN} \\d{1,2}`)],
    ['date', pattern(`(?:(?:next|this|last|on|by|from|every) )${WEEKDAYS_EN}`)],
    [
      'date',
      pattern(
        '(?:today|tomorrow|yesterday|tonight|this (?:morning|afternoon|evening|week)|next week|last (?:week|night)|the (?:\\d{1,2})(?:st|nd|rd|th))',
      ),
    ],
    [
      'duration',
      pattern(
        '(?:\\d{1,3}|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty|thirty|one|a) (?:(?:working|calendar|more|further) )?(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?)',
      ),
    ],
    [
      'article',
      pattern(
        '(?:article|section|clause|paragraph|appendix|schedule|rule|point) \\d{1,3}(?:\\(\\w{1,3}\\)){0,2}',
      ),
    ],
    [
      'document',
      pattern(
        '(?:decree|decision|circular|law|resolution|plan|notice|letter|directive|order|report|minutes|regulation|act|contract|permit|licence|file|case|slip|ticket) (?:no\\.? ?|number )?[\\p{Lu}\\d]{0,6}[-/]?\\d{1,6}(?:[/-][\\p{L}\\d-]{1,20}){0,3}',
      ),
    ],
    ['phone', pattern('(?:ext(?:ension|\\.)?) \\d{2,4}')],
    [
      'person',
      cased(
        '(?:Mr|Ms|Mrs|Dr|Officer|Inspector|Captain|Lieutenant)\\.? \\p{Lu}[\\p{L}\\p{M}]{1,15}(?: \\p{Lu}[\\p{L}\\p{M}]{0,15}){0,3}',
      ),
    ],
    ['money', pattern(`${NUMBER} ?(?:million |billion |thousand )?(?:dong|vnd|usd|euros?|dollars?|pounds?)`)],
    ['money', plain(/[£$€]\s?\d[\d,.]{0,15}/g)],
    [
      'amount',
      pattern(
        `${NUMBER} ?(?:m2|m²|m|km|kg|metres?|meters?|square|people|households?|children|places?|seats?|lamps?|trees?|trucks?|buses|files?|copies|cm|mm|tonnes?|litres?|dB|%)`,
      ),
    ],
    [
      'unit',
      cased(
        '(?:Department|Division|Office|Centre|Center|Committee|Ward|Commune|Branch|Company|JSC|Inspectorate|Bureau|Unit|Board|Agency|Authority|Council|Police|Ministry|Team|Fund|Station|Works|Secretary|Government|Commission|Service|NHS|Sanitation|Utilities|Hospital|School|Court)',
      ),
    ],
  ],
  vi: [
    [
      'date',
      pattern('(?:ngày|mùng|mồng|hôm|sáng|chiều|tối|trưa|đêm) \\d{1,2}(?:[-–]\\d{1,2})?(?: tháng \\d{1,2})?'),
    ],
    ['date', pattern('(?:tháng|quý) (?:\\d{1,2}|giêng|chạp|i{1,3}|iv)(?:[/-]\\d{4}| năm \\d{4})?')],
    [
      'date',
      pattern(
        '(?:hôm nay|hôm qua|ngày mai|sáng mai|chiều mai|tối nay|sáng nay|chiều nay|tuần sau|tuần này|tuần tới|cuối tuần|cuối tháng|đầu tháng|thứ (?:hai|ba|tư|năm|sáu|bảy) (?:này|tới|tuần))',
      ),
    ],
    [
      'duration',
      pattern(
        '(?:\\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|mười|nửa) (?:ngày(?: làm việc)?|tuần|tháng|năm|giờ|tiếng|phút|buổi)',
      ),
    ],
    ['time', pattern('\\d{1,2} ?(?:giờ|h)(?: ?\\d{2}| rưỡi)?')],
    ['article', pattern('(?:điều|khoản|điểm|mục|phụ lục) (?:\\d{1,3}|[a-zđ])')],
    [
      'document',
      pattern(
        '(?:nghị định|thông tư|luật|quyết định|nghị quyết|công văn|kế hoạch|thông báo|biên bản|phiếu chuyển|phiếu|giấy phép|hợp đồng|hồ sơ|văn bản|tờ trình)(?: số| mã)? ?[\\p{Lu}\\d]{0,6}[-/]?\\d{1,6}(?:[/-][\\p{L}\\d-]{1,20}){0,3}',
      ),
    ],
    [
      'document',
      cased('Luật \\p{Lu}[\\p{L}\\p{M}]{1,8}(?: [\\p{L}\\p{M}]{1,8}){0,8} (?:năm )?(?:19|20)\\d{2}'),
    ],
    ['phone', plain(/(?<!\d)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)/g)],
    [
      'person',
      cased(
        '(?:ông|bà|anh|chị|cô|chú|đồng chí|đ/c|bác sĩ|thầy|Ông|Bà|Anh|Chị|Cô|Đồng chí) \\p{Lu}[\\p{L}\\p{M}]{1,8}(?: \\p{Lu}[\\p{L}\\p{M}]{0,8}){1,3}',
      ),
    ],
    ['money', pattern(`${NUMBER} ?(?:triệu|nghìn|ngàn|tỷ|tỉ|trăm)?(?: đồng|đ|k|\\s?VNĐ)`)],
    ['money', pattern(`${NUMBER} ?(?:triệu|nghìn|ngàn|tỷ|tỉ)`)],
    [
      'amount',
      pattern(
        `${NUMBER} ?(?:m2|m²|m|km|kg|mét|cm|người|hộ|cháu|chỗ|xe|cây|bóng|trụ|lượt|bản|suất|căn|phòng|thửa|hồ sơ|con|cái|lít|tấn|đèn|thùng|chuyến)`,
      ),
    ],
    [
      'unit',
      cased(
        '(?:Sở|Phòng|Chi nhánh|Văn phòng|UBND|Ủy ban|Uỷ ban|Trung tâm|Công an|Công ty|Ban|Chi cục|Cục|Thuế|Đội|Trạm|Kho bạc|Bảo hiểm|Điện lực|Xí nghiệp|Hội đồng|phường|Phường|xã|Xã|phòng|sở|chi nhánh|công an|trung tâm|đội|tổ công tác|Tổ)',
      ),
    ],
  ],
  ru: [
    ['date', pattern(`\\d{1,2}(?:[-–]\\d{1,2}| и \\d{1,2})? ${MONTHS_RU}(?: \\d{4})?`)],
    [
      'date',
      pattern(`(?:в|к|до|с|по|на|за|конец|конца|концу|начале|середине|начала) ${MONTHS_RU}(?: \\d{4})?`),
    ],
    ['date', pattern('\\d{1,2}-(?:го|е|му|м|ого)')],
    [
      'date',
      pattern(
        '(?:сегодня|завтра|вчера|послезавтра|(?:в|во|до|к|с) (?:понедельник[ау]?|вторник[ау]?|сред[уые]|четверг[ау]?|пятниц[уые]|суббот[уые]|воскресень[еяю])|на (?:этой|следующей) неделе)',
      ),
    ],
    [
      'duration',
      pattern(
        '(?:\\d{1,3}|один|одного|два|двух|три|трёх|трех|четырёх|пять|пяти|десять|десяти|недел[юи]|месяца?) (?:(?:рабочих|календарных|банковских|рабочего) )?(?:дн(?:я|ей|ям)|день|недел[иьюя]|месяц(?:а|ев)?|лет|год(?:а)?|час(?:а|ов)?|минут[ыу]?|сут(?:ок|ки))',
      ),
    ],
    [
      'article',
      pattern(
        '(?:ст\\.|стать[яиеёю]|статьей|п\\.|пункт(?:а|у|ом|е)?|ч\\.|част[ьи]|подпункт) ?\\d{1,3}(?:\\.\\d{1,3}){0,2}',
      ),
    ],
    ['document', pattern('(?:рег\\.|исх\\.|вх\\.|N)\\s?[№\\p{L}\\d][\\p{L}\\d./-]{0,20}')],
    ['document', plain(/(?<![\p{L}\p{N}/.-])№\s?[№\p{L}\d][\p{L}\d./-]{0,20}(?![\p{L}\p{N}])/gu, '№')],
    ['phone', pattern('(?:доб\\.|добавочный) ?\\d{2,4}')],
    ['person', cased('\\p{Lu}\\. ?(?:\\p{Lu}\\. ?)?\\p{Lu}[\\p{L}-]{2,20}')],
    [
      'person',
      cased(
        '\\p{Lu}\\p{Ll}{2,15} \\p{Lu}\\p{Ll}{2,15}(?:ович|евич|овна|евна|ична|ича|овны|евны)[аеуы]?(?: \\p{Lu}\\p{Ll}{2,20})?',
      ),
    ],
    ['money', pattern(`${NUMBER} ?(?:тыс\\.? |млн |млрд )?(?:руб(?:\\.|л\\p{L}{1,4})?|₽)`)],
    [
      'amount',
      pattern(
        `${NUMBER} ?(?:м|км|кв\\.?|метр\\p{L}{0,3}|чел\\p{L}{0,5}|мест\\p{L}{0,2}|семей|детей|машин\\p{L}{0,2}|штук|шт\\.?|см|мм|кг|тонн\\p{L}{0,2}|литр\\p{L}{0,2}|раз[а]?|дом\\p{L}{0,2}|светильник\\p{L}{0,2}|дерев\\p{L}{0,3})`,
      ),
    ],
    [
      'unit',
      pattern(
        '(?:администраци[\\p{L}]{1,2}|управлени[\\p{L}]{1,2}|отдел[\\p{L}]{0,3}|департамент[\\p{L}]{0,2}|министерств[\\p{L}]{0,2}|служб[\\p{L}]{1,3}|инспекци[\\p{L}]{1,2}|МУП|ГБУ|МБУ|МКУ|МФЦ|ООО|АО|ГИБДД|Госавтоинспекци[\\p{L}]|Росреестр[\\p{L}]{0,2}|Соцфонд[\\p{L}]{0,2}|комитет[\\p{L}]{0,2}|прокуратур[\\p{L}]{1,2}|полици[\\p{L}]{1,2}|подрядчик[\\p{L}]{0,2}|комисси[\\p{L}]{1,2}|водоканал[\\p{L}]{0,2}|центр[\\p{L}]{0,2})',
      ),
    ],
  ],
};

/** The patterns of a language: those tried at certain words, and those tried everywhere. */
interface Table {
  led: Patterns;
  free: Patterns;
  /** What may begin with a word, worked out when it is first met. */
  begun: Map<Form, Patterns>;
}

function tableOf(language: Language): Table {
  const all = [...COMMON, ...OWN[language]];
  return {
    led: [
      ...all.filter(([, { begins, cased }]) => begins && cased),
      ...all.filter(([, { begins, cased }]) => begins && !cased),
    ],
    free: all.filter(([, { begins }]) => !begins),
    begun: new Map(),
  };
}

const TABLES: Record<Language, Table> = { vi: tableOf('vi'), en: tableOf('en'), ru: tableOf('ru') };
/** Whatever is longer is no word; its beginning tells enough. */
const LONGEST_WORD = 40;

function begunBy({ form, start, end }: Word, text: string, { led, begun }: Table): Patterns {
  const known = begun.get(form);
  if (known) return known;
  const raw = text.slice(start, Math.min(end, start + LONGEST_WORD));
  const small = raw.toLowerCase();
  const made = led.filter(([, { begins, cased }]) => begins!.test(cased ? raw : small));
  return remember(begun, form, made.length > 0 ? made : NONE);
}

const NONE: Patterns = [];

/** Dates, numbers, articles, people and units named in a text, in order; an element inside another is dropped. */
export function elementsOf(text: string, words: readonly Word[], language: Language): Element[] {
  const table = TABLES[language];
  const lowered = text.toLowerCase();
  // A few letters change length in small form; then offsets would shift.
  const small = lowered.length === text.length ? lowered : text;
  const found: Element[] = [];
  for (const [kind, { expression, sign }] of table.free) {
    if (sign && !text.includes(sign)) continue;
    for (const { index, 0: matched } of matchesOf(expression, text))
      found.push({ kind, start: index, end: index + matched.length });
  }
  for (const word of words)
    for (const [kind, { expression, cased }] of begunBy(word, text, table)) {
      expression.lastIndex = word.start;
      if (expression.test(cased ? text : small))
        found.push({ kind, start: word.start, end: expression.lastIndex });
    }
  return withoutInner(found);
}

function withoutInner(found: Element[]): Element[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Element[] = [];
  for (const element of found) {
    const previous = kept.at(-1);
    if (!previous || element.start >= previous.end) kept.push(element);
  }
  return kept;
}
