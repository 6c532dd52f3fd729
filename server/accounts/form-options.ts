import { cityDate } from '../calendar/index.ts';
import { type Context, LANGUAGES, ROLES } from '../platform/context.ts';
import { isOpen, ownRoles } from '../roles/index.ts';
import { isWard, type Unit, unitOf, unitsInForce } from '../units/index.ts';
import { SCOPES, STATUSES } from './rules.ts';

/** One tick or several: a form sends a word or a list. */
export function listOf(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}

const options = (codes: readonly string[], chosen: unknown) => {
  const list = listOf(chosen);
  return codes.map((code) => ({ code, chosen: list.includes(code) }));
};

export const roleOptions = (chosen: unknown) => options(ROLES, chosen);
/** Roles of the city's own: those that are open, and those that the account has. */
export async function ownRoleOptions(chosen: unknown, now: Date) {
  const list = listOf(chosen);
  const today = cityDate(now);
  return (await ownRoles(now))
    .filter((role) => list.includes(role.id) || isOpen(role, today))
    .map((role) => ({ ...role, chosen: list.includes(role.id), ended: !isOpen(role, today) }));
}
export const languageOptions = (chosen: unknown) => options(LANGUAGES, chosen);
export const scopeOptions = (chosen: unknown) => options(SCOPES, chosen);

/** Calls of the API that change something, each for itself. */
export function callOptions({ site }: Pick<Context, 'site'>, chosen: unknown) {
  const list = listOf(chosen);
  return (site.calls ?? []).map((call) => ({ ...call, chosen: list.includes(call.id) }));
}
export const statusOptions = (chosen: unknown) => options(STATUSES, chosen);

/** Units in force, city bodies before wards and communes; former ones only where they are still chosen. */
export function unitGroups(chosen: unknown, today: string) {
  const list = listOf(chosen);
  const present = unitsInForce(today);
  const slugs = new Set(present.map((unit) => unit.slug));
  const former = list.map((slug) => unitOf(slug)).filter((unit) => unit && !slugs.has(unit.slug)) as Unit[];
  const group = (key: string, units: readonly Unit[]) => {
    const rows = units.map(({ slug, name }) => ({ slug, name, chosen: list.includes(slug) }));
    return { key, units: rows, chosen: rows.filter((row) => row.chosen).length };
  };
  return [
    group(
      'city',
      present.filter((unit) => !isWard(unit)),
    ),
    group('wards', present.filter(isWard)),
    group('former', former),
  ].filter((each) => each.units.length > 0);
}
