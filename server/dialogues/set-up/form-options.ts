import { staffOf, unitGroups } from '../../accounts/index.ts';
import { cityDate, cityMinute } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES, type Context, isStaff, may, textIn } from '../../platform/context.ts';
import { allRegulations, isPlaceholder, regulationOf } from '../../regulations/index.ts';
import { namedUnits } from '../../units/index.ts';
import { peopleFor } from '../session/hosts.ts';
import type { DialogueFields, Person } from '../session/model.ts';
import { CHAIRS } from '../session/policy.ts';
import { MOST } from '../session/rules/limits.ts';
import { agendaLines } from '../session/schemas.ts';

type Values = Record<string, unknown>;

/** Shown of one person: some stand in for many. */
const MOST_UNITS = 2;

/** One tick or several: a form sends a word or a list. */
const listOf = (value: unknown): string[] => [value ?? []].flat().map(String);

/** What the form shows of a session before anybody has typed. */
export function valuesOf(it: DialogueFields): Values {
  return {
    ...{ title: it.title, description: it.description, place: it.place, language: it.language },
    ...{ regulations: it.regulations, units: it.units, version: it.version },
    chair: it.chair.id,
    moderators: it.moderators.map(({ id }) => id),
    agenda: agendaLines(it.agenda),
    startsAt: cityMinute(it.startsAt),
    endsAt: cityMinute(it.endsAt),
  };
}

/** Whoever sets a session up and moderates will most often moderate this one. */
export function firstValues({ actor, language }: Context, topic?: string): Values {
  const self = isStaff(actor) && may(actor, 'moderate') ? [actor.id] : [];
  return { language, moderators: self, ...about(topic, language) };
}

/** A session about one regulation, with the unit that is responsible for it. */
function about(topic: string | undefined, language: Context['language']): Values {
  const regulation = topic ? regulationOf(topic) : undefined;
  if (!regulation) return {};
  const { slug, name, unit } = regulation;
  return {
    title: textIn(name, language),
    regulations: [slug],
    ...(isPlaceholder(unit) ? {} : { units: [unit] }),
  };
}

/** The choices of the form, with what is chosen. */
export async function choicesFor({ now, language }: Context, values: Values, before?: DialogueFields) {
  const people = await peopleFor(before);
  const marked = (all: Person[], value: unknown) => {
    const chosen = listOf(value);
    return all.map(({ id, name }) => ({ id, name, chosen: chosen.includes(id) }));
  };
  return {
    chairGroups: await chairGroups(marked(people.chairs, values['chair'])),
    moderatorChoices: marked(people.moderators, values['moderators']),
    unitGroups: unitGroups(values['units'], cityDate(now)),
    fields: regulationFields(language, listOf(values['regulations'])),
    languageChoices: CONTENT_LANGUAGES.map((code) => ({ code, chosen: code === values['language'] })),
    longest: MOST,
  };
}

type Choice = Person & { chosen: boolean };

/** Under their roles, with their units: among dozens of names nobody is found by the name alone. */
async function chairGroups(chairs: readonly Choice[]) {
  const left = new Map(chairs.map((each) => [each.id, each]));
  const groups = [];
  for (const role of CHAIRS) {
    const people = (await staffOf({ role })).flatMap(({ id, units }) => {
      const choice = left.get(id);
      left.delete(id);
      return choice ? [{ ...choice, units: namedUnits(units.slice(0, MOST_UNITS)) }] : [];
    });
    if (people.length > 0) groups.push({ role, people });
  }
  // Named before, and no longer in such a role.
  return left.size > 0 ? [...groups, { people: [...left.values()] }] : groups;
}

/** Regulations under their fields: a list of a hundred is found through in no other way without script. */
function regulationFields(language: Context['language'], chosen: readonly string[]) {
  const fields = new Map<string, { key: string; name: string; rows: object[]; chosen: number }>();
  for (const { slug, name, field, fieldKey } of allRegulations()) {
    const group = fields.get(fieldKey) ?? {
      key: fieldKey,
      name: textIn(field, language),
      rows: [],
      chosen: 0,
    };
    const ticked = chosen.includes(slug);
    group.rows.push({ slug, name, chosen: ticked });
    group.chosen += Number(ticked);
    fields.set(fieldKey, group);
  }
  const { compare } = new Intl.Collator(language);
  return [...fields.values()].sort((a, b) => compare(a.name, b.name));
}
