import { foldText } from '../../platform/text.ts';

/** NIST SP 800-63B, 5.1.1.2: length counts, composition does not; long phrases are welcome. */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 200;
/** Fewer different characters than this are a pattern on the keyboard, not a password. */
const LEAST_DIFFERENT = 5;
/** What has to remain when the person's own name and address are taken out. */
const LEAST_OWN = 8;

/** What many people take when twelve characters are asked for. Compared without case, diacritics and separators. */
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

const bare = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');

function isCommon(password: string): boolean {
  const plain = bare(password);
  return COMMON.some(
    (common) => plain === bare(common) || (plain.includes(bare(common)) && plain.length < 16),
  );
}

function isPersonal(password: string, person: { name: string; email: string }): boolean {
  const local = person.email.split('@')[0] ?? '';
  let rest = bare(password);
  for (const own of [person.email, person.name, local, ...person.name.split(/\s+/)].map(bare))
    if (own.length >= 3) rest = rest.replaceAll(own, '');
  return rest !== bare(password) && rest.length < LEAST_OWN;
}

/**
 * What is wrong with a password, as a text key; undefined when it may be used. No rule asks for digits or signs.
 * @param password in Unicode NFKC, as it will be hashed
 */
export function passwordFault(password: string, person: { name: string; email: string }): string | undefined {
  const characters = [...password];
  if (characters.length < PASSWORD_LEAST) return 'accounts.errors.password-short';
  if (characters.length > PASSWORD_MOST) return 'accounts.errors.password-long';
  if (isPersonal(password, person)) return 'accounts.errors.password-personal';
  if (new Set(characters).size < LEAST_DIFFERENT || isCommon(password))
    return 'accounts.errors.password-common';
  return undefined;
}
