import { ownPath } from '../platform/web/own-path.ts';
import { type Reply, seeOther } from '../platform/web/reply.ts';
import type { Visit } from '../platform/web/route.ts';
import type { Admitted } from './actions/sessions.ts';
import { rememberDevice } from './known-device.ts';
import { type Account, AccountModel } from './model.ts';
import { HALF_WAY_MINUTES } from './rules.ts';
import { startPageOf } from './start-page.ts';

/** Somebody has given the password, and no session has begun yet: it opens the second step and nothing else. */
const COOKIE = 'half-signed-in';
const PATH = '/sign-in';
const PURPOSE = 'half-signed-in';
const SECONDS = HALF_WAY_MINUTES * 60;

const STEPS = { code: '/sign-in/code', factor: '/sign-in/second-factor' } as const;

type Browser = Pick<Visit, 'context' | 'cookies'>;

const withTo = (path: string, to: string) => (to ? `${path}?to=${encodeURIComponent(to)}` : path);

function keep({ context, cookies }: Browser, { id, epoch }: Admitted): void {
  const until = context.now.getTime() + SECONDS * 1000;
  const value = context.site.tokens.seal(JSON.stringify([id, epoch, until]), PURPOSE, '');
  cookies.write(COOKIE, value, { path: PATH, maxAgeSeconds: SECONDS });
}

function read({ context, cookies }: Browser): [id: string, epoch: number] | undefined {
  const opened = context.site.tokens.unseal(cookies.read(COOKIE) ?? '', PURPOSE, '');
  if (!opened) return undefined;
  const [id, epoch, until] = JSON.parse(opened) as [string, number, number];
  return until > context.now.getTime() ? [id, epoch] : undefined;
}

/** Whose password was given in this browser; undefined when that was too long ago or no longer holds. */
export async function halfSignedIn(visit: Browser): Promise<Account | undefined> {
  const [id, epoch] = read(visit) ?? [];
  const account = id && (await AccountModel.findOne({ _id: id, status: 'active' }));
  return account && account.epoch === epoch ? account : undefined;
}

/**
 * Lets somebody in, or on to what is still missing.
 * @param proven the password or a code was given just now; a provider where somebody was signed in already asks for none
 */
export async function enter(
  visit: Visit<any, any>,
  person: Admitted,
  to: string,
  { proven = true }: { proven?: boolean } = {},
): Promise<Reply> {
  if (person.missing) {
    keep(visit, person);
    return seeOther(withTo(STEPS[person.missing], to));
  }
  await visit.session.signIn(person.id, person.epoch, proven);
  visit.cookies.clear(COOKIE, PATH);
  rememberDevice(visit, person.id);
  return seeOther(to ? ownPath(to) : await startPageOf(person, visit.context.now));
}
