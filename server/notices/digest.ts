import { staffOf } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import type { Context, Language, Role, Trilingual } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import { unitOf } from '../units/index.ts';
import { NoticeSettings } from './model.ts';
import { type Morning, type OpenItem, openItems } from './open-items.ts';
import { type DigestItem, digestOf, groupOf, type ReminderPoint, reasonOf, type Told } from './rules.ts';

interface Person {
  id: string;
  email: string;
  language: Language;
}

export interface ToldItem extends DigestItem {
  code: string;
  subject?: string;
  regulation?: Trilingual;
  unit?: Trilingual;
}

/** A letter stays one that people read: of each group so many, and how many more there are. */
const MOST_SHOWN = 30;

/**
 * Sends everybody the letter of the day. The id of a letter is made of person and date: a second run, after a crash
 * or in another process, sends nothing twice.
 */
export async function sendDigests(context: Context, morning: Morning, tools: Tools): Promise<void> {
  const told = await whoIsToldWhat(morning);
  const silent = new Set(
    (await NoticeSettings.find({ digest: 'none' }, { _id: 1 }).lean()).map(({ _id }) => _id),
  );
  const date = cityDate(morning.opening);
  for (const { person, items } of told.values()) {
    const groups = digestOf([...items.values()], silent.has(`a.${person.id}`) ? 'none' : 'daily');
    if (!groups) continue;
    await tools.sendLetter(context, {
      id: `digest:${date}:${person.id}`,
      to: person.email,
      language: person.language,
      view: 'notices/letters/digest',
      model: {
        date: morning.opening,
        total: groups.reduce((sum, group) => sum + group.items.length, 0),
        groups: groups.map(shortened),
      },
    });
  }
}

function shortened({ name, items }: { name: string; items: ToldItem[] }) {
  const shown = items.slice(0, MOST_SHOWN).map((item) => ({ ...item, why: item.reached.map(reasonOf) }));
  return { name, items: shown, count: items.length, more: Math.max(0, items.length - MOST_SHOWN) };
}

type ToldPerson = { person: Person; items: Map<string, ToldItem> };

async function whoIsToldWhat(morning: Morning): Promise<Map<string, ToldPerson>> {
  const told = new Map<string, ToldPerson>();
  const people = readers();
  for await (const item of openItems(morning)) {
    const owners = await people.own(item);
    const own = (person: Person) => owners.some(({ id }) => id === person.id);
    const heads = item.toApprove && item.unit ? await people.of('head', item) : [];
    const toApprove = (person: Person) => heads.some(({ id }) => id === person.id);
    for (const person of owners)
      tell(told, person, { ...toldItem(item, { own: true }), toApprove: toApprove(person) });
    for (const point of item.reached)
      for (const whom of point.to)
        for (const person of await people.of(whom, item))
          tell(told, person, toldItem(item, { own: own(person), point }));
  }
  return told;
}

/** Of what a person need not hear today nothing is kept: a hundred thousand items fit into no letter. */
function tell(told: Map<string, ToldPerson>, person: Person, item: ToldItem): void {
  const known = told.get(person.id) ?? { person, items: new Map<string, ToldItem>() };
  const before = known.items.get(item.code);
  const own = before?.own || item.own;
  const toApprove = before?.toApprove || item.toApprove;
  const merged = {
    ...item,
    own,
    toApprove,
    reached: [...new Set([...(before?.reached ?? []), ...item.reached])],
  };
  if (!groupOf(merged)) return;
  known.items.set(item.code, merged);
  told.set(person.id, known);
}

function toldItem(item: OpenItem, as: { own: boolean; point?: ReminderPoint }): ToldItem {
  const { code, subject, regulation, dueAt, promisedAt, standing } = item;
  const unit = item.unit ? unitOf(item.unit)?.name : undefined;
  return {
    ...{ code, dueAt, promisedAt, standing },
    ...(subject ? { subject } : {}),
    ...(regulation ? { regulation } : {}),
    ...(unit ? { unit } : {}),
    own: as.own,
    reached: as.point ? [as.point] : [],
  };
}

/** Looks people up once a morning. */
function readers() {
  const known = new Map<string, Promise<Person[]>>();
  const inRole = (role: Role, unit: string | null): Promise<Person[]> => {
    const key = `${role} ${unit ?? ''}`;
    const found = known.get(key) ?? staffOf({ role, ...(unit ? { unit } : {}) });
    known.set(key, found);
    return found;
  };
  /** The official who has it; while nobody has it, or who has it is away, the heads. */
  const official = async ({ unit, assignee }: OpenItem): Promise<Person[]> => {
    if (!unit) return [];
    const people = [...(await inRole('official', unit)), ...(await inRole('head', unit))];
    const person = assignee === null ? undefined : people.find(({ id }) => id === assignee);
    return person ? [person] : inRole('head', unit);
  };
  const of = (whom: Told, item: OpenItem): Promise<Person[]> => {
    if (whom === 'official') return official(item);
    if (whom === 'head') return item.unit ? inRole('head', item.unit) : Promise.resolve([]);
    return inRole(whom, whom === 'leader' ? item.unit : null);
  };
  const own = async (item: OpenItem): Promise<Person[]> =>
    item.unit && !item.withCoordinators
      ? [...(await official(item)), ...(await inRole('head', item.unit))]
      : inRole('coordinator', null);
  return { of, own };
}
