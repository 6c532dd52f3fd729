import { randomUUID } from 'node:crypto';
import cookieParser from 'cookie-parser';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import type { Clock } from '../clock/clock.ts';
import { type Actor, type Context, isStaff, LANGUAGES, type Language } from '../context.ts';
import { Refusal } from '../errors.ts';
import { preferredLanguage } from '../i18n/texts.ts';
import { faultDetails, log } from '../log.ts';
import { admit } from './admit.ts';
import type { Assets } from './assets.ts';
import { check } from './check.ts';
import { compress } from './compress.ts';
import type { Csrf } from './csrf.ts';
import { fieldsOf, filledPath, languageWanted, pageOfForm, typedIn } from './form-pages.ts';
import { heldBy } from './holds.ts';
import { countInFlight } from './in-flight.ts';
import { countRequest, type Limits, wasRight } from './limits.ts';
import { onlyTextInCookies, refuseOtherBytes } from './readable.ts';
import { refusalOf } from './refusals.ts';
import { page, type Reply } from './reply.ts';
import type { CookieDoor, Route, SessionDoor, Visit } from './route.ts';
import type { Sessions } from './sessions.ts';
import { readUploads } from './uploads.ts';
import type { Views } from './views.ts';

export interface WebParts {
  clock: Clock;
  views: Views;
  assets: Assets;
  csrf: Csrf;
  limits: Limits;
  sessions: Sessions;
  secret: string;
  publicUrl: string;
  trustedProxies: number;
  /** Who a session or its absence stands for; `holds` are receipts shown. */
  actorOf(
    session: { accountId?: string; epoch?: number } | undefined,
    holds: string[],
  ): Promise<{ actor: Actor; language?: Language }>;
  /** What every page shows around its content: menu, counts, demo notice. */
  frame(context: Context): Record<string, unknown>;
}

const ONE_YEAR_SECONDS = 365 * 24 * 3600;
export const LANGUAGE_COOKIE = 'language';

export function webApp(parts: WebParts): Express {
  const app = express();
  const secure = parts.publicUrl.startsWith('https:');
  app.disable('x-powered-by');
  // Pages are not to be stored; assets carry their hash in their name.
  app.disable('etag');
  app.set('trust proxy', parts.trustedProxies);
  app.set('query parser', 'simple');
  app.use((request, response, next) => {
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    next();
  });
  app.use('/assets', parts.assets.handler);
  app.use(countInFlight);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure,
      // The receipt key never stands in an address, codes do: they need not travel to other sites.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  return app;
}

/** Puts the pages of the site behind sessions, language, forms protection and one handling of errors. */
export function mountPages(app: Express, parts: WebParts, routes: Route[]): void {
  const pages = express.Router();
  pages.use(cookieParser(parts.secret));
  pages.use(onlyTextInCookies);
  pages.use(parts.sessions.handler);
  pages.use(
    express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 300, verify: refuseOtherBytes }),
  );
  // Addresses in which nothing varies are found at once: the router asks one route after the other.
  const fixed = new Map<string, RequestHandler>();
  pages.use((request, response, next) => {
    const handler = fixed.get(`${request.method} ${request.path}`);
    return handler ? handler(request, response, next) : next();
  });
  const formPages = routes.map((each) => [each, pageOfForm(each, routes)] as const);
  for (const [each, formPage] of formPages) {
    const { method, path } = each;
    const handler: RequestHandler = (request, response, next) => {
      response.locals['route'] = path;
      response.locals['formPage'] =
        formPage && filledPath(formPage, request.params as Record<string, string>);
      serve(parts, each, request, response).catch(next);
    };
    if (!path.includes(':')) fixed.set(`${method.toUpperCase()} ${path}`, handler);
    pages[method](path, handler);
  }
  // Whoever opens the address at which a refused form was shown comes to the page of the form.
  for (const [{ path }, formPage] of formPages)
    if (formPage)
      pages.get(path, (request, response) =>
        response.redirect(303, filledPath(formPage, request.params as Record<string, string>)),
      );
  app.use(pages);
  app.use((request: Request, response: Response) =>
    showRefusal(parts, request, response, refusalOf({ status: 404 })),
  );
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    return refusal
      ? showRefusal(parts, request, response, refusal)
      : showFault(parts, request, response, error);
  });
}

