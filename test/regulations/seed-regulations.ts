import { readFileSync } from 'node:fs';
import { readRegulationRow } from '../../server/regulations/regulation-row.ts';
import type { Regulation } from '../../server/regulations/rules.ts';

const FILE = new URL('../../data/seed/regulations.json', import.meta.url);

export function seedRegulationRows(): Record<string, unknown>[] {
  return JSON.parse(readFileSync(FILE, 'utf8')).procedures;
}

/** The regulations that ship, read as the import reads them. */
export function seedRegulations(): Regulation[] {
  return seedRegulationRows().map((row) => {
    const read = readRegulationRow(row);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.value;
  });
}
