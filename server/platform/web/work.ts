import { createHash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { type Context, isStaff } from '../context.ts';
import { WorkNeeded } from '../errors.ts';
import { translator } from '../i18n/texts.ts';
import { fieldsOf, typedIn, WORK } from './form-pages.ts';
import { giveBackAsked, type Limit, type Limits } from './limits.ts';
import { page, type Reply } from './reply.ts';
import type { Route, Visit } from './route.ts';

/** Some 65,000 digests: a second or two in a browser, and nothing that a person notices of the bill. */
export const WORK_BITS = 16;
/** Whoever has no script waits instead. */
export const WAIT_SECONDS = 20;
const GOOD_FOR_MS = 30 * 60_000;
/** For programs, in the header of this name: `challenge:nonce`. */
export const WORK_HEADER = 'Proof-Of-Work';

/** A question that only this site can have asked, and the time when it was asked. */
export function newChallenge({ site, now }: Context): string {
  const asked = `${now.getTime().toString(36)}.${randomBytes(9).toString('base64url')}`;
  return `${asked}.${site.tokens.derived('work', asked)}`;
}

/** When it was asked; undefined for one that nobody has asked, or too long ago. */
function askedAt({ site, now }: Context, challenge: string): Date | undefined {
  const [time = '', random = '', mark = ''] = challenge.split('.');
  if (!site.tokens.isDerived(mark, 'work', `${time}.${random}`)) return undefined;
  const asked = Number.parseInt(time, 36);
  return now.getTime() - asked <= GOOD_FOR_MS ? new Date(asked) : undefined;
}

/** The digest of challenge and number begins with enough zeros. */
export function isWorked(challenge: string, nonce: string, bits = WORK_BITS): boolean {
  if (!/^\d{1,12}$/.test(nonce)) return false;
  const digest = createHash('sha256').update(`${challenge}:${nonce}`).digest();
  return digest.readUInt32BE(0) >>> (32 - bits) === 0;
}

interface Asked {
  context: Context;
  /** `challenge:nonce`; without script there is no nonce. */
  given: string;
  network: string;
  limits: Limits;
  /** Of the door. */
  limit: Limit | undefined;
}

/** @throws WorkNeeded; TooMany when a network has only waited too often */
async function checkWork({ context, given, network, limits, limit }: Asked): Promise<void> {
  const [challenge = '', nonce = ''] = given.split(':');
  const asked = askedAt(context, challenge);
  if (!asked) throw new WorkNeeded(newChallenge(context));
  const worked = isWorked(challenge, nonce);
  const left = WAIT_SECONDS - (context.now.getTime() - asked.getTime()) / 1000;
  if (!worked && left > 0) throw new WorkNeeded(challenge, Math.ceil(left));
  // A wait that is refused leaves the question good for the next try.
  if (!worked) await limits.take('waits', network);
  // Each question is answered once.
  if ((await limits.add('work', challenge)).consumed > 1) throw new WorkNeeded(newChallenge(context));
  await giveBackAsked(limits, network, limit);
}

/** What opens by itself cannot be flooded with guesses; whom the city knows has shown who it is. */
function isExempt(
  { context }: Pick<Visit, 'context'>,
  { limit, provesItself }: Pick<Route, 'limit' | 'provesItself'>,
  known: boolean,
): boolean {
  return isStaff(context.actor) || known || provesItself === true || limit === 'keys' || limit === 'links';
}

/**
 * Before a flood: strangers whose forms come fast, and all of them while the guard is strict, prove that their machine has
 * worked for it. @throws WorkNeeded; TooMany
 */
export async function askForWork(
  visit: Visit,
  each: Route,
  { request, near, known }: { request: Request; near: boolean; known: boolean },
): Promise<void> {
  const mode = visit.context.site.catalogue.guard?.();
  const strict = mode === 'strict';
  if (mode === 'off' || each.method !== 'post' || isExempt(visit, each, known)) return;
  if (each.onlyShows?.(visit.body)) return;
  if (!strict && (!near || each.fromElsewhere)) return;
  // What cannot come back with the form is counted by itself.
  if (each.files && !each.files.kept && visit.files.length > 0) return;
  const typed: unknown = request.body?.[WORK];
  const given = each.fromElsewhere ? request.header(WORK_HEADER) : typed;
  const { context, network, limits } = visit;
  const { limit } = each;
  await checkWork({ context, given: typeof given === 'string' ? given : '', network, limits, limit });
}

/** The same for programs without a token, while the guard is strict. @throws WorkNeeded; TooMany */
export async function askProgramForWork(asked: Asked): Promise<void> {
  const { context } = asked;
  if (context.site.catalogue.guard?.() !== 'strict' || isStaff(context.actor)) return;
  await checkWork(asked);
}

/** The form once more, hidden: script works and sends it, others wait and press the button. */
export function workPage(visit: Visit, request: Request, refusal: WorkNeeded): Reply {
  const typed = typedIn(request);
  const kept = visit.kept.map(({ mark }) => ({ name: '_file', value: mark }));
  return page(
    'errors/work',
    {
      title: translator(visit.context.language)('errors.work.title'),
      action: request.originalUrl,
      fields: [...fieldsOf(typed), ...kept],
      passwords: Object.keys(typed).filter((name) => /password/i.test(name)),
      ...{ field: WORK, challenge: refusal.challenge, bits: WORK_BITS },
      seconds: refusal.waits ?? WAIT_SECONDS,
      early: refusal.waits !== undefined && typeof request.body?.[WORK] === 'string',
    },
    refusal.status,
  );
}
