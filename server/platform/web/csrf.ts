import { doubleCsrf } from 'csrf-csrf';
import type { Request, Response } from 'express';
import { Forbidden } from '../errors.ts';

export interface Csrf {
  /** The token for the forms of this page; sets its cookie. */
  token(request: Request, response: Response): string;
  /** @throws Forbidden with the text of an expired form: the form is shown again, filled */
  verify(request: Request): void;
}

/** An Origin that names another host, or none that can be read. Browsers write 'null' where they withhold it. */
export function isForeign(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** Signed double submit, bound to the session of people signed in, and the Origin header where the browser sends it. */
export function csrfProtection(secret: string, publicUrl: string): Csrf {
  const secure = publicUrl.startsWith('https:');
  const { generateCsrfToken, validateRequest } = doubleCsrf({
    getSecret: () => secret,
    getSessionIdentifier: (request) => (request.session?.accountId ? request.sessionID : 'visitor'),
    cookieName: secure ? '__Host-csrf' : 'csrf',
    cookieOptions: { sameSite: 'lax', secure, httpOnly: true, path: '/' },
    getCsrfTokenFromRequest: (request) => String(request.body?._csrf ?? ''),
  });
  return {
    token: (request, response) => generateCsrfToken(request, response, { validateOnReuse: false }),
    verify(request) {
      if (
        isForeign(request.headers.origin, request.headers.host) ||
        request.headers['sec-fetch-site'] === 'cross-site'
      )
        throw new Forbidden('errors.foreign-form');
      if (!validateRequest(request)) throw new Forbidden('errors.expired-form');
    },
  };
}
