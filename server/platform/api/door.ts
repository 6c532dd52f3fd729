import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Actor, type Context, isStaff, type Site } from '../context.ts';
import { Forbidden, Invalid, Refusal, SignInNeeded, WorkNeeded } from '../errors.ts';
import { preferredLanguage, translator } from '../i18n/texts.ts';
import { faultDetails, log } from '../log.ts';
import { admit } from '../web/admit.ts';
import { jsonBytes } from '../web/bounds.ts';
import { check } from '../web/check.ts';
import { refuseWhileClosed } from '../web/closed.ts';
import { compress } from '../web/compress.ts';
import { clearTries, countFailedTry, countRequest, giveBackTry, type Limits } from '../web/limits.ts';
import { madeOnUse } from '../web/made-on-use.ts';
import { networkOf } from '../web/network.ts';
import { notJson, refusalOf } from '../web/refusals.ts';
import { askProgramForWork, WORK_BITS, WORK_HEADER } from '../web/work.ts';
import { type Call, LONGEST_KEY, type Operation, type Tagged } from './operation.ts';

export interface ApiParts {
  site: Site;
  limits: Limits;
  /** The account behind a bearer token; undefined when it is unknown, expired or withdrawn. */
  actorOfToken(token: string, now: Date): Promise<Actor | undefined>;
}

/** Mounts the JSON API under /api/v1. It reads no cookies, so it needs no protection of forms. */
export function mountApi(app: Express, parts: ApiParts, operations: Tagged[]): void {
  const api = express.Router();
  // Made when somebody asks: it takes as long as the rest of the start.
  let description: object | undefined;
  api.use(compress);
  api.get('/openapi.json', async (_request, response) => {
    const { openApi } = await import('./openapi.ts');
    description ??= openApi(operations, parts.site.publicUrl);
    response.json(description);
  });
  for (const operation of operations) {
    const readBody = madeOnUse(() => express.json({ limit: jsonBytes(operation.body), strict: true }));
    api[operation.method](
      operation.path.replace(/\{(\w+)\}/g, ':$1'),
      readBody,
      (request: Request, response: Response, next: NextFunction) => {
        serve(parts, operation, request, response).catch(next);
      },
    );
  }
  api.use((request: Request, response: Response) =>
    sendProblem(request, response, refusalOf({ status: 404 })!),
  );
  api.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    if (refusal) return sendProblem(request, response, refusal);
    log.error({ requestId: request.id, route: request.route?.path, ...faultDetails(error) }, 'fault');
    sendProblem(request, response, Object.assign(new Refusal('invalid', 'errors.fault'), { status: 500 }));
  });
  app.use('/api/v1', api);
}

async function serve(
  parts: ApiParts,
  operation: Operation,
  request: Request,
  response: Response,
): Promise<void> {
  const context = await contextOf(parts, request);
  const writes = operation.method !== 'get';
  const keys = keysOf(operation, request);
  const caller = { actor: context.actor, address: request.ip ?? 'unknown' };
  const limit = operation.limit ?? (keys.receiptKey === undefined ? undefined : 'keys');
  const person = operation.person?.({
    site: parts.site,
    params: request.params as Record<string, string>,
    body: request.body,
  });
  const served = { writes, limit, person };
  await countRequest(parts.limits, caller, served);
  admit(operation.who, context.actor);
  checkScope(context.actor, writes ? 'write' : 'read', operation.id);
  if (writes) refuseWhileClosed(context);
  if (operation.body && request.is('application/json') === false) throw notJson();
  try {
    if (writes && !isExempt(limit, person))
      await askProgramForWork({
        ...{ context, limits: parts.limits, network: networkOf(caller.address) },
        ...{ given: request.header(WORK_HEADER) ?? '', limit },
      });
    const result = await operation.handler({
      context,
      params: request.params as Record<string, string>,
      query: operation.query ? check(operation.query, request.query, { strict: true }) : {},
      body: operation.body ? check(operation.body, request.body, { strict: true }) : {},
      ...keys,
    });
    await clearTries(parts.limits, caller, limit);
    response
      .status(operation.status ?? 200)
      .setHeader('Cache-Control', 'no-store')
      .json(result);
  } catch (error) {
    if (error instanceof WorkNeeded) await giveBackTry(parts.limits, caller, limit);
    else if (refusalOf(error)) await countFailedTry(parts.limits, caller, served);
    throw error;
  }
}

/** What a key opens cannot be flooded with guesses; people who are registered for a session are counted one by one. */
const isExempt = (limit: Operation['limit'], person: string | undefined) =>
  limit === 'keys' || limit === 'links' || person !== undefined;

/** Not cut: two long keys could become one. */
function keysOf({ reads }: Operation, request: Request): Pick<Call, 'idempotencyKey' | 'receiptKey'> {
  const key = reads && request.header(reads);
  if (!key) return {};
  if (key.length > LONGEST_KEY)
    throw new Invalid({ [reads]: { text: 'errors.field.too-long', values: { limit: LONGEST_KEY } } });
  return reads === 'Receipt-Key' ? { receiptKey: key } : { idempotencyKey: key };
}

async function contextOf(parts: ApiParts, request: Request): Promise<Context> {
  const { site } = parts;
  const now = site.clock.now();
  const language = preferredLanguage(request.headers['accept-language']);
  const authorization = request.header('Authorization');
  if (authorization === undefined)
    return { site, actor: { kind: 'visitor', holds: [] }, now, language, requestId: request.id };
  const token = /^Bearer ([\w-]{20,200})$/.exec(authorization)?.[1];
  const actor = token ? await parts.actorOfToken(token, now) : undefined;
  if (!actor) {
    // A right token is never refused for wrong ones from the same address: it cannot be guessed.
    await parts.limits.take('tokens', networkOf(request.ip ?? 'unknown'));
    throw new SignInNeeded('errors.token');
  }
  return { site, actor, now, language, requestId: request.id };
}

/** A token may do all that reads or writes, or single calls. */
function checkScope(actor: Actor, scope: string, call: string): void {
  if (isStaff(actor) && actor.scopes && !actor.scopes.includes(scope) && !actor.scopes.includes(call))
    throw new Forbidden('errors.scope', { scope });
}

function sendProblem(request: Request, response: Response, refusal: Refusal): void {
  const translate = translator(preferredLanguage(request.headers['accept-language']));
  const fields = refusal.kind === 'invalid' && 'fields' in refusal ? (refusal as Invalid).fields : undefined;
  const errors =
    fields && Object.entries(fields).map(([name, { text, values }]) => [name, translate(text, values)]);
  if (refusal.kind === 'unavailable') response.setHeader('Retry-After', '60');
  if (refusal instanceof WorkNeeded)
    response.setHeader(WORK_HEADER, `${refusal.challenge}; bits=${WORK_BITS}`);
  if (refusal.kind === 'too-many') response.setHeader('Retry-After', String(refusal.values['seconds']));
  if (refusal.kind === 'sign-in-needed') response.setHeader('WWW-Authenticate', 'Bearer');
  response
    .status(refusal.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:problem:${refusal.text}`,
        title: translate(refusal.text, refusal.values),
        status: refusal.status,
        requestId: request.id,
        ...(errors ? { errors: Object.fromEntries(errors) } : {}),
      }),
    );
}
