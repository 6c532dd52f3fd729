import { isDistrict, type Unit } from './unit.ts';

/** Why a row of an import is refused: a key of views/locales/…/units.json and its values. */
export interface RowFault {
  text: string;
  values?: Record<string, unknown>;
}

export interface RefusedRow {
  /** Place in the file, from 1. */
  row: number;
  slug: string;
  faults: RowFault[];
}

export interface NumberedRow<T> {
  row: number;
  value: T;
}

export interface CheckedRows<T> {
  accepted: T[];
  refused: RefusedRow[];
}

const fault = (name: string, values: Record<string, unknown>): RowFault => ({
  text: `units.import.${name}`,
  values,
});

/**
 * Holds rows of well-formed units against each other and against the units on file. A row that leans on a refused
 * row is refused as well, unless the refused one is on file in an earlier form.
 */
export function checkUnits(rows: readonly NumberedRow<Unit>[], onFile: readonly Unit[]): CheckedRows<Unit> {
  const refused: RefusedRow[] = [];
  let open = withoutRepeats(rows, refused);
  for (;;) {
    const known = new Map([...onFile, ...open.map((each) => each.value)].map((unit) => [unit.slug, unit]));
    const bad = open.flatMap(({ row, value }) => {
      const faults = faultsOf(value, known);
      return faults.length > 0 ? [{ row, slug: value.slug, faults }] : [];
    });
    if (bad.length === 0) break;
    refused.push(...bad);
    const rowsOut = new Set(bad.map((each) => each.row));
    open = open.filter((each) => !rowsOut.has(each.row));
  }
  refused.sort((a, b) => a.row - b.row);
  return { accepted: open.map((each) => each.value), refused };
}

/** Of rows with the same slug the first stands. */
export function withoutRepeats<T extends { slug: string }>(
  rows: readonly NumberedRow<T>[],
  refused: RefusedRow[],
): NumberedRow<T>[] {
  const firstRow = new Map<string, number>();
  return rows.filter(({ row, value }) => {
    const first = firstRow.get(value.slug);
    if (first === undefined) firstRow.set(value.slug, row);
    else refused.push({ row, slug: value.slug, faults: [fault('repeated', { first })] });
    return first === undefined;
  });
}

function faultsOf(unit: Unit, known: ReadonlyMap<string, Unit>): RowFault[] {
  return [...datesOf(unit), ...referencesOf(unit, known), ...circlesOf(unit, known)];
}

function datesOf({ validFrom, validTo }: Unit): RowFault[] {
  if (validFrom === null || validTo === null || validFrom <= validTo) return [];
  return [fault('dates-reversed', { validFrom, validTo })];
}

function referencesOf(unit: Unit, known: ReadonlyMap<string, Unit>): RowFault[] {
  const faults: RowFault[] = [];
  if (unit.parent === null && unit.kind !== 'city') faults.push(fault('no-parent', {}));
  if (unit.parent !== null && !known.has(unit.parent))
    faults.push(fault('unknown-parent', { slug: unit.parent }));
  for (const slug of unit.successors) if (!known.has(slug)) faults.push(fault('unknown-successor', { slug }));
  for (const slug of unit.predecessors)
    if (!known.has(slug)) faults.push(fault('unknown-predecessor', { slug }));
  const district = unit.formerDistrict;
  if (district === undefined) return faults;
  const former = known.get(district);
  if (!former || !isDistrict(former)) faults.push(fault('unknown-district', { slug: district }));
  return faults;
}

function circlesOf(unit: Unit, known: ReadonlyMap<string, Unit>): RowFault[] {
  const faults: RowFault[] = [];
  if (reaches(unit, known, (each) => (each.parent ? [each.parent] : [])))
    faults.push(fault('circle-of-parents', {}));
  if (reaches(unit, known, (each) => each.successors)) faults.push(fault('circle-of-successors', {}));
  return faults;
}

/** True when following the links from a unit leads back to it. */
function reaches(start: Unit, known: ReadonlyMap<string, Unit>, links: (unit: Unit) => string[]): boolean {
  const seen = new Set<string>();
  const next = [...links(start)];
  for (let slug = next.pop(); slug !== undefined; slug = next.pop()) {
    if (slug === start.slug) return true;
    const unit = known.get(slug);
    if (!unit || seen.has(slug)) continue;
    seen.add(slug);
    next.push(...links(unit));
  }
  return false;
}
