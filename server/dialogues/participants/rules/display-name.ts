/**
 * A display name is whatever somebody likes, but nobody speaks for a session who does not run it: words for chair and
 * moderators are refused, in three languages and however they are spelt, and so are the names of those who run the session
 * and answer in it.
 */

/** Cyrillic and Greek letters, digits and signs that are read as Latin letters. */
const READ_AS: Record<string, string> = {
  a: 'аαɑ4@',
  b: 'ьвβ8',
  c: 'сϲ',
  d: 'ԁđ',
  e: 'еєεё3',
  g: 'ɡ',
  h: 'нһ',
  i: 'іιıї1!|',
  j: 'ј',
  k: 'кκ',
  l: 'ӏℓ',
  m: 'м',
  n: 'пηո',
  o: 'оοσ0',
  p: 'рρ',
  q: 'ԛ',
  s: 'ѕ5$',
  t: 'тτ7',
  u: 'υս',
  v: 'ѵν',
  w: 'ԝω',
  x: 'хχ',
  y: 'уүγ',
};
const LETTERS = new Map(
  Object.entries(READ_AS).flatMap(([letter, seen]) => [...seen].map((each) => [each, letter] as const)),
);

/** Nobody else is called that. */
const NEVER = [
  ...['chủ tọa', 'chủ toạ', 'người chủ trì', 'người điều hành', 'ban điều hành', 'điều hành viên'],
  ...['người điều phối', 'điều phối viên', 'ban tổ chức', 'thư ký phiên', 'quản trị viên', 'ubnd'],
  ...['ủy ban nhân dân', 'uỷ ban nhân dân'],
  ...['moderator', 'moderators', 'chairman', 'chairwoman', 'chairperson', 'admin', 'administrator'],
  ...['organiser', 'organizer', 'organisers', 'organizers'],
  ...['модератор', 'модераторы', 'председательствующий', 'председательствующая', 'администратор'],
  ...['администрация', 'организатор', 'организаторы'],
].map(wordsOf);

/** These only when no more is said: the manager of a firm, or the chair of a house, may ask as such. */
const NOT_ALONE = [
  ...['chủ trì', 'điều hành', 'điều phối', 'quản trị', 'chủ tịch'],
  ...['chair', 'host', 'official', 'system', 'staff'],
  ...['председатель', 'ведущий', 'ведущая'],
].map(wordsOf);

/** Says nothing more. */
const FILLING = [
  ...['phiên', 'buổi', 'đối thoại', 'hội nghị', 'ông', 'bà', 'anh', 'chị', 'của', 'hà nội', 'thành phố'],
  ...['the', 'of', 'mr', 'ms', 'mrs', 'session', 'dialogue', 'meeting', 'city', 'hanoi'],
  ...['диалога', 'встречи', 'города', 'господин', 'госпожа', 'ханоя'],
].map(wordsOf);

/** A word as it is read: `seen` with its diacritics, `plain` without any. */
interface Word {
  seen: string;
  plain: string;
}

function read(word: string): string {
  return [...word].map((letter) => LETTERS.get(letter) ?? letter).join('');
}

function bare(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '');
}

function wordsOf(text: string): Word[] {
  const pieces =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}@$!|]+/gu) ?? [];
  return pieces
    .map((piece) => piece.replace(/^[\p{N}!|]+|[\p{N}!|]+$/gu, ''))
    .filter((piece) => piece !== '')
    .map((piece) => ({ seen: read(piece).normalize('NFC'), plain: read(bare(piece)) }));
}

/** 'Chu tọa' is meant to be read as 'chủ tọa'; 'Chu Trí' is somebody's name and not 'chủ trì'. */
const isMeant = (word: Word, wanted: Word): boolean =>
  word.seen === wanted.seen || word.seen === wanted.plain;

/** Where a phrase begins in words; -1: nowhere. */
function placeOf(phrase: readonly Word[], words: readonly Word[]): number {
  return words.findIndex((_, at) =>
    phrase.every((wanted, next) => words[at + next] && isMeant(words[at + next]!, wanted)),
  );
}

function without(words: readonly Word[], phrases: readonly Word[][]): Word[] {
  let left = [...words];
  for (const phrase of phrases)
    for (let at = placeOf(phrase, left); at >= 0; at = placeOf(phrase, left))
      left = [...left.slice(0, at), ...left.slice(at + phrase.length)];
  return left;
}

const together = (words: readonly Word[], how: keyof Word): string => words.map((word) => word[how]).join('');

/** Why nobody may go by a name in a session; undefined: it is fine. @param staff names of those who run it and answer in it */
export function nameRefusal(name: string, staff: readonly string[]): 'office' | 'staff' | undefined {
  const words = wordsOf(name);
  const bareName = without(words, FILLING);
  const whole = together(bareName, 'plain');
  if (staff.some((each) => whole !== '' && together(without(wordsOf(each), FILLING), 'plain') === whole))
    return 'staff';
  const seen = together(words, 'seen');
  // Also 'm o d e r a t o r'.
  const spelt = [...NEVER, ...NOT_ALONE].some((phrase) =>
    [together(phrase, 'seen'), together(phrase, 'plain')].includes(seen),
  );
  if (spelt || NEVER.some((phrase) => placeOf(phrase, words) >= 0)) return 'office';
  const alone = NOT_ALONE.some((phrase) => placeOf(phrase, words) >= 0);
  return alone && without(bareName, NOT_ALONE).length === 0 ? 'office' : undefined;
}
