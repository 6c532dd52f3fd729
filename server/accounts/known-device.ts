import { derivedToken, isDerivedToken, randomToken } from '../platform/secrets.ts';
import type { CookieDoor } from '../platform/web/route.ts';

/** Names no account: each entry is a random name and a mark that only it and one account give. */
const COOKIE = 'known-device';
const MOST_ACCOUNTS = 8;
const PURPOSE = 'known-device';

const entriesIn = (cookies: CookieDoor): [name: string, mark: string][] =>
  (cookies.read(COOKIE) ?? '')
    .split(' ')
    .filter(Boolean)
    .map((entry) => [entry.split('.')[0]!, entry.split('.')[1] ?? '']);

const isOf = (account: string, [name, mark]: [string, string]) =>
  isDerivedToken(mark, PURPOSE, `${account} ${name}`);

/** How this browser is counted at this account; undefined when nobody has signed in to it here. */
export function knownDevice(cookies: CookieDoor, account: string): string | undefined {
  return entriesIn(cookies).find((entry) => isOf(account, entry))?.[0];
}

/** Somebody has signed in here, or has set a password by a letter. It opens nothing: guessing elsewhere does not hold it up. */
export function rememberDevice(cookies: CookieDoor, account: string): void {
  const others = entriesIn(cookies).filter((entry) => !isOf(account, entry));
  const name = knownDevice(cookies, account) ?? randomToken().slice(0, 12);
  const own: [string, string] = [name, derivedToken(PURPOSE, `${account} ${name}`)];
  const entries = [own, ...others].slice(0, MOST_ACCOUNTS);
  cookies.write(COOKIE, entries.map((entry) => entry.join('.')).join(' '), { path: '/' });
}
