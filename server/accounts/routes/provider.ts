import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid, NotFound, Refusal, Unavailable } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { signInByProvider } from '../actions/identity.ts';
import { enter } from '../half-signed-in.ts';
import { toQuery } from '../schemas.ts';
import { startPageOf } from '../start-page.ts';
import { signInPage } from './sign-in.ts';

const PATH = '/sign-in/provider';
const CALLBACK = `${PATH}/callback`;
/** What the browser brings back from the provider: state, nonce and verifier, sealed. */
const COOKIE = 'at-provider';
const SECONDS = 600;

const reasonOf = (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) });

function providerOf({ site }: Context) {
  if (!site.staffProvider) throw new NotFound();
  return site.staffProvider;
}

async function leave({ context, query, cookies }: Visit<unknown, { to: string }>): Promise<Reply> {
  const provider = providerOf(context);
  const { tokens, publicUrl } = context.site;
  try {
    const { address, kept } = await provider.begin(`${publicUrl}${CALLBACK}`, {
      anew: isStaff(context.actor),
      now: context.now,
    });
    const sealed = tokens.seal(JSON.stringify({ kept, to: query.to }), COOKIE, '');
    cookies.write(COOKIE, sealed, { path: PATH, maxAgeSeconds: SECONDS });
    return { kind: 'see-other', to: address };
  } catch (error) {
    log.error(reasonOf(error), 'the identity provider does not answer');
    throw new Unavailable('accounts.errors.provider-away');
  }
}

async function comeBack(visit: Visit<any, any>): Promise<Reply> {
  const { context, cookies, address } = visit;
  const provider = providerOf(context);
  const opened = context.site.tokens.unseal(cookies.read(COOKIE) ?? '', COOKIE, '');
  cookies.clear(COOKIE, PATH);
  if (!opened) throw new Invalid({}, 'accounts.errors.provider-refused');
  const { kept, to } = JSON.parse(opened) as { kept: string; to: string };
  try {
    const identity = await provider.finish(`${context.site.publicUrl}${address}`, kept, context.now);
    const person = await signInByProvider(context, identity);
    if (person.missing || !isStaff(context.actor) || context.actor.id !== person.id)
      return await enter(visit, person, to, { proven: identity.fresh });
    if (!identity.fresh) throw new Invalid({}, 'accounts.errors.provider-not-anew');
    // Somebody signed in who proves once more who it is: the forms that are open in this session stay good.
    await visit.session.noteProof();
    return seeOther(to ? ownPath(to) : await startPageOf(person, context.now));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    log.warn(reasonOf(error), 'an answer of the identity provider was refused');
    throw new Invalid({}, 'accounts.errors.provider-refused');
  }
}

const again: Route['again'] = ({ context, query }, typed) =>
  signInPage(context, { to: String(query['to'] ?? '') }, typed);

/** Signing in at the city's own identity provider (OpenID Connect). Links, not forms: a form may not lead elsewhere. */
export const providerRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: 'anyone',
    query: toQuery,
    limit: 'passwords',
    handler: leave,
    again,
  }),
  route({ method: 'get', path: CALLBACK, who: 'anyone', limit: 'passwords', handler: comeBack, again }),
];
