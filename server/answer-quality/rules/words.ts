import { remember } from './remember.ts';
import type { Language } from './types.ts';

/** What depends on the letters of a word alone. */
export interface Form {
  /** Lower case, composed, without invisible marks. */
  text: string;
  /** The same without diacritics: texts typed without tone marks meet the cues here. */
  folded: string;
  /** What two forms of the word share. */
  stem: string;
  /** The beginning by which cues are found. */
  key: string;
  /** What is compared between question and answer: the first letters, so that "registration" meets "registered". */
  topic: string;
  capital: boolean;
  /** Two capitals or more and nothing else: an abbreviation, or somebody who shouts. */
  capitals: boolean;
  number: boolean;
  /** How it ends, as a feature, where endings tell something. */
  ending?: string;
}

/** Where a word stands: offsets in the text. */
export interface Place {
  start: number;
  end: number;
}

export interface Word extends Place {
  /** The same object for each place where the word stands: what is worked out for it is worked out once. */
  form: Form;
}

const OF_WORD = /[\p{L}\p{N}\p{M}\p{Cf}]/u;
const INVISIBLE = /\p{Cf}/gu;
const MARKS = /[\u0300-\u036f]/g;
const TONE_PLACES: Record<string, string> = {
  oà: 'òa',
  oá: 'óa',
  oả: 'ỏa',
  oã: 'õa',
  oạ: 'ọa',
  oè: 'òe',
  oé: 'óe',
  oẻ: 'ỏe',
  oẽ: 'õe',
  oẹ: 'ọe',
  uỳ: 'ùy',
  uý: 'úy',
  uỷ: 'ủy',
  uỹ: 'ũy',
  uỵ: 'ụy',
};
const TONE_PLACE = /o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ]/g;
/** Cues are looked up by this many letters. */
export const KEY_LETTERS = 3;
const TOPIC_LETTERS = 5;
/** A word longer than this is no word; its beginning is enough to compare. */
const LONGEST_WORD = 40;

/** Without diacritics, đ as d, ё as е; й keeps its mark because и is another letter. */
export function fold(text: string): string {
  if (/^[a-z0-9]*$/.test(text)) return text;
  const plain = text.replaceAll('й', '\u0001').normalize('NFD').replace(MARKS, '');
  return plain.replaceAll('\u0001', 'й').replaceAll('đ', 'd');
}

function plainWord(raw: string, language: Language): string {
  const word = raw.slice(0, LONGEST_WORD).replace(INVISIBLE, '').normalize('NFC').toLowerCase();
  if (language === 'vi') return word.replace(TONE_PLACE, (pair) => TONE_PLACES[pair] ?? pair);
  return language === 'ru' ? word.replaceAll('ё', 'е') : word;
}

function isCapital(raw: string): boolean {
  const first = String.fromCodePoint(raw.codePointAt(0) ?? 0);
  return first !== first.toLowerCase() && first === first.toUpperCase();
}

function formOf(raw: string, language: Language): Form {
  const text = plainWord(raw, language);
  const folded = language === 'en' ? text : fold(text);
  const letters = LONGEST_ENDING[language];
  return {
    text,
    folded,
    stem: stemOf(text, language),
    key: folded.slice(0, KEY_LETTERS),
    topic: language === 'vi' ? folded : folded.slice(0, TOPIC_LETTERS),
    capital: isCapital(raw),
    capitals: /^\p{Lu}{2,}$/u.test(raw),
    number: /^\p{N}/u.test(text),
    ...(letters > 0 && text.length > 5 && { ending: `s:${text.slice(-letters)}` }),
  };
}

/** Forms that end so tell tense and voice in Russian and English. */
const LONGEST_ENDING: Record<Language, number> = { vi: 0, en: 3, ru: 2 };

/** Texts repeat their words: each form is worked out once. */
const forms: Record<Language, Map<string, Form>> = { vi: new Map(), en: new Map(), ru: new Map() };

function knownForm(raw: string, language: Language): Form {
  const known = forms[language];
  const form = known.get(raw);
  if (form) return form;
  const made = formOf(raw, language);
  return raw.length <= LONGEST_WORD ? remember(known, raw, made) : made;
}

/** For each code unit below the surrogates and above: 1 belongs to words, 2 does not, 0 not asked yet. */
const belongs = new Uint8Array(0x10000);

/** Does this code unit belong to a word? */
function isOfWord(unit: number): boolean {
  const known = belongs[unit]!;
  if (known !== 0) return known === 1;
  const answer = OF_WORD.test(String.fromCharCode(unit));
  belongs[unit] = answer ? 1 : 2;
  return answer;
}

/** How many code units the letter of a word at this place has; 0: none is there. */
function letterAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) return isOfWord(unit) ? 1 : 0;
  const point = text.codePointAt(at)!;
  return point > 0xffff && OF_WORD.test(String.fromCodePoint(point)) ? 2 : 0;
}

/** Linear in the length of the text. */
function eachPlace(text: string, take: (start: number, end: number) => void): void {
  for (let start = 0; start < text.length; start++) {
    let end = start;
    for (let width = letterAt(text, end); width > 0; width = letterAt(text, end)) end += width;
    if (end === start) continue;
    take(start, end);
    start = end;
  }
}

const ONLY_INVISIBLE = /^\p{Cf}+$/u;

/** Where words stand, for whoever does not ask what they are. */
export function placesOf(text: string): Place[] {
  const places: Place[] = [];
  eachPlace(text, (start, end) => {
    if (!ONLY_INVISIBLE.test(text.slice(start, end))) places.push({ start, end });
  });
  return places;
}

/** All words of a text with their offsets in it. */
export function wordsOf(text: string, language: Language): Word[] {
  const words: Word[] = [];
  eachPlace(text, (start, end) => {
    const form = knownForm(text.slice(start, end), language);
    if (form.text !== '') words.push({ form, start, end });
  });
  return words;
}

const ENGLISH_ENDING = /(?:ations?|ingly|ments?|ness|ings?|edly|ies|ied|ed|es|ly|s|e|y)$/;

/** What two forms of one word share; Vietnamese syllables do not inflect. */
function stemOf(word: string, language: Language): string {
  if (language === 'vi') return word;
  if (language === 'ru')
    return word.length > 5 ? word.slice(0, Math.max(4, Math.min(6, word.length - 2))) : word.slice(0, 4);
  if (word.length < 4) return word;
  const stem = word.replace(ENGLISH_ENDING, '');
  return stem.length >= 3 ? stem.slice(0, 7) : word;
}
