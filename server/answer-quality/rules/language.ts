import type { Language } from './types.ts';

const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /\p{Script=Latin}/gu;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** What only Vietnamese writes with: đ, ă, â, ê, ô, ơ, ư, and tones on them or on other vowels. */
const VIETNAMESE = /[đăâêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u1ea0-\u1ef9]/iu;

/** Small words that are no syllables of the other language. */
const ENGLISH = new Set(
  (
    'the of and is are was were will by for with this that you your we our not from has have been which its may must ' +
    'if or at as it they their these than there please'
  ).split(' '),
);
/** Vietnamese typed without its marks. */
const UNMARKED = new Set(
  'khong duoc cua nguoi cac va cho trong ngay se da voi theo tai nay nhung viec phai neu gui ong ba'.split(
    ' ',
  ),
);

const FEWEST_LETTERS = 25;
/** A short sentence may well do without small words. */
const FEWEST_TO_DOUBT = 120;
/** A letter says in its beginning in which language it is. */
const READ = 6_000;

/** The language of a text; 'unsure' where it is mixed or none of ours; undefined where it is too short to tell. */
export function languageOf(text: string): Language | 'unsure' | undefined {
  const read = text.slice(0, READ);
  const cyrillic = read.match(CYRILLIC)?.length ?? 0;
  const latin = read.match(LATIN)?.length ?? 0;
  if (cyrillic + latin < FEWEST_LETTERS) return undefined;
  const share = cyrillic / (cyrillic + latin);
  if (share >= 0.6) return 'ru';
  const found =
    share > 0.25
      ? 'unsure'
      : ofLatin((read.normalize('NFC').match(WORD) ?? []).map((word) => word.toLowerCase()));
  return found === 'unsure' && cyrillic + latin < FEWEST_TO_DOUBT ? undefined : found;
}

function ofLatin(words: string[]): Language | 'unsure' {
  const shareOf = (fits: (word: string) => boolean) => words.filter(fits).length / words.length;
  const marked = shareOf((word) => VIETNAMESE.test(word));
  const english = shareOf((word) => ENGLISH.has(word));
  // In English letters only names are marked; small words make a quarter of any text.
  if (english >= 0.1) return marked < 0.4 ? 'en' : 'unsure';
  if (marked >= 0.25 || shareOf((word) => UNMARKED.has(word)) >= 0.12) return 'vi';
  return 'unsure';
}
