import {
  type CheckedRows,
  type NumberedRow,
  type RefusedRow,
  type RowFault,
  type UnitsBySlug,
  withoutRepeats,
} from '../../units/rules.ts';
import { DISTRICT_CONCERNED, type Regulation, WARD_CONCERNED } from './regulation.ts';

/** Holds rows of well-formed regulations against each other, those on file, and the units. */
export function checkRegulations(
  rows: readonly NumberedRow<Regulation>[],
  onFile: readonly Regulation[],
  units: UnitsBySlug,
): CheckedRows<Regulation> {
  const refused: RefusedRow[] = [];
  const accepted: Regulation[] = [];
  const slugs = new Set(rows.map(({ value }) => value.slug));
  const codes = new Map<string, string>();
  // A row of the file replaces its own earlier form: only codes of others are taken.
  for (const each of onFile) if (each.code && !slugs.has(each.slug)) codes.set(each.code, each.slug);
  for (const { row, value } of withoutRepeats(rows, refused)) {
    const faults = [...codeFaults(value, codes), ...unitFaults(value, units)];
    if (faults.length > 0) {
      refused.push({ row, slug: value.slug, faults });
      continue;
    }
    if (value.code) codes.set(value.code, value.slug);
    accepted.push(value);
  }
  refused.sort((a, b) => a.row - b.row);
  return { accepted, refused };
}

function codeFaults({ code }: Regulation, codes: ReadonlyMap<string, string>): RowFault[] {
  const holder = code === null ? undefined : codes.get(code);
  return holder === undefined ? [] : [fault('code-taken', { code, holder })];
}

function unitFaults({ unit, unit2023 }: Regulation, units: UnitsBySlug): RowFault[] {
  const faults: RowFault[] = [];
  if (unit !== WARD_CONCERNED && !units.has(unit)) faults.push(fault('unknown-unit', { slug: unit }));
  const placeholders: string[] = [WARD_CONCERNED, DISTRICT_CONCERNED];
  if (!placeholders.includes(unit2023) && !units.has(unit2023))
    faults.push(fault('unknown-unit', { slug: unit2023 }));
  return faults;
}

const fault = (name: string, values: Record<string, unknown>): RowFault => ({
  text: `units.import.${name}`,
  values,
});
