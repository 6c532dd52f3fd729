import cookieParser from 'cookie-parser';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import type { Language } from '../context.ts';
import { Invalid, Refusal, WorkNeeded } from '../errors.ts';
import { preferredLanguage } from '../i18n/texts.ts';
import { admit } from './admit.ts';
import { formBytes } from './bounds.ts';
import { check } from './check.ts';
import { refuseWhileClosed } from './closed.ts';
import { isPart, replyToPart } from './file-parts.ts';
import { filledPath, languageWanted, pageOfForm, shownAgain, typedIn } from './form-pages.ts';
import { fileErrors, keepFiles, onlyFiles } from './kept-files.ts';
import {
  type Caller,
  clearTries,
  countFailedTry,
  countRequest,
  countUploads,
  giveBackTry,
  type Limits,
} from './limits.ts';
import { madeOnUse } from './made-on-use.ts';
import type { WebParts } from './parts.ts';
import { askForProof, proofPage } from './proof.ts';
import { onlyTextInCookies, refuseOtherBytes } from './readable.ts';
import { refusalOf } from './refusals.ts';
import type { Reply } from './reply.ts';
import type { Route, Visit } from './route.ts';
import { send, showFault, showRefusal } from './send.ts';
import { readUploads, type UploadRule } from './uploads.ts';
import { LANGUAGE_COOKIE, visitOf } from './visit.ts';
import { askForWork, WORK_BITS, WORK_HEADER, workPage } from './work.ts';

/** Beyond so much of what one network may write in a minute, its strangers work for the rest. */
const NEAR_THE_LIMIT = 0.5;

/** Of pages; express answers OPTIONS by itself where there is one. */
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Puts the pages of the site behind sessions, language, forms protection and one handling of errors. */
export function mountPages(app: Express, parts: WebParts, routes: Route[]): void {
  const pages = express.Router();
  pages.use(cookieParser(parts.secret));
  pages.use(onlyTextInCookies);
  pages.use(parts.sessions.handler);
  routePages(pages, parts, routes);
  app.use(pages);
  // Also where there is no page, people stay who they are.
  pages.use(async (request, response) => {
    response.locals['context'] = (await visitOf(parts, request, response)).context;
    const known = METHODS.includes(request.method);
    if (!known) response.setHeader('Allow', METHODS.join(', '));
    await showRefusal(parts, request, response, refusalOf({ status: known ? 404 : 405 }));
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    const refused = response.locals['refused'] as Route['refused'];
    if (refusal && refused)
      return send(
        parts,
        request,
        response,
        refused(refusal, preferredLanguage(request.headers['accept-language'])),
      );
    return refusal
      ? showRefusal(parts, request, response, refusal)
      : showFault(parts, request, response, error);
  });
}

function routePages(pages: Router, parts: WebParts, routes: Route[]): void {
  const known = new Set<string>();
  const opened = new Set(routes.flatMap((each) => (each.method === 'get' ? each.path : [])));
  const formPages = routes.map((each) => [each, pageOfForm(each, opened)] as const);
  for (const [each, formPage] of fixedFirst(formPages)) {
    const { method, path } = each;
    const readBody = method === 'post' ? bodyReader(each) : undefined;
    const handler: RequestHandler = (request, response, next) => {
      response.locals['route'] = path;
      response.locals['refused'] = each.refused;
      response.locals['formPage'] =
        formPage && filledPath(formPage, request.params as Record<string, string>);
      const go = () => void serve(parts, each, request, response).catch(next);
      if (!readBody) return go();
      readBody(request, response, (fault?: unknown) => (fault ? next(fault) : go()));
    };
    const key = `${method.toUpperCase()} ${path}`;
    if (known.has(key)) throw new Error(`two routes for ${key}`);
    known.add(key);
    pages[method](path, handler);
  }
  // Whoever opens the address at which a refused form was shown comes to the page of the form.
  for (const [{ path }, formPage] of formPages)
    if (formPage)
      pages.get(path, (request, response) =>
        response.redirect(303, filledPath(formPage, request.params as Record<string, string>)),
      );
}

/** `/feedback/new` is asked before `/feedback/:code`, whichever feature comes first. */
function fixedFirst<T>(routes: (readonly [Route, T])[]): (readonly [Route, T])[] {
  const varies = ([{ path }]: readonly [Route, T]) => Number(path.includes(':'));
  return routes.toSorted((one, other) => varies(one) - varies(other));
}

