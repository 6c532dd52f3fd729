import type { CookieDoor } from './route.ts';

/** What this browser has shown a key of: until it is closed, and, where people wish it, longer. */
const UNTIL_CLOSED = 'holds';
const KEPT = 'kept';
const KEPT_SECONDS = 30 * 86_400;
const MOST_HELD = 20;

/** Receipts and participants that a browser holds. @param read a signed cookie */
export function heldBy(read: (name: string) => string | undefined): string[] {
  return [...new Set([UNTIL_CLOSED, KEPT].flatMap((name) => (read(name) ?? '').split(' ').filter(Boolean)))];
}

/**
 * @param held one, or several that one key opens: the first is kept longest
 * @param keep also when the browser is closed: not on a computer that others use
 */
export function hold(
  cookies: CookieDoor,
  held: string | readonly string[],
  { keep }: { keep: boolean },
): void {
  const name = keep ? KEPT : UNTIL_CLOSED;
  const others = heldBy((each) => (each === name ? cookies.read(each) : undefined));
  const given = [held].flat();
  const subjects = new Set(given.map(subject));
  const all = [...given, ...others.filter((each) => !subjects.has(subject(each)))].slice(0, MOST_HELD);
  cookies.write(name, all.join(' '), { maxAgeSeconds: keep ? KEPT_SECONDS : 'until-closed' });
}

/** Nothing of it is left on this computer. */
export function letGo(cookies: CookieDoor, held: string | readonly string[]): void {
  const given = [held].flat();
  for (const name of [UNTIL_CLOSED, KEPT]) {
    const all = heldBy((each) => (each === name ? cookies.read(each) : undefined));
    const left = all.filter((each) => !given.includes(each));
    if (left.length === 0 && all.length > 0) cookies.clear(name);
    else if (left.length < all.length)
      cookies.write(name, left.join(' '), { maxAgeSeconds: name === KEPT ? KEPT_SECONDS : 'until-closed' });
  }
}

/** A browser takes part in a session as one person: a participant stands as CODE:ID. */
function subject(held: string): string {
  return held.split(':')[0]!;
}
