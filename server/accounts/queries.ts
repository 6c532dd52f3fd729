import { cityDate, cityNoon } from '../calendar/index.ts';
import { type Context, isStaff, type Role } from '../platform/context.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { namesOf, timelineOf } from '../platform/journal/index.ts';
import { queryTokens } from '../platform/text.ts';
import { isOpen, ownRoles } from '../roles/index.ts';
import { unitOf } from '../units/index.ts';
import { AccessTokenModel } from './access-token.ts';
import { factorRule, needsFactor } from './factor-rule.ts';
import { type AccountFields, AccountModel } from './model.ts';
import { passkeyHandle } from './passkey-challenge.ts';
import { canManageAccounts, canResetFactor } from './policy.ts';
import {
  type AccountStatus,
  allowsMove,
  canStandIn,
  hasSecondStep,
  isOver,
  type Scope,
  tokenWorks,
} from './rules.ts';

export type { AccountFields };

const PAGE = 25;

export interface ListFilter {
  q?: string;
  role?: Role;
  ownRole?: string;
  unit?: string;
  status?: AccountStatus;
  after?: string;
}

/** Where the next page begins: name and id of the last row. */
const cursorOf = (row: AccountFields) =>
  Buffer.from(JSON.stringify([row.sortName, row._id])).toString('base64url');

function afterCursor(cursor: string | undefined): object {
  if (!cursor) return {};
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof name !== 'string' || typeof id !== 'string') return {};
    return { $or: [{ sortName: { $gt: name } }, { sortName: name, _id: { $gt: id } }] };
  } catch {
    // Somebody cut the address short: the list begins anew.
    return {};
  }
}

const unitRows = (slugs: readonly string[]) => slugs.map((slug) => ({ slug, name: unitOf(slug)?.name }));

