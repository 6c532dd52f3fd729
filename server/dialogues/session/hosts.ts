import { createHash } from 'node:crypto';
import { staffOf } from '../../accounts/index.ts';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Text } from '../../platform/errors.ts';
import { unitsInForce } from '../../units/index.ts';
import type { DialogueFields, Person } from './model.ts';
import { CHAIRS } from './policy.ts';
import type { DialogueInput } from './schemas.ts';

/** Who runs a session, and the units on its panel. */
export type Hosts = Pick<DialogueFields, 'chair' | 'moderators' | 'units'>;

type Chosen = Pick<DialogueInput, 'chair' | 'moderators' | 'units'>;

/** People who can be offered as chair and as moderators. What has been named before stays possible: people go on leave. */
export async function peopleFor(
  before?: Pick<Hosts, 'chair' | 'moderators'>,
): Promise<{ chairs: Person[]; moderators: Person[] }> {
  const byRole = await Promise.all(CHAIRS.map((role) => staffOf({ role })));
  const chairs = byRole.flat().map(({ id, name }) => ({ id, name }));
  const moderators = (await staffOf({ role: 'moderator' })).map(({ id, name }) => ({ id, name }));
  return {
    chairs: unique([...chairs, ...(before ? [before.chair] : [])]),
    moderators: unique([...moderators, ...(before?.moderators ?? [])]),
  };
}

function unique(people: readonly Person[]): Person[] {
  return [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()];
}

type Faults = Record<string, Text>;

/** Looks up whom a form has chosen, and says what is wrong with the choice. */
export async function chosenHosts(
  context: Context,
  input: Chosen,
  before?: Hosts,
): Promise<{ hosts: Hosts; faults: Faults }> {
  const { chairs, moderators } = await peopleFor(before);
  const chair = chairs.find(({ id }) => id === input.chair);
  const chosen = moderators.filter(({ id }) => input.moderators.includes(id));
  const faults: Faults = {};
  if (!chair) faults['chair'] = { text: 'dialogues.errors.unknown-chair' };
  if (chosen.length === 0 || chosen.length !== new Set(input.moderators).size)
    faults['moderators'] = { text: 'dialogues.errors.unknown-moderator' };
  // Four eyes: the chair approves what the moderators have written.
  else if (chosen.some(({ id }) => id === input.chair))
    faults['moderators'] = { text: 'dialogues.errors.chair-moderates' };
  const inForce = unitsInForce(cityDate(context.now)).map(({ slug }) => slug);
  const units = new Set([...inForce, ...(before?.units ?? [])]);
  if (input.units.some((slug) => !units.has(slug)))
    faults['units'] = { text: 'dialogues.errors.unknown-unit' };
  return { hosts: { chair: chair!, moderators: chosen, units: [...new Set(input.units)] }, faults };
}

/** Tells one choice of people and units from another: a form carries the mark of the one that it changes. */
export function hostsMark({ chair, moderators, units }: Hosts): string {
  const all = [chair.id, moderators.map(({ id }) => id).sort(), [...units].sort()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
