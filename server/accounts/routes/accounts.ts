import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { type Act, bySecondPerson, ledTo, type Outcome } from '../../platform/second-person/index.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { unlinkIdentity } from '../actions/identity.ts';
import { inviteAgain } from '../actions/invitations.ts';
import { deactivateAccount } from '../actions/reach.ts';
import { resetFactor } from '../actions/second-factor.ts';
import { endSessions } from '../actions/sessions.ts';
import { withdrawToken } from '../actions/tokens.ts';
import { CHANGE_REACH, INVITE, REACTIVATE } from '../acts.ts';
import { languageOptions, ownRoleOptions, roleOptions, statusOptions, unitGroups } from '../form-options.ts';
import { accountDetails, listAccounts } from '../queries.ts';
import { INVITATION_DAYS } from '../rules.ts';
import { doneQuery, invitationForm, type ListQuery, listQuery, reachForm } from '../schemas.ts';

const who = ['accounts'] as const;

async function listPage({ context, query }: Visit<object, ListQuery>): Promise<Reply> {
  const { rows, next } = await listAccounts(context, query);
  const { after, ...filter } = query;
  const address = (more: object) => `/accounts?${new URLSearchParams({ ...filter, ...more })}`;
  return page('accounts/list', {
    title: translator(context.language)('accounts.list.title'),
    rows,
    next: next && address({ after: next }),
    first: after && address({}),
    filtered: Object.keys(filter).length > 0,
    values: filter,
    roles: roleOptions(filter.role),
    statuses: statusOptions(filter.status),
    unitGroups: unitGroups(filter.unit, cityDate(context.now)),
  });
}

async function invitationPage({ context }: { context: Context }, typed?: Typed): Promise<Reply> {
  const values = typed?.values ?? {};
  return page('accounts/new', {
    title: translator(context.language)('accounts.new.title'),
    days: INVITATION_DAYS,
    roles: roleOptions(values['roles']),
    ownRoles: await ownRoleOptions(values['ownRoles'], context.now),
    unitGroups: unitGroups(values['units'], cityDate(context.now)),
    languageChoices: languageOptions(values['language'] ?? 'vi'),
    values,
    ...typed,
  });
}

async function detailsPage(
  { context, params, query }: Pick<Visit<any, any, 'id'>, 'context' | 'params' | 'query'>,
  typed?: Typed,
) {
  const account = await accountDetails(context, params.id);
  // Only the form with roles and units has ticks to give back; the buttons beside it send nothing.
  const values =
    typed && ['roles', 'ownRoles', 'units'].some((name) => name in typed.values) ? typed.values : undefined;
  return page('accounts/show', {
    title: account.name,
    done: query['done'],
    account,
    tokensPath: `/accounts/${encodeURIComponent(account.id)}/tokens`,
    roles: roleOptions(values ? values['roles'] : account.roles),
    ownRoles: await ownRoleOptions(values ? values['ownRoles'] : account.ownRoleIds, context.now),
    unitGroups: unitGroups(values ? values['units'] : account.unitSlugs, cityDate(context.now)),
    ...typed,
  });
}

/** A button reads those that its path has. */
type ButtonParams = Record<'id' | 'token', string>;

/** What only takes away is done at once. */
const PROTECTS = { asksForProof: false };

/** A button on the page of one account: does its work and comes back. */
function button(
  path: string,
  act: (context: Context, params: ButtonParams) => Promise<Outcome<unknown> | unknown>,
  { asksForProof = true, acts }: { asksForProof?: boolean; acts?: readonly Act[] } = {},
): Route[] {
  const address = `/accounts/:id/${path}` as '/accounts/:id';
  const details = ({ id }: { id: string }) => `/accounts/${encodeURIComponent(id)}`;
  return [
    route({
      method: 'post',
      path: address,
      who,
      ...(asksForProof ? { proof: true } : {}),
      ...(acts ? { acts } : {}),
      handler: async ({ context, params }) => {
        const done = await act(context, params as ButtonParams);
        const outcome = acts ? (done as Outcome<unknown>) : { done };
        return seeOther(ledTo(outcome, () => `${details(params)}?done=${path.split('/').at(-1)}`));
      },
      again: detailsPage,
    }),
    // After a refusal the browser stands here; loading it anew leads back.
    route({ method: 'get', path: address, who, handler: async ({ params }) => seeOther(details(params)) }),
  ];
}

export const accountsRoutes: Route[] = [
  route({ method: 'get', path: '/accounts', who, query: listQuery, handler: listPage }),
  route({ method: 'get', path: '/accounts/new', who, handler: (visit) => invitationPage(visit) }),
  route({
    method: 'post',
    path: '/accounts/new',
    who,
    body: invitationForm,
    proof: true,
    acts: [INVITE],
    handler: async ({ context, body }) => {
      const outcome = await bySecondPerson(context, INVITE, body);
      return seeOther(ledTo(outcome, ({ id }) => `/accounts/${id}?done=invitation`));
    },
    again: invitationPage,
  }),
  route({
    method: 'get',
    path: '/accounts/:id',
    who,
    query: doneQuery,
    handler: (visit) => detailsPage(visit),
  }),
  route({
    method: 'post',
    path: '/accounts/:id',
    who,
    body: reachForm,
    proof: true,
    acts: [CHANGE_REACH],
    handler: async ({ context, params: { id }, body }) => {
      const outcome = await bySecondPerson(context, CHANGE_REACH, { id, reach: body });
      return seeOther(ledTo(outcome, () => `/accounts/${encodeURIComponent(id)}?done=reach`));
    },
    again: detailsPage,
  }),
  ...button('invitation', (context, { id }) => inviteAgain(context, id)),
  ...button('deactivation', (context, { id }) => deactivateAccount(context, id)),
  ...button('reactivation', (context, { id }) => bySecondPerson(context, REACTIVATE, { id }), {
    acts: [REACTIVATE],
  }),
  ...button('second-factor-reset', (context, { id }) => resetFactor(context, id)),
  ...button('identity-removal', (context, { id }) => unlinkIdentity(context, id)),
  ...button('sign-out-everywhere', (context, { id }) => endSessions(context, id), PROTECTS),
  ...button('tokens/:token/withdrawal', (context, { token }) => withdrawToken(context, token), PROTECTS),
];