async function serve(parts: WebParts, each: Route, request: Request, response: Response): Promise<void> {
  const visit = await visitOf(parts, request, response);
  response.locals['context'] = visit.context;
  let admitted = false;
  try {
    admit(each.who, visit.context.actor);
    admitted = true;
    await send(parts, request, response, await replyTo(parts, each, visit, { request, response }));
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    // Whoever may not come in is not shown the form either, not even to say so.
    const form = admitted ? each : { ...each, again: undefined };
    await refuse(parts, form, visit, refusal, { request, response });
  }
}

interface Exchange {
  request: Request;
  response: Response;
}

async function replyTo(
  parts: WebParts,
  each: Route,
  visit: Visit,
  { request, response }: Exchange,
): Promise<Reply> {
  const posted = each.method === 'post';
  const caller = { actor: visit.context.actor, address: request.ip ?? 'unknown' };
  await countRequest(parts.limits, caller, { writes: posted, limit: each.limit });
  // The token stands in the body: a form with files has to be read first, within its limits.
  if (each.files) visit.files = await readUploads(each.files, request, response);
  if (posted) parts.csrf.verify(request);
  response.locals['again'] = posted && each.again !== undefined;
  const wanted = posted && each.again ? languageWanted(request) : undefined;
  const reply = wanted
    ? await sayAgain(each, visit, { request, response, wanted })
    : await each.handler(checked(each, visit, request));
  await wasRight(parts.limits, caller, each.limit);
  return reply;
}

/** @throws Invalid */
function checked(each: Route, visit: Visit, request: Request): Visit {
  visit.query = each.query ? check(each.query, request.query, { strict: false }) : {};
  visit.body = each.body ? check(each.body, typedIn(request), { strict: false }) : {};
  return visit;
}

/** The form with what was typed, in another language: nothing is checked, nothing is done. */
function sayAgain(
  each: Route,
  visit: Visit,
  { request, response, wanted }: Exchange & { wanted: Language },
): Promise<Reply> {
  visit.cookies.write(LANGUAGE_COOKIE, wanted, {});
  visit.context = { ...visit.context, language: wanted };
  response.locals['context'] = visit.context;
  return each.again!(visit, { values: typedIn(request), errors: {} });
}

async function refuse(
  parts: WebParts,
  each: Route,
  visit: Visit,
  refusal: Refusal,
  { request, response }: Exchange,
): Promise<void> {
  if (refusal.kind === 'sign-in-needed' && each.method === 'get')
    return send(parts, request, response, {
      kind: 'see-other',
      to: `/sign-in?to=${encodeURIComponent(visit.address)}`,
    });
  if (refusal.kind === 'too-many') response.setHeader('Retry-After', String(refusal.values['seconds']));
  const values = typedIn(request);
  const showAgain = each.again && refusal.kind !== 'not-found' && refusal.kind !== 'sign-in-needed';
  if (!showAgain) return showRefusal(parts, request, response, refusal, values);
  const errors = 'fields' in refusal ? (refusal as { fields: Record<string, never> }).fields : {};
  try {
    const reply = await each.again!(visit, { values, errors, refusal });
    await send(
      parts,
      request,
      response,
      reply.kind === 'page' ? { ...reply, status: refusal.status } : reply,
    );
  } catch (second) {
    // The form itself may be out of reach for this person: then the first refusal is the news.
    if (!(second instanceof Refusal)) throw second;
    await showRefusal(parts, request, response, refusal, values);
  }
}

async function visitOf(parts: WebParts, request: Request, response: Response): Promise<Visit> {
  const cookies = cookieDoor(request, response, parts.publicUrl.startsWith('https:'));
  const holds = heldBy(cookies.read);
  const { actor, language } = await parts.actorOf(request.session, holds);
  const context: Context = {
    actor,
    now: parts.clock.now(),
    language: chosenLanguage(request) ?? language ?? preferredLanguage(request.headers['accept-language']),
    requestId: request.id,
  };
  return {
    context,
    params: request.params as Record<string, string>,
    query: {},
    body: {},
    files: [],
    address: request.originalUrl,
    session: sessionDoor(parts.sessions, request, response),
    cookies,
  };
}

function chosenLanguage(request: Request): Language | undefined {
  const cookie = request.signedCookies?.[LANGUAGE_COOKIE];
  return (LANGUAGES as readonly string[]).includes(cookie) ? (cookie as Language) : undefined;
}

