import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Context, type Site, systemContext } from '../platform/context.ts';
import { Refusal } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { faultDetails, log } from '../platform/log.ts';
import { sameText } from '../platform/secrets.ts';
import { refuseWhileClosed } from '../platform/web/closed.ts';
import type { Limits } from '../platform/web/limits.ts';
import { networkOf } from '../platform/web/network.ts';
import { refusalOf } from '../platform/web/refusals.ts';
import { deactivateAccount } from './actions/reach.ts';
import { type ScimAccount, scimAccount, scimAccounts } from './queries.ts';

const TYPE = 'application/scim+json';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
const MESSAGE = 'urn:ietf:params:scim:api:messages:2.0';
const MOST = 100;
const t = translator('en');

/** What SCIM asks for and we do not do: accounts are made by invitation, and opened again by an administrator. */
class Unsupported extends Error {
  readonly status: number;
  readonly scimType: string | undefined;
  constructor(status: number, detail: string, scimType?: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

const shown = ({ site }: Context, { id, name, email, status }: ScimAccount) => ({
  schemas: [SCHEMA],
  ...{ id, userName: email, displayName: name, name: { formatted: name } },
  emails: [{ value: email, primary: true }],
  // An invitation is closed as well: a directory leaves alone what is not active.
  active: status !== 'inactive',
  meta: { resourceType: 'User', location: `${site.publicUrl}/scim/v2/Users/${id}` },
});

/** `userName eq "an@city.example"` is the one filter. */
function emailWanted(filter: unknown): string | undefined {
  if (filter === undefined) return undefined;
  const email = /^\s*userName\s+eq\s+"([^"]+)"\s*$/i.exec(String(filter))?.[1];
  if (!email) throw new Unsupported(400, 'Only the filter userName eq "…" is known.', 'invalidFilter');
  return email.toLowerCase();
}

const whole = (given: unknown, fallback: number) =>
  /^\d{1,9}$/.test(String(given)) ? Number(given) : fallback;

/** Whether a patch closes the account. Some providers write "False". */
export function closes(body: unknown): boolean {
  const operations = (body as { Operations?: unknown } | null)?.Operations;
  if (!Array.isArray(operations) || operations.length === 0)
    throw new Unsupported(400, 'A patch needs Operations.', 'invalidSyntax');
  const values = operations.map((each: { op?: unknown; path?: unknown; value?: unknown } | null) => {
    if (String(each?.op).toLowerCase() !== 'replace') return undefined;
    const { path, value } = each!;
    if (path === 'active') return value;
    return path === undefined ? (value as { active?: unknown } | null)?.active : undefined;
  });
  if (values.some((value) => String(value).toLowerCase() !== 'false'))
    throw new Unsupported(400, 'Only active can be replaced, and only by false.', 'mutability');
  return true;
}

/** SCIM 2.0 (RFC 7644), as much as a provider needs to close the accounts of leavers. There is none without a token. */
export function mountScim(
  app: Express,
  token: string | undefined,
  { site, limits }: { site: Site; limits: Limits },
): void {
  if (!token) return;
  const scim = express.Router();
  const contextOf = () => systemContext(site, 'scim');
  const answer =
    (status: number, act: (request: Request, context: Context) => Promise<object | undefined>) =>
    (request: Request, response: Response, next: NextFunction) => {
      act(request, contextOf()).then((body) => {
        response.status(status).setHeader('Cache-Control', 'no-store');
        if (body) response.type(TYPE).send(JSON.stringify(body));
        else response.end();
      }, next);
    };
  const close = async ({ params }: Request, context: Context) => {
    refuseWhileClosed(context);
    const account = await scimAccount(String(params['id']));
    // Asked again it is done already.
    if (account.status !== 'inactive') await deactivateAccount(context, account.id);
  };
  scim.use(async (request, _response, next) => {
    const given = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (given !== undefined && sameText(token, given)) return next();
    await limits.take('tokens', networkOf(request.ip ?? 'unknown'));
    throw new Unsupported(401, 'The token is wrong.');
  });
  scim.use(express.json({ type: [TYPE, 'application/json'], limit: '64kb' }));
  scim.get(
    '/ServiceProviderConfig',
    answer(200, async () => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      ...{ patch: { supported: true }, filter: { supported: true, maxResults: MOST } },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      ...{ changePassword: { supported: false }, sort: { supported: false }, etag: { supported: false } },
      authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer', description: 'SCIM_TOKEN' }],
    })),
  );
  scim.get(
    '/Users',
    answer(200, async ({ query }, context) => {
      const startIndex = Math.max(1, whole(query['startIndex'], 1));
      const count = Math.min(MOST, whole(query['count'], MOST));
      const email = emailWanted(query['filter']);
      const { total, rows } = await scimAccounts({ email, skip: startIndex - 1, count });
      return {
        schemas: [`${MESSAGE}:ListResponse`],
        ...{ totalResults: total, startIndex, itemsPerPage: rows.length },
        Resources: rows.map((row) => shown(context, row)),
      };
    }),
  );
  scim.get(
    '/Users/:id',
    answer(200, async ({ params }, context) => shown(context, await scimAccount(String(params['id'])))),
  );
  scim.patch(
    '/Users/:id',
    answer(200, async (request, context) => {
      if (closes(request.body)) await close(request, context);
      return shown(context, await scimAccount(String(request.params['id'])));
    }),
  );
  scim.delete(
    '/Users/:id',
    answer(204, async (request, context) => void (await close(request, context)) as undefined),
  );
  scim.use((_request, _response, next) =>
    next(new Unsupported(501, 'Accounts are made by invitation here; SCIM reads and closes them.')),
  );
  scim.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const refusal = error instanceof Unsupported ? undefined : refusalOf(error);
    if (!(error instanceof Unsupported) && !refusal)
      log.error({ requestId: request.id, ...faultDetails(error) }, 'fault');
    const status = error instanceof Unsupported ? error.status : (refusal?.status ?? 500);
    const detail =
      error instanceof Unsupported ? error.message : t(refusal?.text ?? 'errors.fault', refusal?.values);
    if (refusal instanceof Refusal && refusal.kind === 'too-many')
      response.setHeader('Retry-After', String(refusal.values['seconds']));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    const scimType = error instanceof Unsupported && error.scimType ? { scimType: error.scimType } : {};
    const body = { schemas: [`${MESSAGE}:Error`], status: String(status), ...scimType, detail };
    response.status(status).type(TYPE).send(JSON.stringify(body));
  });
  app.use('/scim/v2', scim);
}
