import mongoose from 'mongoose';
import { createAccount } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { countedCommitments } from '../../server/commitments/figures.ts';
import { Commitment, type CommitmentFields } from '../../server/commitments/model.ts';
import { countedItems } from '../../server/feedback/figures/source.ts';
import { Feedback, type FeedbackFields } from '../../server/feedback/item/model.ts';
import { type Role, type Site, systemContext } from '../../server/platform/context.ts';
import { type CountedSource, rebuildFigures } from '../../server/platform/figures/index.ts';
import { Journal } from '../../server/platform/journal/model.ts';
import { allUnits } from '../../server/units/index.ts';
import { ItemMaker, type Officials } from './items.ts';
import { Random } from './random.ts';

const AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

/** The unit whose desks are looked at: it has many items. */
export const UNIT = 'dept-construction';
export const PASSWORD = 'lotus leaf after rain';
export const ROLES = [
  'official',
  'head',
  'coordinator',
  'leader',
  'administrator',
  'reviewer',
  'moderator',
] as const;
export const emailOf = (role: Role) => `${role}@scale.example`;

/** Two years for a city that begins, five for an archive. */
const yearsOf = (count: number) => (count > 100_000 ? 5 : 2);

/** Fills a store whose catalogue has been loaded. @param told hears how many items stand there */
export async function fillStore(
  site: Site,
  count: number,
  told: (done: number) => void = () => {},
): Promise<void> {
  const now = site.clock.now();
  const officials = await people(site);
  const from = new Date(now.getTime() - yearsOf(count) * 365 * DAY_MS);
  const maker = new ItemMaker(count, { site, from, now }, officials);
  const promises = new Promises(now);
  let writing: Promise<void> = Promise.resolve();
  for (let begun = 0; begun < count; begun += AT_ONCE) {
    const made = Array.from({ length: Math.min(AT_ONCE, count - begun) }, (_, at) => maker.make(begun + at));
    const promised = made.flatMap(({ item }) => promises.of(item) ?? []);
    // The next are made while the store writes these.
    await writing;
    writing = write(made, promised);
    writing.catch(() => undefined);
    told(begun);
  }
  await writing;
  told(count);
  const counters = mongoose.connection.collection<{ _id: string; last: number }>('counters');
  for (const [year, last] of maker.numbers)
    await counters.updateOne({ _id: `feedback-${year}` }, { $set: { last } }, { upsert: true });
  await rebuildFigures([countedItems, countedCommitments] as CountedSource[], now);
}

async function write(
  made: readonly { item: FeedbackFields; entries: object[] }[],
  promised: readonly CommitmentFields[],
): Promise<void> {
  const unordered = { ordered: false } as const;
  const items = made.map(({ item }) => item);
  await Feedback.collection.insertMany(items as never, unordered);
  await Journal.collection.insertMany(made.flatMap(({ entries }) => entries) as never, unordered);
  if (promised.length > 0) await Commitment.collection.insertMany(promised as never, unordered);
}

/** One of each role who can sign in, and an official for each unit. */
async function people(site: Site): Promise<Officials> {
  const context = systemContext(site, 'scale');
  const officials: Officials = {};
  let passwordHash: string | undefined;
  for (const role of ROLES) {
    const units = role === 'official' || role === 'head' ? [UNIT] : [];
    const person = {
      name: `Scale ${role}`,
      email: emailOf(role),
      roles: [role],
      units,
      language: 'vi' as const,
    };
    const { id } = await createAccount(context, passwordHash ? person : { ...person, password: PASSWORD });
    passwordHash ??= (await AccountModel.findById(id).lean())!.passwordHash;
    await AccountModel.updateOne({ _id: id }, { passwordHash, passwordChangedAt: site.clock.now() });
    if (role === 'official') officials[UNIT] = id;
  }
  for (const { slug } of allUnits().filter((unit) => !unit.validTo && unit.slug !== UNIT)) {
    const who = { name: `Official ${slug}`, email: `${slug}@scale.example`, units: [slug] };
    officials[slug] = (await createAccount(context, { ...who, roles: ['official'], language: 'vi' })).id;
  }
  return officials;
}

/** What answers promise: one in eight does. */
class Promises {
  readonly #random = new Random(7);
  readonly #now: Date;
  #number = 0;

  constructor(now: Date) {
    this.#now = now;
  }

  of(item: FeedbackFields): CommitmentFields | undefined {
    if (item.status !== 'answered' || !this.#random.chance(0.125)) return undefined;
    const madeAt = item.closedAt!;
    const dueAt = new Date(madeAt.getTime() + (5 + this.#random.below(60)) * DAY_MS);
    const over = dueAt < this.#now;
    const status = over ? this.#random.weighted({ kept: 70, late: 20, broken: 10 }) : 'open';
    const code = `CK-${madeAt.getUTCFullYear()}-${String(++this.#number).padStart(6, '0')}`;
    const keptAt = status === 'kept' ? dueAt : null;
    return {
      ...(new Commitment().toObject() as CommitmentFields),
      _id: `${item._id}.0`,
      code,
      source: item.code,
      versions: [1],
      unit: item.unit!,
      owner: item.assignee,
      text: item.publicText.subject,
      actor: 'Scale',
      madeAt,
      dueAt,
      dates: [{ dueAt, setAt: madeAt, reason: null }],
      status,
      keptAt,
      evidence: keptAt ? item.publicText.subject : null,
      nextAt: status === 'open' ? dueAt : null,
      version: 0,
      pending: [],
    };
  }
}
