import { cityDate } from '../calendar/index.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Actor, Language, Staff } from '../platform/context.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { onCommitted } from '../platform/journal/index.ts';
import { hashSecret } from '../platform/secrets.ts';
import { grantsOf } from '../roles/index.ts';
import { AccessTokenModel } from './access-token.ts';
import { type AccountFields, AccountModel } from './model.ts';
import { narrowed, tokenWorks, unitsWith } from './rules.ts';

type Known = Pick<
  AccountFields,
  | '_id'
  | 'name'
  | 'email'
  | 'language'
  | 'status'
  | 'roles'
  | 'ownRoles'
  | 'units'
  | 'standsInFor'
  | 'epoch'
  | 'sessionsEndedAt'
  | 'passwordChangedAt'
>;

const FIELDS = {
  ...{ name: 1, email: 1, language: 1, status: 1, roles: 1, ownRoles: 1, units: 1, standsInFor: 1 },
  ...{ epoch: 1, sessionsEndedAt: 1, passwordChangedAt: 1 },
};

async function staffOfAccount(account: Known, now: Date): Promise<Staff> {
  const grants = await grantsOf(account.ownRoles, now);
  return {
    kind: 'staff',
    id: account._id,
    name: account.name,
    email: account.email,
    roles: account.roles,
    ...(grants.length > 0 && { grants }),
    units: unitsWith(account.units, account.standsInFor),
  };
}

async function activeAccount(id: string): Promise<Known | undefined> {
  const account = await AccountModel.findById(id, FIELDS).lean<Known>();
  return account?.status === 'active' ? account : undefined;
}

/** For what somebody has ordered to be done later; undefined once the account is closed. */
export async function actorOfAccount(id: string, now: Date): Promise<Staff | undefined> {
  const account = await activeAccount(id);
  return account && staffOfAccount(account, now);
}

type ActorOf = (
  session: { accountId?: string; epoch?: number } | undefined,
  holds: string[],
  now: Date,
) => Promise<{ actor: Actor; language?: Language }>;

/** Who a session stands for: asked at every request, so it costs one read by id. */
export const actorOfSession: ActorOf = (session, holds, now) => actorOf(session, holds, now, activeAccount);

const MOST_REMEMBERED = 2_000;
/** A command beside the only process closes accounts too. */
const ALONE_MS = 5_000;

/**
 * The same for those who ask many times a minute: accounts change by commits, and each is read anew after its own. Where
 * other processes commit too, it is read each time. `end` stops listening.
 */
export function rememberedActors(clock: Clock): { actorOf: ActorOf; end(): void } {
  const remembered = new Remembered<Known | undefined>({ most: MOST_REMEMBERED, shared: 0, alone: ALONE_MS });
  const end = onCommitted(({ subject: { model, id } }) => {
    if (model === AccountModel.modelName) remembered.forget(id);
  });
  const read = (id: string) => remembered.get(id, clock.now(), () => activeAccount(id));
  return { actorOf: (session, holds, now) => actorOf(session, holds, now, read), end };
}

async function actorOf(
  session: Parameters<ActorOf>[0],
  holds: string[],
  now: Date,
  read: typeof activeAccount,
): ReturnType<ActorOf> {
  const account = session?.accountId ? await read(session.accountId) : undefined;
  if (!account || account.epoch !== session?.epoch) return { actor: { kind: 'visitor', holds } };
  return { actor: await staffOfAccount(account, now), language: account.language };
}

/** The account behind a bearer token; undefined when it is unknown, expired, withdrawn or its owner has left. */
export async function actorOfToken(token: string, now: Date): Promise<Actor | undefined> {
  const row = await AccessTokenModel.findOne({ hash: hashSecret(token) }).lean();
  if (!row) return undefined;
  const account = await activeAccount(row.account);
  if (!account || !tokenWorks(row, account, now)) return undefined;
  const staff = await staffOfAccount(account, now);
  const reach = row.units?.length ? narrowed(staff, row.units) : undefined;
  if (row.units?.length && !reach) return undefined;
  const lastUsedDay = cityDate(now);
  // One write a day at the most: reading through the API must not cost a flush each time.
  if (row.lastUsedDay !== lastUsedDay)
    await AccessTokenModel.updateOne({ _id: row._id }, { $set: { lastUsedDay } });
  return { ...staff, ...(reach && { ...reach, allUnits: staff.units }), scopes: row.scopes };
}
