import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid, NotFound, Refusal, Unavailable } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { wayToProvider } from '../../platform/web/at-provider.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { file, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { signInByProvider } from '../actions/identity.ts';
import { enter } from '../half-signed-in.ts';
import { answerQuery, samlAnswer, toQuery } from '../schemas.ts';
import { startPageOf } from '../start-page.ts';
import { signInPage } from './sign-in.ts';

const PATH = '/sign-in/provider';
const way = wayToProvider({ cookie: 'at-provider', path: PATH });
const CALLBACK = way.callback;
/** What a provider of SAML has told, sealed for the way from the post to the page that knows the browser. */
const ANSWER = 'provider-answer';

const reasonOf = (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) });

function providerOf({ site }: Context) {
  if (!site.staffProvider) throw new NotFound();
  return site.staffProvider;
}

async function leave(visit: Visit<unknown, { to: string }>): Promise<Reply> {
  const { context, query } = visit;
  const provider = providerOf(context);
  try {
    return await way.leave(visit, provider, { anew: isStaff(context.actor), to: query.to });
  } catch (error) {
    log.error(reasonOf(error), 'the identity provider does not answer');
    throw new Unavailable('accounts.errors.provider-away');
  }
}

/**
 * SAML: the browser posts the answer from the provider's page, so it brings no cookie of ours. What was told goes on,
 * sealed, to the page that reads them: there it counts only for the browser that had been sent.
 */
async function takeAnswer({ context, body }: Visit<{ SAMLResponse: string }>): Promise<Reply> {
  const provider = providerOf(context);
  if (!provider.receive) throw new NotFound();
  try {
    const told = await provider.receive(body.SAMLResponse, `${context.site.publicUrl}${CALLBACK}`);
    const sealed = context.site.tokens.seal(told, ANSWER, '');
    return seeOther(`${CALLBACK}?answer=${sealed}`);
  } catch (error) {
    log.warn(reasonOf(error), 'an answer of the identity provider was refused');
    throw new Invalid({}, 'accounts.errors.provider-refused');
  }
}

/** Of a provider of SAML, what it has told; of one of OpenID Connect, the address with its code. */
function answerOf({ context, address, query }: Visit<any, { answer?: string }>): string | undefined {
  if (!providerOf(context).receive) return `${context.site.publicUrl}${address}`;
  return context.site.tokens.unseal(query.answer ?? '', ANSWER, '');
}

async function comeBack(visit: Visit<any, any>): Promise<Reply> {
  const { context } = visit;
  const provider = providerOf(context);
  const back = way.comeBack(visit);
  const answer = answerOf(visit);
  if (!back || !answer) throw new Invalid({}, 'accounts.errors.provider-refused');
  const { kept, to } = back;
  try {
    const identity = await provider.finish(answer, kept, context.now);
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

async function metadata({ context }: Visit): Promise<Reply> {
  const { metadata } = providerOf(context);
  if (!metadata) throw new NotFound();
  return file('application/samlmetadata+xml', metadata(`${context.site.publicUrl}${CALLBACK}`));
}

/** Signing in at the city's own identity provider (OpenID Connect or SAML). Links, not forms: a form may not lead elsewhere. */
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
  route({
    method: 'get',
    path: CALLBACK,
    who: 'anyone',
    query: answerQuery,
    limit: 'passwords',
    handler: comeBack,
    again,
  }),
  route({
    method: 'post',
    path: CALLBACK,
    who: 'anyone',
    body: samlAnswer,
    limit: 'passwords',
    fromElsewhere: true,
    provesItself: true,
    whileClosed: true,
    handler: takeAnswer,
    again,
  }),
  route({ method: 'get', path: `${PATH}/metadata`, who: 'anyone', handler: metadata }),
];
