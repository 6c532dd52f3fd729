import { dayAfter } from '../../city/dates.ts';
import type { UnitsBySlug } from '../../units/rules.ts';
import { isWard } from '../../units/rules.ts';
import { type Regulation, WARD_CONCERNED } from './regulation.ts';

/**
 * The first day on which `unit` handles the procedure instead of `unit2023`, yyyy-mm-dd, as the validity of the units
 * tells; null when nothing changed. Where both units have always been there (criminal records went from Justice to
 * the Police), it is the day on which the departments were merged: 1 March 2025.
 */
export function handoverOn(
  regulation: Pick<Regulation, 'unit' | 'unit2023'>,
  units: UnitsBySlug,
): string | null {
  const { unit, unit2023 } = regulation;
  if (unit === unit2023) return null;
  if (unit === WARD_CONCERNED) return wardsSince(units);
  const since = units.get(unit)?.validFrom;
  if (since) return since;
  const until = units.get(unit2023)?.validTo;
  return until ? dayAfter(until) : mergerOn(units);
}

/** What handles the procedure on a date: a slug or a placeholder, and if that is the state before the reforms. */
export function namedOn(
  regulation: Regulation,
  units: UnitsBySlug,
  date: string,
): { slug: string; before: boolean } {
  const changed = handoverOn(regulation, units);
  const before = changed !== null && date < changed;
  return { slug: before ? regulation.unit2023 : regulation.unit, before };
}

/** First day of the present wards and communes. */
function wardsSince(units: UnitsBySlug): string | null {
  const days = [...units.values()].flatMap((unit) => (isWard(unit) && unit.validFrom ? unit.validFrom : []));
  return days.sort()[0] ?? null;
}

/** The day after departments last ended. */
function mergerOn(units: UnitsBySlug): string | null {
  const days = [...units.values()].flatMap((unit) =>
    unit.kind === 'department' && unit.validTo ? unit.validTo : [],
  );
  const last = days.sort().at(-1);
  return last ? dayAfter(last) : null;
}
