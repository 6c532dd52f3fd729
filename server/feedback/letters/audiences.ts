import { accountsOfUnit, staffOf, unitStaff } from '../../accounts/index.ts';
import type { Language } from '../../platform/context.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { heldBy } from '../erasure/erased-item.ts';
import type { FeedbackFields } from '../item/model.ts';
import { isUnattended, nearestAbove } from '../item/who-acts.ts';

export type Reader = { id: string; email: string; language: Language };
export type Audience = (item: FeedbackFields, entry: Entry) => Promise<Reader[]>;

/** Nobody hears of an item about the conduct of a unit that they work for. */
export async function withoutShielded({ shield }: FeedbackFields, readers: Reader[]): Promise<Reader[]> {
  if (!shield) return readers;
  // Not by `staffOf`: it counts those of the whole city to each unit, and they are who looks after such items.
  const there = await accountsOfUnit(shield.unit);
  return readers.filter(({ id }) => !there.has(id));
}

/** Only who has left an address; of an office its heads and whoever has written for it, or all where neither is there. */
export const sender: Audience = async ({ raised, sender: { email }, language }) => {
  if (!raised) return email ? [{ id: 'sender', email, language }] : [];
  const [heads, officials] = await Promise.all([
    headsOf(raised.unit),
    staffOf({ role: 'official', unit: raised.unit }),
  ]);
  const told = [...heads, ...officials.filter(({ id }) => id === raised.by)];
  const readers = told.length > 0 ? told : officials;
  return [...new Map(readers.map((reader) => [reader.id, reader])).values()];
};

/** Of what ended long ago nobody is told. */
export const toldSender: Audience = async (item, entry) =>
  entry.details['silent'] ? [] : sender(item, entry);

const headsOf = (unit: string | null): Promise<Reader[]> =>
  unit ? staffOf({ role: 'head', unit }) : Promise.resolve([]);

/** Of a reopened item: those who had a part in the first answer are asked for nothing. */
export const heads: Audience = async (item) => {
  const outside = item.reopening?.hadPart ?? [];
  return (await headsOf(item.unit)).filter(({ id }) => !outside.includes(id));
};

/** Also those who had a part: what is said of their answer they have to know. */
export const everyHead: Audience = (item) => headsOf(item.unit);

/** Who decides the appeal; once its date has passed, the leadership hears of it too. */
export const judges: Audience = async (item, { name }) => {
  const { appeal } = item;
  // Before choosing: where only people of the shielded unit would be left, the leadership has to hear of it.
  const free = async (people: Reader[]) =>
    (await withoutShielded(item, people)).filter(({ id }) => !appeal?.hadPart.includes(id));
  const above = await free(await headsOf(appeal?.to ?? null));
  if (above.length > 0 && name !== 'feedback.appeal-overdue') return above;
  const leaders = await free(await staffOf({ role: 'leader' }));
  return [...new Map([...above, ...leaders].map((reader) => [reader.id, reader])).values()];
};

/** Where the unit has nobody: the heads of the nearest unit above, for somebody has to know. */
export const above: Audience = async (item, entry) => {
  const staff = await unitStaff(entry.at);
  if (!item.unit || !isUnattended(item.unit, staff)) return [];
  const next = nearestAbove(item.unit, staff);
  return next ? headsOf(next.unit) : [];
};

/** Nobody of the unit hears of it: coordinators have to know. */
export const alarmed: Audience = async (item, entry) =>
  item.unit && isUnattended(item.unit, await unitStaff(entry.at)) ? coordinators(item, entry) : [];

/** A changed calendar moves many items at once: one letter an item is enough for the unit. */
export const oneHead: Audience = async (item, entry) => (await heads(item, entry)).slice(0, 1);

export const assignee: Audience = async (item) => {
  if (!item.assignee || !item.unit) return [];
  const people = [...(await staffOf({ role: 'official', unit: item.unit })), ...(await headsOf(item.unit))];
  return people.filter(
    (person, at) => person.id === item.assignee && people.findIndex((other) => other.id === person.id) === at,
  );
};

/** Heads of the unit that was asked for its part. */
export const contributors: Audience = async (_item, entry) =>
  headsOf((entry.details['about'] as string) ?? null);

/** Heads of the unit to which the answer passes points on. */
export const receivers: Audience = async (item) => headsOf(item.answer?.fields?.handover?.unit ?? null);

/** While an answer is due somebody decides whether it comes first. */
export const erasureDeciders: Audience = async (item, entry) =>
  heldBy(item) ? coordinators(item, entry) : [];

export const coordinators: Audience = async () => staffOf({ role: 'coordinator' });

/** Of a contested refusal: all but whoever refused. */
export const secondReaders: Audience = async ({ refusal }) =>
  (await staffOf({ role: 'coordinator' })).filter(({ id }) => id !== refusal?.by);

/** Before routing the coordinators have it. */
export const screeners: Audience = async (item, entry) => (item.unit ? [] : coordinators(item, entry));

/** Whoever works on it in the unit: the official, or the heads while nobody has taken it. */
export const handlers: Audience = async (item, entry) => {
  const official = await assignee(item, entry);
  return official.length > 0 ? official : heads(item, entry);
};

/** Nobody hears by letter what they have just done themselves. */
export const otherHandlers: Audience = async (item, entry) =>
  (await handlers(item, entry)).filter(({ id }) => id !== entry.actor.id);
