import type { Context } from '../platform/context.ts';
import { randomToken } from '../platform/secrets.ts';
import type { CookieDoor, Visit } from '../platform/web/route.ts';

type Browser = Pick<Visit, 'context' | 'cookies'>;

/** Names no account: each entry is a random name and a mark that only it and one account give. */
const COOKIE = 'known-device';
const MOST_ACCOUNTS = 8;
const PURPOSE = 'known-device';

const entriesIn = (cookies: CookieDoor): [name: string, mark: string][] =>
  (cookies.read(COOKIE) ?? '')
    .split(' ')
    .filter(Boolean)
    .map((entry) => [entry.split('.')[0]!, entry.split('.')[1] ?? '']);

const isOf = ({ site }: Context, account: string, [name, mark]: [string, string]) =>
  site.tokens.isDerived(mark, PURPOSE, `${account} ${name}`);

/** How this browser is counted at this account; undefined when nobody has signed in to it here. */
export function knownDevice({ context, cookies }: Browser, account: string): string | undefined {
  return entriesIn(cookies).find((entry) => isOf(context, account, entry))?.[0];
}

/** Somebody has signed in here, or has set a password by a letter. It opens nothing: guessing elsewhere does not hold it up. */
export function rememberDevice(browser: Browser, account: string): void {
  const { context, cookies } = browser;
  const others = entriesIn(cookies).filter((entry) => !isOf(context, account, entry));
  const name = knownDevice(browser, account) ?? randomToken().slice(0, 12);
  const own: [string, string] = [name, context.site.tokens.derived(PURPOSE, `${account} ${name}`)];
  const entries = [own, ...others].slice(0, MOST_ACCOUNTS);
  cookies.write(COOKIE, entries.map((entry) => entry.join('.')).join(' '), { path: '/' });
}