/** Names of roles of the city's own, of those that still hold or will. */
async function ownRoleNames(now: Date) {
  const today = cityDate(now);
  const open = (await ownRoles(now)).filter((role) => isOpen(role, today));
  return (ids: readonly string[] = []) => open.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

/** One page of accounts by name. @throws Forbidden */
export async function listAccounts(context: Context, filter: ListFilter) {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  const { q, role, ownRole, unit, status, after } = filter;
  const tokens = queryTokens(q ?? '');
  const wanted = {
    ...(tokens.length > 0 ? { search: { $all: tokens } } : {}),
    ...(role ? { roles: role } : {}),
    ...(ownRole ? { ownRoles: ownRole } : {}),
    ...(unit ? { units: unit } : {}),
    ...(status ? { status } : {}),
    ...afterCursor(after),
  };
  const found = await AccountModel.find(wanted)
    .sort({ sortName: 1, _id: 1 })
    .limit(PAGE + 1)
    .lean<AccountFields[]>();
  const rows = found.slice(0, PAGE);
  const named = await ownRoleNames(context.now);
  const next = found.length > PAGE ? cursorOf(rows.at(-1)!) : undefined;
  return {
    rows: rows.map(({ _id, name, email, status, roles, ownRoles, units, lastSignInDay }) => ({
      ...{ id: _id, name, email, status, roles, ownRoles: named(ownRoles), units: unitRows(units) },
      lastSignInAt: lastSignInDay && cityNoon(lastSignInDay),
    })),
    next,
  };
}

export interface TokenRow {
  id: string;
  name: string;
  scopes: Scope[];
  units: ReturnType<typeof unitRows>;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt?: Date;
}

/** Tokens that still work, newest first. */
async function tokensOf(owner: AccountFields, now: Date): Promise<TokenRow[]> {
  const rows = await AccessTokenModel.find({ account: owner._id, expiresAt: { $gt: now } })
    .sort({ createdAt: -1, _id: -1 })
    .lean();
  return rows
    .filter((row) => tokenWorks(row, owner, now))
    .map(({ _id, name, scopes, units = [], createdAt, expiresAt, lastUsedDay }) => ({
      ...{ id: _id, name, scopes, units: unitRows(units), createdAt, expiresAt },
      ...(lastUsedDay ? { lastUsedAt: cityNoon(lastUsedDay) } : {}),
    }));
}

async function absenceOf(account: AccountFields, today: string) {
  const { absence } = account;
  if (!absence || isOver(absence, today)) return undefined;
  const deputy = absence.deputy ? await AccountModel.findById(absence.deputy, { name: 1 }).lean() : undefined;
  return { from: cityNoon(absence.from), to: cityNoon(absence.to), deputy: deputy?.name };
}

function standsInFor(account: AccountFields) {
  return account.standsInFor.map(({ name, units, to }) => ({
    name,
    to: cityNoon(to),
    units: unitRows(units),
  }));
}

async function accountRow(id: string): Promise<AccountFields> {
  const account = await accountIfKnown(id);
  if (!account) throw new NotFound();
  return account;
}

/** For what follows by itself and asks on nobody's behalf: letters and reactions. */
export function accountIfKnown(id: string): Promise<AccountFields | null> {
  return AccountModel.findById(id).lean<AccountFields>().exec();
}

/** Who has a role of the city's own. */
export async function accountsWithRole(role: string): Promise<string[]> {
  const rows = await AccountModel.find({ ownRoles: role, status: 'active' }, { _id: 1 }).lean();
  return rows.map(({ _id }) => _id);
}

async function common(context: Context, id: string) {
  const account = await accountRow(id);
  const { name, email, language, status, roles, units } = account;
  return {
    account,
    shown: {
      ...{ id, name, email, language, status, roles, units: unitRows(units) },
      ownRoles: (await ownRoleNames(context.now))(account.ownRoles),
      absence: await absenceOf(account, cityDate(context.now)),
      standsInFor: standsInFor(account),
      factor: factorShown(account),
      passkeys: passkeysShown(account),
      tokens: await tokensOf(account, context.now),
    },
  };
}

/** What an administrator sees of one account. @throws Forbidden, NotFound */
export async function accountDetails(context: Context, id: string) {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  const { account, shown } = await common(context, id);
  const history = await timelineOf(account);
  return {
    ...shown,
    unitSlugs: account.units,
    ownRoleIds: account.ownRoles ?? [],
    identity: account.identity && {
      since: account.identity.since,
      at: new URL(account.identity.issuer).host,
    },
    invitationEndsAt: account.invitation?.expiresAt,
    lastSignInAt: account.lastSignInDay && cityNoon(account.lastSignInDay),
    history: history.reverse().map(({ name, at, actor }) => ({ name, at, by: namesOf(actor) })),
    may: {
      resetFactor: hasSecondStep(account) && canResetFactor(context.actor, id),
      inviteAgain: allowsMove(account.status, 'invite-again'),
      deactivate: allowsMove(account.status, 'deactivate'),
      reactivate: allowsMove(account.status, 'reactivate') && !account.personalErasedAt,
    },
  };
}

/** A second factor as its owner and administrators see it. */
const factorShown = ({ factor }: Pick<AccountFields, 'factor'>) =>
  factor ? { since: factor.since, left: factor.recovery.length } : undefined;

/** Passkeys as their owner and administrators see them. */
const passkeysShown = ({ passkeys = [] }: Pick<AccountFields, 'passkeys'>) =>
  passkeys.map(({ id, name, since, lastUsedDay }) => ({
    ...{ handle: passkeyHandle({ id }), name, since },
    lastUsedAt: lastUsedDay && cityNoon(lastUsedDay),
  }));

/** For the page that offers another one. @throws NotFound */
export async function ownPasskeys(context: Context) {
  const { _id: id, email, name, passkeys = [] } = await accountRow(ownIdOf(context));
  return { id, email, name, passkeys };
}

const ownIdOf = ({ actor }: Context) => (isStaff(actor) ? actor.id : '');

/** For the page on which it is set up. @throws NotFound */
export async function ownFactor(context: Context) {
  const account = await accountRow(ownIdOf(context));
  const { _id: id, email, passkeys = [] } = account;
  return {
    ...{ id, email, factor: factorShown(account) },
    required: (await needsFactor(account, context.now)) && passkeys.length === 0,
  };
}

/** The rule, and how many people of each role have a second factor. @throws Forbidden */
export async function factorFigures(context: Context) {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  const shown = { roles: 1, 'factor.since': 1, 'passkeys.id': 1 };
  const rows = await AccountModel.find({ status: 'active' }, shown).lean<
    Pick<AccountFields, 'roles' | 'factor' | 'passkeys'>[]
  >();
  const people: Partial<Record<Role, { all: number; having: number }>> = {};
  for (const row of rows)
    for (const role of row.roles) {
      const { all, having } = people[role] ?? { all: 0, having: 0 };
      people[role] = { all: all + 1, having: having + (hasSecondStep(row) ? 1 : 0) };
    }
  return { ...(await factorRule()), people };
}

/** What SCIM tells of an account. */
export interface ScimAccount {
  id: string;
  name: string;
  email: string;
  status: AccountStatus;
}

const SCIM = { name: 1, email: 1, status: 1 };
const scimRow = ({ _id: id, name, email, status }: AccountFields): ScimAccount => ({
  id,
  name,
  email,
  status,
});

/** @throws NotFound */
export async function scimAccount(id: string): Promise<ScimAccount> {
  return scimRow(await accountRow(id));
}

export async function scimAccounts(asked: { email: string | undefined; skip: number; count: number }) {
  const wanted = asked.email === undefined ? {} : { email: asked.email };
  const total = await AccountModel.countDocuments(wanted);
  if (asked.count === 0) return { total, rows: [] };
  const rows = await AccountModel.find(wanted, SCIM)
    .sort({ _id: 1 })
    .skip(asked.skip)
    .limit(asked.count)
    .lean<AccountFields[]>();
  return { total, rows: rows.map(scimRow) };
}

/** What people see of their own account. */
export async function ownAccount(context: Context, id: string) {
  const { account, shown } = await common(context, id);
  return { ...shown, deputies: await deputiesFor(account) };
}

/** All that is held about somebody as a person with an account, as plain data. Nothing by which one signs in. */
export async function ownAccountData(context: Context) {
  const { account, shown } = await common(context, ownIdOf(context));
  const { createdAt, lastSignInDay, passwordChangedAt, identity } = account;
  const history = await timelineOf(account);
  return {
    ...{ exportedAt: context.now, ...shown, createdAt, lastSignInDay, passwordChangedAt },
    identity: identity ? { issuer: identity.issuer, since: identity.since } : null,
    history: history.map(({ name, at, actor }) => ({ name, at, by: namesOf(actor) })),
  };
}

/** Colleagues who may stand in, by name. */
async function deputiesFor(account: AccountFields): Promise<{ id: string; name: string }[]> {
  const [role] = account.roles.filter((each) => each !== 'administrator');
  const [own] = account.ownRoles ?? [];
  if (!role && !own) return [];
  const same = role ? { roles: role } : { ownRoles: own! };
  const people = await AccountModel.find({ ...same, status: 'active', _id: { $ne: account._id } })
    .sort({ sortName: 1, _id: 1 })
    .lean<AccountFields[]>();
  return people
    .filter((person) => canStandIn(account, person))
    .map(({ _id, name, units }) => ({ id: _id, name, units: unitRows(units) }));
}
