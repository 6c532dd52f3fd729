import { foldText } from '../../platform/text.ts';

/** NIST SP 800-63B, 5.1.1.2: length counts, composition does not; long phrases are welcome. */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 200;
/** Fewer different characters than this are a pattern on the keyboard, not a password. */
const LEAST_DIFFERENT = 5;
/** What has to remain when the person's own name and address, or the city's name, are taken out. */
const LEAST_OWN = 8;

/** What people here take when twelve characters are asked for, alone or with a little more. The long list is `data/seed`'s. */
const COMMON = [
  '123456789012',
  '1234567890123',
  '123456781234',
  '0123456789',
  '9876543210',
  'abcdefghijkl',
  'abcd12345678',
  'qwertyuiop',
  'qwerty123456',
  'asdfghjkl',
  '1q2w3e4r5t6y',
  'q1w2e3r4t5y6',
  'passwordpassword',
  'password1234',
  'password12345',
  'password123456',
  'adminadmin',
  'administrator',
  'letmeinletmein',
  'welcome12345',
  'iloveyou1234',
  'changemeplease',
  'matkhau12345',
  'matkhau123456',
  'matkhaumatkhau',
  'anhyeuem1234',
  'emyeuanh1234',
  'vietnam12345',
  'hanoi123456',
  'hanoi12345678',
  'thudohanoi2026',
  'йцукенгшщзхъ',
  'парольпароль',
  'пароль123456',
];

/** Without case, diacritics and separators, as passwords are compared. */
const bare = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');

function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const plain = bare(password);
  return (
    common.has(plain) ||
    COMMON.some((each) => plain === bare(each) || (plain.includes(bare(each)) && plain.length < 16))
  );
}

/** Little remains once these words are taken out. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  let rest = bare(password);
  for (const word of words.map(bare)) if (word.length >= 3) rest = rest.replaceAll(word, '');
  return rest !== bare(password) && rest.length < LEAST_OWN;
}

function wordsOf({ name, email }: Person): string[] {
  return [email, name, email.split('@')[0] ?? '', ...name.split(/\s+/)];
}

interface Person {
  name: string;
  email: string;
}

/** What somebody who guesses tries first. */
export interface Guessed {
  /** As `bare` writes them. */
  common: ReadonlySet<string>;
  /** Names of the city and of this site. */
  city: readonly string[];
}

/**
 * What is wrong with a password, as a text key; undefined when it may be used. No rule asks for digits or signs.
 * @param password in Unicode NFKC, as it will be hashed
 */
export function passwordFault(
  password: string,
  person: Person,
  { common, city }: Guessed,
): string | undefined {
  const characters = [...password];
  if (characters.length < PASSWORD_LEAST) return 'accounts.errors.password-short';
  if (characters.length > PASSWORD_MOST) return 'accounts.errors.password-long';
  if (isMadeOf(password, wordsOf(person))) return 'accounts.errors.password-personal';
  if (isMadeOf(password, city)) return 'accounts.errors.password-city';
  if (new Set(characters).size < LEAST_DIFFERENT || isCommon(password, common))
    return 'accounts.errors.password-common';
  return undefined;
}
