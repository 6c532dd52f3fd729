import { foldText } from '../platform/text.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A word of a text: `term` is what is looked up, `form` how it was written where marks tell words apart. */
export interface Word {
  term: string;
  /** A Vietnamese word as written, with its marks; '' where the term says all. */
  form: string;
}

const LONGEST_TERM = 24;
const FEWEST_LETTERS = 2;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const CYRILLIC = /[\u0400-\u04ff]/;

/** Words in small letters as written, in order; everything that is neither letter, mark nor digit separates. */
export function writtenWords(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  );
}

/** As written, with its marks. */
export function isStopWord(written: string): boolean {
  return STOP_WORDS.has(written.replaceAll('ё', 'е'));
}

export function wordOf(written: string): Word {
  const folded = BEYOND_ASCII.test(written) ? foldText(written) : written;
  if (CYRILLIC.test(folded)) return { term: russianStem(folded).slice(0, LONGEST_TERM), form: '' };
  const term = (folded === written ? englishStem(folded) : folded).slice(0, LONGEST_TERM);
  return { term, form: folded === written ? '' : oneSpelling(written) };
}

const TONES = 'òóỏõọùúủũụ';
const PLAIN = 'ooooouuuuu';
const SECOND = { a: 'àáảãạ', e: 'èéẻẽẹ', y: 'ỳýỷỹỵ' } as const;

/** Two spellings are in use: 'hòa' and 'hoà', 'thủy' and 'thuỷ'. */
function oneSpelling(word: string): string {
  return word.replace(/([òóỏõọ])([ae])$|([ùúủũụ])(y)$/, (end) => {
    const tone = TONES.indexOf(end[0]!);
    return PLAIN[tone]! + SECOND[end[1] as keyof typeof SECOND][tone % 5]!;
  });
}

/** Words that tell something, in order. @param known of texts read before with the same */
export function wordsOf(text: string, known = new Map<string, Word>()): Word[] {
  return writtenWords(text)
    .filter((written) => written.length >= FEWEST_LETTERS && !isStopWord(written))
    .map((written) => {
      const word = known.get(written) ?? wordOf(written);
      known.set(written, word);
      return word;
    });
}

/** A word with how often it stands there. */
export type Counted = Word & { times: number };

export function timesOf(words: readonly Word[]): Counted[] {
  const counted = new Map<string, Counted>();
  for (const { term, form } of words) {
    const key = `${term} ${form}`;
    const known = counted.get(key);
    if (known) known.times += 1;
    else counted.set(key, { term, form, times: 1 });
  }
  return [...counted.values()];
}

const FOLDED_STOP_WORDS = new Set([...STOP_WORDS].map((word) => foldText(word)));

/** What may be a stop word typed without its marks: 'cua' is 'của' (of) or 'cửa' (door). */
export function maybeStopWord(written: string): boolean {
  return FOLDED_STOP_WORDS.has(written);
}

const VOWEL = /[aeiouy]/;

/** English words without their commonest endings. Vietnamese syllables, typed without marks, have none of these at their length. */
function englishStem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const one = singular(word);
  const stem = /^(.{3,}?)(ing|ed|ingly|edly|ly|er|ers)$/.exec(one)?.[1];
  const bare = stem && VOWEL.test(stem) ? stem.replace(/([bdgmnprt])\1$/, '$1') : one;
  // 'người', 'thoại' and 'núi' end so in Vietnamese.
  return bare.length >= 5 ? bare.replace(/(e|(?<![aou])i)$/, '') : bare;
}

function singular(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Endings of nouns, adjectives and verbs, the longest first; folded: й is и, ё is е. */
const RUSSIAN_ENDINGS = [
  ...['иями', 'ировать', 'ывать', 'ивать', 'овать'],
  ...[
    'ями',
    'ами',
    'иеи',
    'иям',
    'ием',
    'иях',
    'ими',
    'ыми',
    'его',
    'ого',
    'ему',
    'ому',
    'ает',
    'яет',
    'ают',
    'яют',
  ],
  ...[
    'еите',
    'уите',
    'ите',
    'ила',
    'ыла',
    'или',
    'ыли',
    'ует',
    'уют',
    'ить',
    'ать',
    'ять',
    'еть',
    'ишь',
    'ешь',
  ],
  ...['ала', 'али', 'ало', 'яла', 'яли', 'нно', 'ена', 'ено', 'ены', 'аем', 'уем'],
  ...[
    'ях',
    'ах',
    'ов',
    'ев',
    'ие',
    'ье',
    'еи',
    'ои',
    'ии',
    'ыи',
    'ям',
    'ем',
    'ам',
    'ом',
    'ию',
    'ью',
    'ия',
    'ья',
  ],
  ...['ее', 'ые', 'ое', 'им', 'ым', 'их', 'ых', 'ую', 'юю', 'ая', 'яя', 'ою', 'ею'],
  ...[
    'ал',
    'ял',
    'ил',
    'ыл',
    'ен',
    'ит',
    'ят',
    'ат',
    'ут',
    'ют',
    'ет',
    'ла',
    'ло',
    'ли',
    'на',
    'но',
    'ны',
    'ть',
    'ти',
  ],
  ...['а', 'е', 'и', 'о', 'у', 'ы', 'ь', 'ю', 'я', 'н'],
];
const FEWEST_OF_STEM = 3;

function russianStem(word: string): string {
  if (word.length <= 4) return word;
  const bare = word.replace(/(ся|сь)$/, '');
  const ending = RUSSIAN_ENDINGS.find(
    (each) => bare.endsWith(each) && bare.length - each.length >= FEWEST_OF_STEM,
  );
  const stem = ending ? bare.slice(0, -ending.length) : bare;
  return stem
    .replace(/(ост|ель|ьн|нн)$/, (end) => (stem.length - end.length >= FEWEST_OF_STEM + 1 ? '' : end))
    .replace(/и$/, '');
}
