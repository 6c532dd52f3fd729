import type { Request, Response } from 'express';
import { machineClock } from '../clock/clock.ts';
import { type Context, LANGUAGES, type Language, type Site } from '../context.ts';
import { preferredLanguage } from '../i18n/texts.ts';
import { cookieName, readCookie } from './cookie-names.ts';
import { deviceOf } from './device.ts';
import { offeredBy } from './frame.ts';
import { heldBy } from './holds.ts';
import { networkOf } from './network.ts';
import type { WebParts } from './parts.ts';
import type { CookieDoor, SessionDoor, Visit } from './route.ts';

const ONE_YEAR_SECONDS = 365 * 24 * 3600;
export const LANGUAGE_COOKIE = 'language';

/** Who asks, when and in which language, with what their browser brought. */
export async function visitOf(parts: WebParts, request: Request, response: Response): Promise<Visit> {
  const cookies = cookieDoor(request, response, isSecure(parts.site));
  const holds = heldBy(cookies.read);
  const now = parts.site.clock.now();
  const { actor, language } = await parts.actorOf(request.session, holds, now);
  const context: Context = {
    site: parts.site,
    actor,
    now,
    language: firstOffered(parts.site, [
      askedLanguage(request),
      chosenLanguage(parts.site, request),
      language,
      preferredLanguage(request.headers['accept-language']),
    ]),
    requestId: request.id,
  };
  return {
    context,
    params: request.params as Record<string, string>,
    query: {},
    body: {},
    ...{ files: [], kept: [], fileFaults: [] },
    address: request.originalUrl,
    origin: request.headers.origin,
    network: networkOf(request.ip ?? 'unknown'),
    limits: parts.limits,
    session: sessionDoor(parts, request, response),
    cookies,
  };
}

function firstOffered(site: Site, wanted: (Language | undefined)[]): Language {
  const offered = offeredBy(site);
  return wanted.find((each) => each && offered.includes(each)) ?? 'vi';
}

/** By the address: the same page in each language, as search engines list it. */
function askedLanguage(request: Request): Language | undefined {
  return request.method === 'GET' ? LANGUAGES.find((each) => each === request.query['language']) : undefined;
}

function chosenLanguage(site: Site, request: Request): Language | undefined {
  const cookie = readCookie(request.signedCookies, LANGUAGE_COOKIE, isSecure(site));
  return LANGUAGES.find((each) => each === cookie);
}

function sessionDoor(
  { sessions, sessionEnded, proofMinutes }: WebParts,
  request: Request,
  response: Response,
): SessionDoor {
  /** Of the session that ends here, if there is one. */
  const endOf = (): (() => void) => {
    const { sessionID, session } = request;
    return () => void (session?.accountId && sessionEnded(sessionID));
  };
  return {
    async signIn(accountId, epoch, proven = true) {
      const ended = endOf();
      if (!request.session) await sessions.begin(request, response);
      await new Promise<void>((resolve, reject) => {
        // A fresh id at sign-in: one that somebody planted before is worth nothing.
        request.session.regenerate((fault) => {
          if (fault) return reject(fault);
          request.session.accountId = accountId;
          request.session.epoch = epoch;
          request.session.endsAt = request.session.cookie.expires!.getTime();
          request.session.begunAt = machineClock.now().getTime();
          if (proven) request.session.provedAt = request.session.begunAt;
          request.session.network = networkOf(request.ip ?? 'unknown');
          request.session.device = deviceOf(request.headers['user-agent']);
          request.session.save((unsaved) => (unsaved ? reject(unsaved) : resolve()));
        });
      });
      ended();
    },
    proven() {
      const age = machineClock.now().getTime() - (request.session?.provedAt ?? 0);
      return age < proofMinutes * 60_000;
    },
    noteProof: () =>
      new Promise((resolve, reject) => {
        request.session.provedAt = machineClock.now().getTime();
        request.session.save((unsaved) => (unsaved ? reject(unsaved) : resolve()));
      }),
    tries: () => request.sessionID,
    all: () => sessions.like(request),
    async end(chosen) {
      const keys = await sessions.endLike(request, chosen);
      for (const key of keys) sessionEnded(key);
      return keys.length;
    },
    async signOut() {
      if (!request.session) return;
      const ended = endOf();
      await new Promise<void>((resolve, reject) => {
        request.session.destroy((fault) => (fault ? reject(fault) : resolve()));
      });
      ended();
    },
  };
}

export const isSecure = ({ publicUrl }: Pick<Site, 'publicUrl'>): boolean => publicUrl.startsWith('https:');

function cookieDoor(request: Request, response: Response, secure: boolean): CookieDoor {
  const common = { httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (name) => readCookie(request.signedCookies, name, secure),
    write: (name, value, { maxAgeSeconds = ONE_YEAR_SECONDS, path = '/' }) =>
      void response.cookie(cookieName(name, { secure, path }), value, {
        ...{ ...common, signed: true, path },
        ...(maxAgeSeconds === 'until-closed' ? {} : { maxAge: maxAgeSeconds * 1000 }),
      }),
    // By the name of before, too: or it would be read again.
    clear(name, path = '/') {
      for (const each of new Set([cookieName(name, { secure, path }), name]))
        response.clearCookie(each, { ...common, path });
    },
  };
}

/** For replies before anybody has asked who it is. */
export function strangerContext(parts: WebParts, request: Request): Context {
  return {
    site: parts.site,
    actor: { kind: 'visitor', holds: [] },
    now: parts.site.clock.now(),
    language: chosenLanguage(parts.site, request) ?? preferredLanguage(request.headers['accept-language']),
    requestId: request.id,
  };
}