function sessionDoor(sessions: Sessions, request: Request, response: Response): SessionDoor {
  return {
    async signIn(accountId, epoch) {
      if (!request.session) await sessions.begin(request, response);
      await new Promise<void>((resolve, reject) => {
        // A fresh id at sign-in: one that somebody planted before is worth nothing.
        request.session.regenerate((fault) => {
          if (fault) return reject(fault);
          request.session.accountId = accountId;
          request.session.epoch = epoch;
          request.session.save((unsaved) => (unsaved ? reject(unsaved) : resolve()));
        });
      });
    },
    signOut: () =>
      new Promise((resolve, reject) => {
        if (!request.session) return resolve();
        request.session.destroy((fault) => (fault ? reject(fault) : resolve()));
      }),
  };
}

function cookieDoor(request: Request, response: Response, secure: boolean): CookieDoor {
  const common = { httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (name) => request.signedCookies?.[name] || undefined,
    write: (name, value, { maxAgeSeconds = ONE_YEAR_SECONDS, path = '/' }) =>
      void response.cookie(name, value, {
        ...{ ...common, signed: true, path },
        ...(maxAgeSeconds === 'until-closed' ? {} : { maxAge: maxAgeSeconds * 1000 }),
      }),
    clear: (name, path = '/') => void response.clearCookie(name, { ...common, path }),
  };
}

async function send(parts: WebParts, request: Request, response: Response, reply: Reply): Promise<void> {
  if (reply.kind === 'see-other') return void response.status(303).location(reply.to).end();
  response.setHeader('Cache-Control', 'no-store');
  if (reply.kind === 'file') {
    // Names in any writing: a plain one for old programs beside the true one (RFC 6266).
    if (reply.name) response.attachment(reply.name);
    response.setHeader('Content-Type', reply.type);
    response.setHeader('Content-Length', Buffer.byteLength(reply.body));
    return void compress(request, response, () => response.end(reply.body));
  }
  const context = response.locals['context'] as Context;
  let token: string | undefined;
  const model = {
    ...parts.frame(context),
    now: context.now,
    actor: isStaff(context.actor) ? context.actor : undefined,
    // A function: pages without a form make no token and set no cookie. One token for all forms of the page.
    csrf: () => {
      token ??= parts.csrf.token(request, response);
      return token;
    },
    addressEncoded: encodeURIComponent(addressOf(request, response)),
    path: request.path,
    ...(response.locals['again'] && !reply.model['languageForm'] ? sentForm(request) : {}),
    ...reply.model,
  };
  const html = parts.views.render(reply.view, model, context.language, reply.layout);
  response.setHeader('Content-Language', context.language);
  response.setHeader('Vary', 'Cookie, Accept-Language');
  compress(request, response, () => response.status(reply.status).type('html').send(html));
}

/** An address that can be opened: where a form was sent, that of its page. */
function addressOf(request: Request, response: Response): string {
  return request.method === 'GET' ? request.originalUrl : (response.locals['formPage'] ?? request.path);
}

/** For the language menu of a page that a form was answered with: the form once more, hidden. */
function sentForm(request: Request): Record<string, unknown> {
  const fields = fieldsOf(typedIn(request));
  return { languageForm: 'typed-form', typedForm: { action: request.originalUrl, fields } };
}

async function showRefusal(
  parts: WebParts,
  request: Request,
  response: Response,
  refusal: Refusal | undefined,
  typed: Record<string, unknown> = {},
): Promise<void> {
  response.locals['context'] ??= strangerContext(parts, request);
  const kept = Object.entries(typed).filter(([, value]) => typeof value === 'string' && value.length > 40);
  response.locals['again'] = false;
  const model = { refusal, kept: kept.map(([, value]) => value) };
  await send(parts, request, response, page('errors/refusal', model, refusal?.status ?? 400));
}

async function showFault(
  parts: WebParts,
  request: Request,
  response: Response,
  error: unknown,
): Promise<void> {
  log.error(
    {
      requestId: request.id,
      method: request.method,
      route: response.locals['route'],
      ...faultDetails(error),
    },
    'fault',
  );
  response.locals['context'] ??= strangerContext(parts, request);
  await send(parts, request, response, page('errors/fault', { requestId: request.id }, 500));
}

function strangerContext(parts: WebParts, request: Request): Context {
  return {
    actor: { kind: 'visitor', holds: [] },
    now: parts.clock.now(),
    language: chosenLanguage(request) ?? preferredLanguage(request.headers['accept-language']),
    requestId: request.id,
  };
}
