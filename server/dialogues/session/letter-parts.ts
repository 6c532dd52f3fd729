import { staffOf } from '../../accounts/index.ts';
import type { Context, Language } from '../../platform/context.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import type { DialogueFields } from './model.ts';
import { CHAIRS } from './policy.ts';
import { heldAt } from './rules/opening.ts';

export interface Reader {
  id: string;
  email: string;
  language: Language;
}

/** Chair and moderators of a session, as far as they still may be that. */
export async function stewards(it: DialogueFields): Promise<Reader[]> {
  const moderators = await staffOf({ role: 'moderator' });
  const named = new Set(it.moderators.map(({ id }) => id));
  const chairs = (await Promise.all(CHAIRS.map((role) => staffOf({ role })))).flat();
  return unique([
    ...chairs.filter(({ id }) => id === it.chair.id),
    ...moderators.filter(({ id }) => named.has(id)),
  ]);
}

/** Those who run it, and the heads of the units that are to answer. */
export async function hosts(it: DialogueFields): Promise<Reader[]> {
  const heads = await Promise.all(it.units.map((unit) => staffOf({ role: 'head', unit })));
  return unique([...(await stewards(it)), ...heads.flat()]);
}

export function unique(readers: Reader[]): Reader[] {
  return [...new Map(readers.map((each) => [each.id, each])).values()];
}

export function about(it: DialogueFields): Record<string, unknown> {
  const { code, title, language, place, endedAt } = it;
  const { startsAt, endsAt, announcedFor } = heldAt(it);
  return {
    ...{ code, title, startsAt, endsAt, announcedFor, place, endedAt },
    titleLanguage: language,
    chair: it.chair.name,
    units: it.units.flatMap((slug) => namedUnit(slug)?.name ?? []),
    reason: it.cancelledFor,
    cancelled: it.status === 'cancelled',
    href: `/dialogues/${code}`,
  };
}

export interface Send {
  tools: Tools;
  context: Context;
  entry: Entry;
}
