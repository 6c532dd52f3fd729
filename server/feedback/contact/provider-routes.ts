import Joi from 'joi';
import type { Context } from '../../platform/context.ts';
import { Invalid, NotFound, Refusal, Unavailable } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { log } from '../../platform/log.ts';
import { wayToProvider } from '../../platform/web/at-provider.ts';
import { hold, letGo } from '../../platform/web/holds.ts';
import { ownPath } from '../../platform/web/own-path.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { itemRow } from '../item/find.ts';
import { familyOf } from '../splitting/queries.ts';
import { itemsFrom, MOST_LISTED } from './lost-key.ts';
import { citizenSignIn, forgetAddress, noteAddress, provenAddress } from './own-address.ts';

const PATH = '/track/provider';
const LIST = '/track/own';
const way = wayToProvider({ cookie: 'citizen-at-provider', path: PATH });

/** Where to in the end. */
const toQuery = Joi.object<{ to: string }>({ to: Joi.string().max(500).allow('').default('') });
/** What the provider adds, its library reads from the address itself. */
const answerQuery = Joi.object<{ code?: string }>({ code: Joi.string().max(8000) }).unknown();

function providerOf({ site }: Context) {
  if (!site.citizenProvider) throw new NotFound();
  return site.citizenProvider;
}

const reasonOf = (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) });

async function leave(visit: Visit<unknown, { to: string }>): Promise<Reply> {
  const provider = providerOf(visit.context);
  try {
    // Computers of libraries and halls: whoever comes next must not get in as the one before.
    return await way.leave(visit, provider, { anew: true, to: visit.query.to });
  } catch (error) {
    log.error(reasonOf(error), 'the identity provider for citizens does not answer');
    throw new Unavailable('feedback.contact.own.errors.away');
  }
}

async function comeBack(visit: Visit<any, any>): Promise<Reply> {
  const { context, address } = visit;
  const provider = providerOf(context);
  const back = way.comeBack(visit);
  if (!back) throw new Invalid({}, 'feedback.contact.own.errors.refused');
  try {
    const { email, fresh } = await provider.finish(
      `${context.site.publicUrl}${address}`,
      back.kept,
      context.now,
    );
    if (!fresh) throw new Invalid({}, 'feedback.contact.own.errors.not-anew');
    if (!email) throw new Invalid({}, 'feedback.contact.own.errors.unverified');
    noteAddress(visit, email);
    return seeOther(back.to ? ownPath(back.to) : LIST);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    log.warn(reasonOf(error), 'an answer of the identity provider for citizens was refused');
    throw new Invalid({}, 'feedback.contact.own.errors.refused');
  }
}

const title = ({ language }: Context) => translator(language)('feedback.contact.own.title');

/** What this browser may list; where nobody has signed in, the offer to. */
async function ownPage(visit: Visit<any, any>, typed: Partial<Typed> = {}): Promise<Reply> {
  const { context } = visit;
  const citizen = citizenSignIn(visit);
  const items = citizen?.email ? await itemsFrom(citizen.email) : [];
  return page('feedback/contact/own', {
    ...{ title: title(context), unlisted: true, citizen },
    ...{ items, most: items.length === MOST_LISTED && MOST_LISTED },
    ...typed,
  });
}

const again: Route['again'] = (visit, typed) => ownPage(visit, typed);

/**
 * Senders who sign in with the provider for citizens. There is no account: a verified address opens what a letter to it
 * opens ("lost the key"), and is confirmed in what is sent next. Links, not forms: a form may not lead elsewhere.
 */
export const citizenRoutes: Route[] = [
  route({ method: 'get', path: PATH, who: 'anyone', query: toQuery, limit: 'links', handler: leave, again }),
  route({
    method: 'get',
    path: way.callback as '/track/provider/callback',
    who: 'anyone',
    query: answerQuery,
    limit: 'links',
    handler: comeBack,
    again,
  }),
  route({
    method: 'get',
    path: LIST,
    who: 'anyone',
    handler: async (visit) => {
      providerOf(visit.context);
      return ownPage(visit);
    },
  }),
  route({
    method: 'get',
    path: `${LIST}/:code`,
    who: 'anyone',
    handler: async (visit) => {
      providerOf(visit.context);
      const email = provenAddress(visit);
      if (!email) return seeOther(LIST);
      const { code } = visit.params;
      const row = await itemRow(code);
      // What was sent for an office is opened by signing in as staff.
      if (!row || row.raised || row.sender.email !== email) throw new NotFound();
      hold(visit.cookies, await familyOf(code), { keep: false });
      return seeOther(`/feedback/${code}`);
    },
  }),
  route({
    method: 'post',
    path: `${LIST}/sign-out`,
    who: 'anyone',
    handler: async (visit) => {
      providerOf(visit.context);
      const email = provenAddress(visit);
      const codes = email ? (await itemsFrom(email)).map(({ code }) => code) : [];
      letGo(visit.cookies, (await Promise.all(codes.map(familyOf))).flat());
      forgetAddress(visit);
      return seeOther('/track');
    },
  }),
];
