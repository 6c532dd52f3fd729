import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { type Context, isStaff } from '../context.ts';
import type { Refusal } from '../errors.ts';
import { translator } from '../i18n/texts.ts';
import { faultDetails, log } from '../log.ts';
import { compress } from './compress.ts';
import { fieldsOf, typedIn } from './form-pages.ts';
import { frameOf, offeredBy, staffMenuOf } from './frame.ts';
import type { WebParts } from './parts.ts';
import { page, type Reply } from './reply.ts';
import { strangerContext } from './visit.ts';

/** Writes the reply. */
export async function send(
  parts: WebParts,
  request: Request,
  response: Response,
  reply: Reply,
): Promise<void> {
  if (reply.kind === 'see-other') return void response.status(303).location(reply.to).end();
  const revisited = reply.kind === 'page' && reply.revisited;
  response.setHeader('Cache-Control', revisited ? 'private, no-cache' : 'no-store');
  if (reply.kind === 'file') {
    // Names in any writing: a plain one for old programs beside the true one (RFC 6266).
    if (reply.name) response.attachment(reply.name);
    if (reply.readBy) response.vary('Origin').setHeader('Access-Control-Allow-Origin', reply.readBy);
    response.status(reply.status ?? 200);
    response.setHeader('Content-Type', reply.type);
    response.setHeader('Content-Length', Buffer.byteLength(reply.body));
    return void compress(request, response, () => response.end(reply.body));
  }
  if (reply.kind === 'stream') return sendStream(request, response, reply);
  const context = response.locals['context'] as Context;
  const language = reply.language ?? context.language;
  const staffMenu = isStaff(context.actor) && !reply.layout ? await staffMenuOf(context, request.path) : [];
  const model = { ...aroundOf(parts, request, response, reply), staffMenu, language, ...reply.model };
  const html = parts.views.render(reply.view, model, language, reply.layout);
  response.setHeader('Content-Language', language);
  response.setHeader('Vary', 'Cookie, Accept-Language');
  if (reply.framedBy?.length) openFrame(response, reply.framedBy);
  if (reply.drawnByLibrary)
    changePolicy(response, 'trusted-types city', 'trusted-types city dompurify default');
  compress(request, response, () =>
    response
      .status(reply.status)
      .type(reply.type ?? 'html')
      .send(html),
  );
}

/** What fails on the way cuts the file off, so that nobody takes it for whole; who goes away ends the reading. */
async function sendStream(
  request: Request,
  response: Response,
  { type, body, name }: Reply & { kind: 'stream' },
): Promise<void> {
  response.attachment(name);
  response.setHeader('Content-Type', type);
  await new Promise<void>((resolve) => compress(request, response, () => resolve()));
  try {
    await pipeline(Readable.from(body), response);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE')
      log.error({ requestId: request.id, ...faultDetails(error) }, 'a file was cut off');
    response.destroy();
  }
}

/** The one exception from 'frame-ancestors none': old browsers know no list, so their header goes. */
function openFrame(response: Response, sites: readonly string[]): void {
  changePolicy(response, "frame-ancestors 'none'", `frame-ancestors ${sites.join(' ')}`);
  response.removeHeader('X-Frame-Options');
}

function changePolicy(response: Response, from: string, to: string): void {
  const policy = String(response.getHeader('Content-Security-Policy'));
  response.setHeader('Content-Security-Policy', policy.replace(from, to));
}

/** What every page shows around its content. */
function aroundOf(
  parts: WebParts,
  request: Request,
  response: Response,
  { view, model }: Reply & { kind: 'page' },
): Record<string, unknown> {
  const context = response.locals['context'] as Context;
  let token: string | undefined;
  return {
    ...frameOf(context),
    now: context.now,
    actor: isStaff(context.actor) ? context.actor : undefined,
    // A function: pages without a form make no token and set no cookie. One token for all forms of the page.
    csrf: () => {
      token ??= parts.csrf.token(request, response);
      return token;
    },
    addressEncoded: encodeURIComponent(addressOf(request, response)),
    path: request.path,
    workStyles: isStaff(context.actor) || view.startsWith('dialogues/'),
    // Back and reload come to the page of the form, not to what was sent once.
    ...(request.method === 'GET' ? {} : { shownAt: model['shownAt'] ?? addressOf(request, response) }),
    ...alternatesOf(parts, request, context),
    ...(response.locals['again'] && !model['languageForm'] ? sentForm(request) : {}),
  };
}

/** The same page in each language, for search engines: they keep no cookies. */
function alternatesOf(parts: WebParts, request: Request, { actor }: Context): Record<string, unknown> {
  if (request.method !== 'GET' || isStaff(actor)) return {};
  const address = new URL(request.originalUrl, parts.site.publicUrl);
  const alternates = offeredBy(parts.site).map((code) => {
    address.searchParams.set('language', code);
    return { code, href: address.href };
  });
  return { alternates, canonical: canonicalOf(parts, request) };
}

/** The one address of a page: in a chosen language it is a page of its own; what narrows a list is not. */
function canonicalOf(parts: WebParts, request: Request): string {
  const address = new URL(request.path, parts.site.publicUrl);
  const { language } = request.query;
  if (offeredBy(parts.site).some((code) => code === language))
    address.searchParams.set('language', String(language));
  return address.href;
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

export async function showRefusal(
  parts: WebParts,
  request: Request,
  response: Response,
  refusal: Refusal | undefined,
  typed: Record<string, unknown> = {},
): Promise<void> {
  response.locals['context'] ??= strangerContext(parts, request);
  const kept = Object.entries(typed).filter(([, value]) => typeof value === 'string' && value.length > 40);
  response.locals['again'] = false;
  const title = titleIn(response, `errors.title.${refusal?.kind ?? 'invalid'}`);
  const model = { title, refusal, kept: kept.map(([, value]) => value) };
  await send(parts, request, response, page('errors/refusal', model, refusal?.status ?? 400));
}

export async function showFault(
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
  await send(
    parts,
    request,
    response,
    page('errors/fault', { title: titleIn(response, 'errors.fault-title'), requestId: request.id }, 500),
  );
}

function titleIn(response: Response, key: string): string {
  return translator((response.locals['context'] as Context).language)(key);
}
