import { dayAfter } from '../../city/dates.ts';
import { inForce, isDistrict, type Unit, type UnitsBySlug } from './unit.ts';

/** Wards and communes in the area of a former district that are in force on the date. */
export function wardsOfDistrict(district: string, units: UnitsBySlug, date: string): Unit[] {
  return [...units.values()].filter((unit) => unit.formerDistrict === district && inForce(unit, date));
}

/**
 * The units that do on a date what this unit did: itself while it is in force, else whoever took over, step by step.
 * The districts have no successor on file: their area went to wards, and only the ward that the sender picked
 * (if it belonged to the district) says which one. Without it all wards of the area come back: never a guess.
 * @param on.date yyyy-mm-dd
 * @returns one unit when it is certain, several when somebody has to choose, none when nobody is known
 */
export function successorsOf(
  unit: Unit,
  units: UnitsBySlug,
  on: { date: string; ward?: string | null },
): Unit[] {
  const found = new Map<string, Unit>();
  const seen = new Set<string>();
  const follow = (each: Unit): void => {
    if (seen.has(each.slug)) return;
    seen.add(each.slug);
    if (inForce(each, on.date)) found.set(each.slug, each);
    else for (const next of nextAfter(each, units, on)) follow(next);
  };
  follow(unit);
  return [...found.values()];
}

function nextAfter(unit: Unit, units: UnitsBySlug, on: { date: string; ward?: string | null }): Unit[] {
  // Not there yet on that day: what it grew out of did the work.
  if (unit.validFrom !== null && on.date < unit.validFrom) return existing(originsOf(unit), units);
  if (unit.successors.length > 0 || !isDistrict(unit)) return existing(unit.successors, units);
  const wards = wardsOfDistrict(unit.slug, units, on.date);
  const picked = wards.find((ward) => ward.slug === on.ward);
  return picked ? [picked] : wards;
}

function originsOf(unit: Unit): string[] {
  return unit.predecessors.length === 0 && unit.formerDistrict ? [unit.formerDistrict] : unit.predecessors;
}

function existing(slugs: readonly string[], units: UnitsBySlug): Unit[] {
  return slugs.flatMap((slug) => units.get(slug) ?? []);
}

/** The first day without the unit, yyyy-mm-dd; null while no end is known. */
export function endedOn(unit: Unit): string | null {
  return unit.validTo === null ? null : dayAfter(unit.validTo);
}