/** Reads a form no larger than its fields allow. */
function bodyReader({ body }: Route): RequestHandler {
  return madeOnUse(() =>
    express.urlencoded({
      ...{ extended: false, limit: formBytes(body), parameterLimit: 300 },
      verify: refuseOtherBytes,
    }),
  );
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
  const served = { writes: posted, limit: each.limit, person: each.person?.(visit) };
  const used = await countRequest(parts.limits, caller, served);
  // The token stands in the body: a form with files has to be read first, within its limits.
  await readFiles(parts, each, visit, { request, response });
  if (posted && !each.fromElsewhere) parts.csrf.verify(request);
  if (posted && !each.whileClosed) refuseWhileClosed(visit.context);
  if (each.files?.kept && isPart(request))
    return replyToPart(each.files, visit, { request, caller, limits: parts.limits, memory: parts.uploads });
  if (each.files?.kept) await keepTheirFiles(each.files, visit, { request, caller, limits: parts.limits });
  response.locals['again'] = posted && each.again !== undefined;
  const wanted = posted && each.again ? languageWanted(request) : undefined;
  if (wanted) return sayAgain(each, visit, { request, response, wanted });
  if (each.files?.kept && each.again && onlyFiles(request)) {
    if (visit.fileFaults.length > 0) throw new Invalid(fileErrors(each.files, visit));
    return each.again(visit, { values: shownAgain(request), errors: {} });
  }
  try {
    const ready = checked(each, visit, request);
    const known = served.person !== undefined;
    await askForWork(ready, each, { request, near: used > NEAR_THE_LIMIT, known });
    if (each.proof) await askForProof(parts, visit, request);
    const reply = await each.handler(ready);
    await clearTries(parts.limits, caller, each.limit);
    return reply;
  } catch (error) {
    // Whoever is asked to work first has tried nothing yet.
    if (error instanceof WorkNeeded) await giveBackTry(parts.limits, caller, each.limit);
    else if (refusalOf(error)) await countFailedTry(parts.limits, caller, served);
    throw error;
  }
}

async function readFiles(
  { uploads: memory }: WebParts,
  { files, body }: Route,
  visit: Visit,
  { request, response }: Exchange,
): Promise<void> {
  if (!files) return;
  try {
    visit.files = await readUploads({ files, body, memory }, request, response);
  } catch (error) {
    // Those that the form has brought before stay.
    if (files.kept) await keepFiles(files, visit, request);
    throw error;
  }
}

/** @throws Refusal where nothing is to be kept: then nothing is stored */
async function keepTheirFiles(
  rule: UploadRule,
  visit: Visit,
  { request, caller, limits }: { request: Request; caller: Caller; limits: Limits },
): Promise<void> {
  await rule.check?.(visit);
  await countUploads(limits, caller, visit.files.length);
  await keepFiles(rule, visit, request);
}

/** @throws Invalid */
function checked(each: Route, visit: Visit, request: Request): Visit {
  visit.query = each.query ? check(each.query, request.query, { strict: false }) : {};
  const faults = each.files?.kept ? fileErrors(each.files, visit) : {};
  try {
    visit.body = each.body ? check(each.body, typedIn(request), { strict: false }) : {};
  } catch (error) {
    if (error instanceof Invalid) Object.assign(error.fields, faults);
    throw error;
  }
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
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
  return each.again!(visit, { values: shownAgain(request), errors: {} });
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
  if (refusal.kind === 'proof-needed')
    return send(parts, request, response, await proofPage(parts, visit, request, refusal));
  if (refusal instanceof WorkNeeded) {
    response.setHeader(WORK_HEADER, `${refusal.challenge}; bits=${WORK_BITS}`);
    if (!each.refused) return send(parts, request, response, workPage(visit, request, refusal));
  }
  if (refusal.kind === 'unavailable') response.setHeader('Retry-After', '60');
  if (refusal.kind === 'too-many') response.setHeader('Retry-After', String(refusal.values['seconds']));
  if (each.refused) return send(parts, request, response, each.refused(refusal, visit.context.language));
  const values = shownAgain(request);
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
