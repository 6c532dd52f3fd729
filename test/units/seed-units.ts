import { readFileSync } from 'node:fs';
import type { Unit, UnitsBySlug } from '../../server/units/rules.ts';
import { readUnitRow } from '../../server/units/unit-row.ts';

const FILE = new URL('../../data/seed/units.json', import.meta.url);

export function seedUnitRows(): Record<string, unknown>[] {
  return JSON.parse(readFileSync(FILE, 'utf8')).units;
}

/** The units that ship, read as the import reads them. */
export function seedUnits(): Unit[] {
  return seedUnitRows().map((row) => {
    const read = readUnitRow(row);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.value;
  });
}

export function seedUnitsBySlug(): UnitsBySlug {
  return new Map(seedUnits().map((unit) => [unit.slug, unit]));
}

export function unit(given: Partial<Unit> & { slug: string }): Unit {
  return {
    kind: 'department',
    parent: 'city',
    name: { vi: given.slug, en: given.slug, ru: given.slug },
    validFrom: null,
    validTo: null,
    successors: [],
    predecessors: [],
    fields: [],
    verified: true,
    ...given,
  };
}
