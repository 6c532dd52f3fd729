/** Laws cited by their name and year: 'Luật Đất đai 2024', 'the 2024 Land Law', 'Закон о земле 2024 года'. */
export interface NamedLaw {
  start: number;
  end: number;
  text: string;
  key: string;
  /** Written small. Russian laws always are: 'закон о земле'. */
  loose: boolean;
}

const YEAR = '(?<year>(?:19|20)\\d{2})(?![\\d/\\p{L}-])';
/** Words that belong to the sentence and to no law's name: 'Luật Đất đai, trong năm 2026 Sở sẽ…'. */
const NOT_VI =
  'trong|từ|đến|ngày|tháng|quý|kỳ|sẽ|đã|đang|này|đó|thì|là|khi|nếu|do|vì|nên|phải|ông|bà|sở|ubnd|phường|xã|trước|sau|vào|hết|cuối|đầu|nêu|tại';
const NOT_EN =
  'under|the|in|by|per|with|as|see|from|since|and|our|this|article|clause|no|of|to|for|vietnam|vietnamese';
const NOT_RU = 'от|с|в|на|до|после|согласно|он|она|мы|вы|это|который|которая|которого';

/** Words are bounded in length and number, so that each place is read in a bounded time. */
const LAW_VI = new RegExp(
  `(?<!\\p{L}|pháp |kỷ )(?:bộ luật|luật(?! (?:sư|gia)(?!\\p{L}))|pháp lệnh)(?<name>(?:,? (?!(?:${NOT_VI}|năm)(?!\\p{L}))\\p{L}{1,10}){1,12}?)(?:,? năm)? \\(?${YEAR}\\)?`,
  'giu',
);
const EN_WORD = `(?!(?:${NOT_EN})(?!\\p{L}))[\\p{L}'’-]{1,18}`;
const LAW_EN = [
  // Law on Land 2024, Law on Housing of 2023
  new RegExp(
    `(?<!\\p{L})(?:law|ordinance|code) on(?: the)?(?<name>(?: (?:and |of |the ){0,2}${EN_WORD},?){1,8}?) (?:of )?\\(?${YEAR}\\)?`,
    'giu',
  ),
  // Land Law 2024, Civil Code (2015)
  new RegExp(
    `(?<!\\p{L})(?<name>(?:(?!(?:${capitalised(NOT_EN)})(?!\\p{L}))\\p{Lu}[\\p{L}'’-]{1,17},? (?:and )?){1,5}(?:Law|Code|Ordinance))(?:,| of)? \\(?${YEAR}\\)?`,
    'gu',
  ),
  // the 2024 Land Law
  /(?<![\d/.-])(?<year>(?:19|20)\d{2}) (?<name>(?:\p{Lu}[\p{L}'’-]{1,17},? (?:and )?){1,5}(?:Law|Code|Ordinance))(?!\p{L})/gu,
  // the 2024 Law on Land
  /(?<![\d/.-])(?<year>(?:19|20)\d{2}) (?:Law|Ordinance) on(?<name>(?:,? (?:and |of )?\p{Lu}[\p{L}'’-]{1,17}){1,6})/gu,
];
const YEAR_RU = `${YEAR}(?: ?г\\.| года?(?!\\p{L}))?\\)?`;
const LAW_RU = [
  new RegExp(
    `(?<!\\p{L})закон[а-я]{0,2} «?(?<name>об?(?: (?!(?:${NOT_RU})(?!\\p{L}))[а-яё-]{1,20}){1,8}?)»?,?(?: от| за)? \\(?${YEAR_RU}`,
    'giu',
  ),
  new RegExp(`(?<!\\p{L})(?<name>[а-яё]{4,20} кодекс[а-я]{0,2})(?: от)? \\(?${YEAR_RU}`, 'giu'),
];

/** Laws named in a text. Most texts name none, which one word tells. */
export function* lawsIn(text: string): Generator<NamedLaw> {
  if (/luật|pháp lệnh/iu.test(text)) yield* namedBy(LAW_VI, text);
  if (/law|code|ordinance/iu.test(text)) for (const pattern of LAW_EN) yield* namedBy(pattern, text);
  if (/закон|кодекс/iu.test(text)) for (const pattern of LAW_RU) yield* namedBy(pattern, text);
}

function* namedBy(pattern: RegExp, text: string): Generator<NamedLaw> {
  for (const match of text.matchAll(pattern)) {
    const { name, year } = match.groups!;
    const end = match.index + match[0].length;
    const loose = !LAW_RU.includes(pattern) && !(/^ ?\p{Lu}/u.test(name!) && /^[\p{Lu}\d]/u.test(match[0]));
    yield { start: match.index, end, text: match[0], key: lawKey(name!, year!), loose };
  }
}

/**
 * One spelling for a law's name without its kind, in each language: 'Đất đai'; 'Land' also for 'Land Law' and
 * 'Law on the Land'; 'о земле'. English words without their plural, Russian ones by the letters that no case changes.
 */
export function lawKey(name: string, year: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/ law$/, '')
    .match(/\p{L}+/gu);
  const kept = (words ?? [])
    .filter((word) => word !== 'the')
    .map((word) => (/[а-я]/.test(word) ? word.slice(0, 6) : word.replace(/(?<=...)s$/, '')));
  return `${kept.join(' ')} ${year}`;
}

function capitalised(words: string): string {
  return words
    .split('|')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('|');
}
